"""What a partner sees of a study: results, terms and charts, without what is confidential.

Everything here is drawn from a ``PartnerView`` and from results without the hidden quantities, so
that nothing hidden can reach the browser by way of a chart, a table or a file.
"""

import json
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import charts, text
from dashboard.charts import Chart
from dashboard.live import live_plotly
from dashboard.partners import Seen
from dashboard.views import parts
from models import (
    COST_PARTS,
    STRUCTURES,
    Evaluation,
    PartnerView,
    SeenDeal,
    Term,
    partner_view,
    seen_evaluation,
)

RESULTS = MappingProxyType(
    {
        "cost": ("Cost (2025 money)", "USD/kg"),
        "lead_time": ("Qualified magnets after", "month"),
        "supply_security": ("Demand served", "1"),
        "demand_coverage": ("Of India's 2030 need", "1"),
    }
)
LOSSES = ("feed_loss", "plant_loss", "china_loss", "border_loss", "partner_loss")
DECLARED = {term.name: term for each in STRUCTURES.values() for term in each.terms}
Drawing = Callable[[Evaluation, text.Money], Chart]
DRAWINGS: tuple[tuple[tuple[str, ...], Drawing], ...] = (  # what a chart needs to be drawn
    (("cost", *COST_PARTS), charts.cost_build_up),
    (("lead_time",), lambda found, _: charts.lead_time_distribution(found)),
    (("supply_security", *LOSSES), lambda found, _: charts.demand_served(found)),
)


def draw(shown: Seen, key: str) -> None:
    """Draw everything a partner sees."""
    view = partner_view(shown.evaluation, shown.dataset)
    if key == "partner":
        st.title(parts.literal(view.title or "A study"))
    st.markdown(f"{text.PURPOSE} {text.NO_PUBLIC_TERMS}")
    parts.small(_told(view))
    st.header("Results")
    results = pd.DataFrame([_line(each) for each in view.deals])
    st.table(results.set_index("Deal"))
    parts.small("Medians (of demand served the mean), with P10 to P90 in brackets.")
    parts.download(results, f"{key}_results")
    _charts(seen_evaluation(shown.evaluation, shown.dataset), key)
    st.header("Terms")
    terms = _terms(view)
    st.dataframe(terms, hide_index=True, alt="Terms of each deal, without those left out")
    parts.download(terms, f"{key}_terms")
    _changed(view)
    _worlds(view)
    st.download_button(
        "Download as JSON",
        data=lambda: as_json(view),
        file_name="lodestone_partner_view.json",
        mime="application/json",
        key=f"json_{key}",
        on_click="ignore",
    )


def as_json(view: PartnerView) -> bytes:
    """Write what a partner sees as a file."""
    plain = {**vars(view), "deals": [dict(vars(each)) for each in view.deals]}
    plain["worlds"] = [each.model_dump(mode="json") for each in view.worlds]
    return json.dumps(plain, indent=2, ensure_ascii=False, default=str).encode()


def _told(view: PartnerView) -> str:
    left = "" if view.complete else "Its owner has left out some terms and results. "
    return (
        f"{left}{view.draws:,} draws, seed {view.seed}; dataset {view.dataset_version}, model "
        f"{view.model_version}. To be read, not changed."
    )


def _line(deal: SeenDeal) -> dict[str, str]:
    line = {"Deal": parts.literal(deal.name)}
    if deal.score:
        line |= {"Rank": deal.score["rank"], "Score": text.number(100.0 * deal.score["score"])}
        line |= {"First, of 100": text.of_hundred(deal.score["first"])}
    for quantity, (label, unit) in RESULTS.items():
        spread = deal.quantities.get(quantity)
        line[label] = parts.spread(spread, unit) if spread else "left out"
    return line


def _charts(found: Evaluation, key: str) -> None:
    """Draw each chart for which every deal has all it needs."""
    for needed, drawing in DRAWINGS:
        if all(set(needed) <= set(each.values) for each in found.outcomes.values()):
            chart = drawing(found, parts.money())
            name = f"{key}_{needed[0]}"
            live_plotly(chart, name)
            parts.show_data(chart, name)


def _terms(view: PartnerView) -> pd.DataFrame:
    """Write one line for each term that is shown, and a column for each deal that has it."""
    lines: dict[str, dict[str, str]] = {}
    for deal in view.deals:
        for term in STRUCTURES[deal.structure].terms:
            if term.name in deal.terms:
                value, money = deal.terms[term.name], parts.money()
                agreed = text.display(value, term.unit, money, term.options)
                lines.setdefault(term.label, {"Term": term.label})[deal.name] = agreed
    return pd.DataFrame(list(lines.values())).fillna(text.DASH)


def _changed(view: PartnerView) -> None:
    if view.changed_numbers:
        held = (f"{name}: {value:g}" for name, value in view.changed_numbers.items())
        parts.small(parts.literal(f"Numbers of the dataset held otherwise: {'; '.join(held)}"))


def _worlds(view: PartnerView) -> None:
    """List the worlds in which the owner tries the deals."""
    for world in view.worlds:
        held = [f"{name}: {value:g}" for name, value in world.overrides.items()]
        held += [_agreed(DECLARED[name], each) for name, each in world.terms.items()]
        told = f"A world to try the deals in, {world.name}, holds {'; '.join(held) or 'nothing'}"
        parts.small(parts.literal(told))


def _agreed(term: Term, value: Any) -> str:
    return f"{term.label}: {text.display(value, term.unit, parts.money(), term.options)}"
