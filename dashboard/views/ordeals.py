"""Stress: one named interruption played in time for a deal, beside what it takes from all."""

import streamlit as st

from dashboard import looks, security_words, state, supply_tables
from dashboard.supplies import ORDEALS, Supplies, ordeal
from dashboard.views import parts
from models import ORDEALS as KNOWN
from models import Deal, Supplied, all_struck

CHOSEN = "ordeal"
SHORTEST, LONGEST = 10, 730  # days
SHORT = {
    "japan_2010": "2010",
    "india_2025": "2025",
    "export_stop": "India's own export stop",
    "exit": "Owner's exit",
}


def draw(deal: Deal) -> None:
    """Choose an interruption and its length; draw it, list all deals, and compare all four."""
    supply = looks.supplies(state.study())
    key, days = _chosen(supply.of(deal.name))
    st.markdown(
        f"**{ORDEALS[key].rpartition(',')[0]}, {days} days.** {security_words.ORDEALS[key]}"
    )
    with st.grid(2, min_column_width=420, gap="small"):
        with st.container():
            _in_time(supply, deal, key, days)
        with st.container():
            _all(supply, key, days)
    st.header("All four, each as long as it is known or feared")
    parts.draw("ordeals", state.study())
    parts.small(security_words.STRESS)


def _chosen(deal: Supplied) -> tuple[str, int]:
    """Ask which interruption, at first one that reaches the deal, and how long it lasts."""
    known = [each.key for each in KNOWN]
    usual = next((key for key in known if _reached(deal, key)), known[0])
    key = st.segmented_control(
        "What happens",
        known,
        format_func=SHORT.__getitem__,
        default=usual,
        key=CHOSEN,
        required=True,
    )
    of_it = f"ordeal_days_{key}"
    st.session_state.setdefault(of_it, round(ordeal(key).days))
    days = st.slider("It lasts (days)", SHORTEST, LONGEST, key=of_it, width=600)
    return key, days


def _reached(deal: Supplied, key: str) -> bool:
    return any(each.hazard in ordeal(key).hazards for each in deal.rows)


def _in_time(supply: Supplies, deal: Deal, key: str, days: int) -> None:
    if not _reached(supply.of(deal.name), key):
        st.markdown(parts.literal(security_words.NOT_REACHED.format(deal=deal.name)))
        return
    parts.draw("ordeal_in_time", state.study(), deal.name, key, str(days))
    parts.small(security_words.ORDEAL)


def _all(supply: Supplies, key: str, days: int) -> None:
    found = all_struck(supply.found, ordeal(key).lasting(float(days)))
    made = supply_tables.struck(found)
    parts.plain_table(made.set_index("Deal"))
    parts.download(made, "ordeal")
