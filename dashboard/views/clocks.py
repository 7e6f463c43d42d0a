"""When a deal gets somewhere: its headline dates, the dial, the chosen month, real plants."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import compute, edits, looks, sentences, state, text, time_words
from dashboard.charts.arrivals import reference
from dashboard.timings import REACHED, Timings, short_month
from dashboard.views import parts
from models import Deal, Parameter

DIAL = "outside_view"
BY, USUAL_MONTH = "by_month", 60
MONTHS = range(6, 246, 6)  # that can be chosen
STEP = 0.05
BY_THEN = "Share of the futures in which the first qualified magnets have come by then"
PLAIN: dict[str, Any] = {"delta_color": "off", "delta_arrow": "off"}
DATES = ("announced", "ground_broken", "first_product_planned", "first_product", "first_sale")
SPANS = {
    "announced_to_first_product": "months from announcement to first magnets",
    "slip": "months late against the first plan",
}


def month() -> int:
    """Months after the effective date that the visitor chose."""
    return int(st.session_state.get(BY, USUAL_MONTH))


def numbers(found: Timings) -> None:
    """Write when each point is reached, how likely by the chosen month, and what is imported."""
    with st.grid(5, min_column_width=190, gap="xsmall") as grid:
        for key, label in REACHED.items():
            with grid.cell():
                _reached(found, key, label)
        with grid.cell():
            by = f"Chance by {short_month(found.at(month()))}"
            st.metric(
                by,
                text.share(found.chance(month())),
                f"within {month()} months",
                **PLAIN,
                help=BY_THEN,
            )
        with grid.cell():
            _imported(found)


def controls(found: Timings) -> None:
    """Draw the dial, which changes the study, and the month that is looked at."""
    dial, date = st.columns(2, gap="large")
    with dial:
        _dial(compute.dataset().parameters[DIAL], found)
    with date:
        st.select_slider(
            "Month to look at",
            list(MONTHS),
            value=USUAL_MONTH,
            key=BY,
            format_func=lambda each: f"{found.month(each)} (month {each})",
            help="For the chance of being there, above and under When.",
        )


def when(deal: Deal) -> None:
    """Draw the chance by each date, of all deals."""
    before = state.comparable_before()
    parts.draw("arrivals", state.study(), deal.name, str(month()), before=before)
    found = looks.timings(state.study(), deal.name)
    parts.small(time_words.WHEN_ALONE if reference(found) is None else time_words.WHEN)


def plants(deal: Deal) -> None:
    """Draw how long real plants took, and list them all with their sources."""
    found = looks.timings(state.study(), deal.name)
    parts.draw("real_plants", state.study(), deal.name)
    names = text.listed(list(found.never_built))
    told = time_words.PLANTS.format(never=len(found.never_built), of=found.of_plants, names=names)
    parts.small(parts.literal(told))
    st.header("All plants")
    parts.browse(_table(), "plants")


def _reached(found: Timings, key: str, label: str) -> None:
    low, middle, high = found.outcome.span(key)
    ends = f"{found.month(low)} to {found.month(high)}"
    months = f"{text.months(middle)} ({text.interval(round(low), round(high))})"
    st.metric(
        label,
        short_month(found.at(middle)),
        months,
        **PLAIN,
        help=f"Median, and months after the effective date; P10 to P90: {ends}",
    )


def _imported(found: Timings) -> None:
    if "bridged_mass" not in found.outcome.values:  # noqa: PD011  no data frame
        return
    low, middle, high = found.outcome.span("bridged_mass")
    ends = f"{text.number(low)} to {text.number(high)} t"
    told = "Magnets that Indian buyers import until the deal delivers them. Median; P10 to P90"
    st.metric("Imported meanwhile", text.number(middle, "t"), ends, **PLAIN, help=told)


def _dial(row: Parameter, found: Timings) -> None:
    value = state.study().world.overrides.get(DIAL, row.mode)
    st.session_state[DIAL] = value
    differs = value != row.mode
    st.slider(
        f"{'● ' * differs}Weight of real plants",
        row.minimum,
        row.maximum,
        step=STEP,
        format="percent",
        key=DIAL,
        on_change=_dialled,
        args=(row.mode,),
        help=_source(row),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        said = f"Now: {time_words.dialled(value)} · default {text.share(row.mode)}"
        parts.small(f"{parts.literal(said)} {parts.badge(row.grade)}", width="content")
        parts.small("0 %: stages alone · 100 %: real plants alone", width="content")
        if differs:
            st.button(
                "Reset",
                key="reset_dial",
                type="tertiary",
                icon=":material/undo:",
                on_click=edits.undo_overrides,
                args=(DIAL,),
            )
    if found.reference is None and not found.is_baseline:
        parts.small(time_words.NOT_MOVED)


def _source(row: Parameter) -> str:
    cited = "  \n".join(parts.citations(row.source.split("|")))
    graded = f"Grade {row.grade}: {sentences.GRADES[row.grade]}."
    return f"{parts.literal(row.note)}.  \n{cited}  \n{graded}"


def _dialled(usual: float) -> None:
    value = round(float(st.session_state[DIAL]), 2)
    if value == usual:
        edits.undo_overrides(DIAL)
    else:
        edits.override(DIAL, value)


def _table() -> pd.DataFrame:
    """Write the real plants: dates, months, status and source."""
    known = compute.dataset().sources
    lines = []
    for each in compute.dataset().plants:
        cited = [known[key] for key in each.source.split("|") if key in known]
        lines.append(
            {
                "company": each.company,
                "plant": each.plant,
                "country": each.country,
                **{name.replace("_", " "): getattr(each, name) for name in DATES},
                **{words: getattr(each, name) for name, words in SPANS.items()},
                "status": each.status,
                "grade": each.grade,
                "source": "; ".join(one.citation for one in cited),
                "url": next((one.url for one in cited if one.url), ""),
                "note": each.note,
            }
        )
    return pd.DataFrame(lines)
