"""The supply of a deal: headline numbers, and one part of the Security page for each tab."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import compute, looks, security_words, state, text
from dashboard.supplies import STAGES, Supplies, control
from dashboard.views import parts
from models import Deal, Met, Supplied, survivals

RANK, MIDDLE = "world_rank", 0.5
RANKS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
YEARS = 10.0  # that a world lasts
PLAIN: dict[str, Any] = {"delta_color": "off", "delta_arrow": "off"}
NOTHING = "Nothing can interrupt this deal in this study."


def found() -> Supplies:
    """The simulation, with words while it is waited for."""
    told = security_words.WAIT.format(size=1_000)
    with st.spinner(told):
        return looks.supplies(state.study())


def numbers(deal: Supplied) -> None:
    """Write the headline numbers."""
    told, days = deal.summary, text.DAYS_A_YEAR
    length = text.number(round(days * told.mean_length))
    tonnes = deal.demand * told.unserved.mean
    each = float(deal.numbers("shortage_premium").mean())
    grade = compute.dataset().parameters["shortage_premium"].grade
    cells = (
        (
            "Demand served",
            text.share(1.0 - told.unserved.mean),
            _error(text.PERCENT * told.unserved.error, "% points"),
        ),
        (
            "Unserved",
            text.days_unserved(told.unserved.mean),
            _error(days * told.unserved.error, "days"),
        ),
        ("In the worst 5 % of worlds", text.days_unserved(told.tail), "mean of them"),
        ("Worlds without any loss", text.share(told.untouched.mean), "in ten years"),
        (
            "Loss events",
            text.number(YEARS * told.frequency.mean),
            f"in ten years, {length} days each",
        ),
        ("Magnets missing", f"{text.number(tonnes)} t", f"a year, of {text.number(deal.demand)} t"),
        ("Worth of what is missing", parts.money().amount(deal.money), f"a year, grade {grade}"),
        ("Days of cover", _cover(told.cover[1]), f"P5: {_cover(told.cover[0])}"),
    )
    help_ = security_words.MONEY.format(each=parts.money().per_kg(each), grade=grade)
    with st.grid(4, min_column_width=200, gap="xsmall"):
        for label, value, under in cells:
            helps = parts.literal(help_) if label.startswith("Worth") else None
            st.metric(label, value, under, **PLAIN, help=helps)


def _error(value: float, unit: str) -> str:
    return f"± {text.one_figure(value)} {unit}"


def _cover(years: float) -> str:
    return f"{text.number(round(text.DAYS_A_YEAR * years))} days"


def served(deal: Deal) -> None:
    """Draw what all deals serve, and how often this one loses less than the others."""
    supply = found()
    parts.draw("supply_served", state.study())
    parts.small(security_words.SERVED)
    others = [name for name in supply.found.deals if name != deal.name]
    parts.small(parts.literal(security_words.PAIRS.format(deal=deal.name)))
    with st.grid(4, min_column_width=200, gap="xsmall"):
        for name in others:
            safer = supply.found.safer(deal.name, name)
            shown = f"{text.of_hundred(safer.mean)} of 100"
            st.metric(parts.literal(name), shown, _error(100 * safer.error, ""), **PLAIN)


def causes(deal: Deal) -> None:
    """Draw what the loss is due to."""
    parts.draw("supply_causes", state.study(), deal.name)
    parts.small(security_words.CAUSES)


def world(deal: Deal) -> None:
    """Draw one world, from the median to the worst."""
    told = "World, by what it loses"
    rank = st.select_slider(told, RANKS, value=MIDDLE, key=RANK, format_func=_rank, width=600)
    parts.draw("sample_world", state.study(), deal.name, str(rank))
    parts.small(security_words.WORLD)


def _rank(rank: float) -> str:
    named = {MIDDLE: "the median", 1.0: "the worst"}
    return named.get(rank, f"{text.PERCENT * rank:.0f} of 100 lose less")


def stocks(deal: Deal) -> None:
    """Draw what the size of each stock is worth."""
    parts.draw("stock_sizes", state.study(), deal.name)
    parts.small(security_words.STOCKS)


def clauses(deal: Deal) -> None:
    """Draw what each clause and stock saves."""
    parts.draw("clause_values", state.study(), deal.name)
    parts.small(security_words.CLAUSES)


def exposure(deal: Deal) -> None:
    """Draw how long the deal survives each hazard, and list who controls each stage."""
    supply = found()
    one = supply.of(deal.name)
    if not one.hazards:
        st.markdown(NOTHING)
        return
    parts.draw("survival", state.study(), deal.name)
    parts.small(security_words.SURVIVAL)
    st.header("Who controls each stage, and what can stop it")
    st.table(_stages(supply, one))
    parts.small("In brackets: in how many of 100 interruptions the stocks do not last.")
    with st.expander("Why each hazard reaches this deal, with sources", key="exposure_sources"):
        reasons(supply, one)


def reasons(supply: Supplies, one: Supplied) -> None:
    """List the rows of the dataset behind the simulation, each with its sources."""
    for row in one.rows:
        places = text.listed([STAGES[place] for place in row.place])
        name = parts.literal(f"{supply.hazards[row.hazard]} ({places})")
        st.markdown(f"**{name}**: {parts.literal(row.reason)} {parts.badge(row.grade)}")
        parts.small_lines(parts.citations(row.source.split("|")))


def _stages(supply: Supplies, one: Supplied) -> pd.DataFrame:
    met = survivals(one)
    lines = [
        {
            "Stage": label,
            "Controlled by": control(one, place),
            "Hazards": "; ".join(_hazard(supply, each) for each in met if place in each.places),
        }
        for place, label in STAGES.items()
        if any(place in each.places for each in met)
    ]
    return pd.DataFrame(lines).set_index("Stage")


def _hazard(supply: Supplies, met: Met) -> str:
    return f"{parts.literal(supply.hazards[met.hazard])} ({text.of_hundred(met.outlasts.mean)})"
