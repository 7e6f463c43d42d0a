"""Other measures of supply risk, as one part of the Security page: beside the simulation."""

import pandas as pd
import streamlit as st

from dashboard import lens_words, looks, state, text
from dashboard.views import parts, supply
from models import Deal, DealLenses, Lenses, Supplied

FACTS = {"country": "Country", "metric": "Fact", "year": "Year", "mode": "Value"}
FACTS |= {"grade": "Grade", "source": "Source", "note": "Note"}


def other(deal: Deal) -> None:
    """Draw every measure of all deals, where they part from the simulation, and this deal's."""
    simulated, found = supply.found(), looks.other_measures(state.study())
    deals = simulated.found.deals
    losses = {name: each.result.loss for name, each in deals.items()}
    said = lens_words.finding(found, losses, lambda name: _causes(deals[name]))
    with st.container(border=True, key="lens_finding"):
        st.markdown(f"**{parts.literal(said)}**")
    parts.small(lens_words.INTRO)
    served = {name: 1.0 - each.summary.unserved.mean for name, each in deals.items()}
    st.table(_deals(found, served))
    with st.expander("What each measure is", key="lens_about"):
        for lens, name in lens_words.NAMES.items():
            st.markdown(f"**{name}**: {parts.literal(lens_words.about(found, lens))}")
    parts.draw("lens_orders", state.study())
    parts.small(lens_words.ORDERED)
    _steps(found.deals[deal.name], found)
    with st.expander("Facts of countries behind these measures, with grades", key="lens_facts"):
        _facts(found)


def _causes(deal: Supplied) -> dict[str, float]:
    return {key: each.mean for key, each in deal.parts.items()}


def _deals(found: Lenses, served: dict[str, float]) -> pd.DataFrame:
    lines = [
        {
            "Deal": parts.literal(name),
            "Served, simulated": text.share(served[name]),
            **dict(zip(lens_words.heads(found), lens_words.cells(each).values(), strict=True)),
        }
        for name, each in found.deals.items()
    ]
    return pd.DataFrame(lines).set_index("Deal")


def _steps(deal: DealLenses, found: Lenses) -> None:
    """Take one deal apart: its steps, and the places that everything passes."""
    st.header("This deal, step by step")
    lines = [
        {
            "Step": lens_words.STEPS[each.step],
            "Supplied by": lens_words.suppliers(each),
            "EU supply risk": lens_words.cell("supply_risk", each.supply_risk),
            "GeoPolRisk": lens_words.cell("geopolitical_risk", each.geopolitical_risk),
            "Largest foreign share": _share(each.largest),
        }
        for each in deal.steps
    ]
    st.table(pd.DataFrame(lines).set_index("Step"))
    parts.small(f"{lens_words.STEPPED} {lens_words.published(found)}")
    st.markdown("**N-1: what is met without the largest source of each place**")
    lines = [
        {
            "Place": lens_words.NODES[each.places[0]],
            "Sources": lens_words.sources(each),
            "Stock behind it": f"{each.stock:.0f} days",
            **{f"{x:.0f} days": lens_words.cell("n_minus_1", each.left(x)) for x in found.stresses},
        }
        for each in deal.nodes
    ]
    st.table(pd.DataFrame(lines).set_index("Place"))


def _share(largest: tuple[str, float]) -> str:
    name, share = largest
    return f"{lens_words.cell('largest_share', share)} ({name})" if name else "all from India"


def _facts(found: Lenses) -> None:
    """List every fact that was read."""
    used = pd.DataFrame([each.model_dump() for each in found.world.used])
    used["metric"] = used["metric"].map(lens_words.fact)
    table = used[list(FACTS)].rename(columns=FACTS)
    parts.small(lens_words.guesses(found))
    st.dataframe(table, hide_index=True, alt="Facts of countries that the measures use")
    parts.download(table, "lens_facts")
