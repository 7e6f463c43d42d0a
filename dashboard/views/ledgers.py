"""The ledger of a deal by year and by payment, and from one deal to another."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from dashboard import looks, sentences, state, text
from dashboard.finances import Finances
from dashboard.views import parts
from models import Deal, Payment


def by_year(deal: Deal) -> None:
    """Draw the cash of one party by year."""
    found = looks.money(state.study(), deal.name)
    parties = list(found.money.parties)
    party = st.segmented_control(
        "Party", parties, format_func=text.label, default="irel", required=True, key="cash_party"
    )
    shown = party if party in parties else "irel"
    parts.draw("cash_by_year", state.study(), deal.name, shown)
    parts.small(sentences.CASH)


def bridge(deal: Deal) -> None:
    """Draw the way from another deal to this one, in cost and in IREL's worth."""
    study = state.study()
    others = [each.name for each in study.all_deals if each.name != deal.name]
    usual = others.index(study.baseline.name) if study.baseline.name in others else 0
    start = st.selectbox("From", others, usual, key="bridge_from", width=420)
    parts.small(parts.literal(f"to: {deal.name}"))
    parts.draw("worth_bridge", study, start, deal.name)
    parts.draw("cost_bridge", study, start, deal.name)
    parts.small(sentences.BRIDGE)


def payments(deal: Deal) -> None:
    """Write who pays whom, for what, and what it is worth to both."""
    found = looks.money(state.study(), deal.name)
    table = pd.DataFrame(list(_lines(found)))
    st.table(table.set_index("Payment"))
    gap = f"{found.money.residual:.0e}"
    parts.small(sentences.LEDGER.format(gap=gap, draws=f"{found.money.draws:,}"))
    if idle := [text.label(each.name) for each in found.money.payments if not each.by_year.any()]:
        parts.small(parts.literal(f"Agreed or possible, but nothing is paid: {text.listed(idle)}."))
    if st.toggle("Every year", key="ledger_by_year"):
        yearly = _yearly(found)
        st.dataframe(yearly, hide_index=True, alt="Mean of each payment by year")
        parts.download(yearly, "ledger_by_year")
    parts.download(table, "ledger")


def _lines(found: Finances) -> Iterator[dict[str, str]]:
    """Write payments, the largest first."""
    unit = parts.money().amount_unit
    paid = [each for each in found.money.payments if each.by_year.any()]
    for each in sorted(paid, key=lambda one: -abs(one.by_year).sum()):
        yield {
            "Payment": text.label(each.name),
            "From": text.label(each.payer),
            "To": text.label(each.payee),
            f"Sum of all years ({unit})": _shown(float(each.by_year.sum())),
            f"Worth to the payer ({unit})": _worth(found, each, each.payer),
            f"Worth to the payee ({unit})": _worth(found, each, each.payee),
            "What it is": each.text,
        }


def _worth(found: Finances, each: Payment, party: str) -> str:
    worth = found.money.parties[party].lines.get(each.name)
    return text.DASH if worth is None else _shown(worth)


def _shown(amount: float) -> str:
    return text.number(round(amount * parts.money().day_scale, 3))


def _yearly(found: Finances) -> pd.DataFrame:
    scale = parts.money().day_scale
    return pd.DataFrame(
        [
            {"Payment": text.label(each.name), "From": text.label(each.payer)}
            | {"To": text.label(each.payee), "Mean of each year in": parts.money().amount_unit}
            | {
                str(year): float(value)
                for year, value in zip(found.calendar, each.by_year * scale, strict=True)
            }
            for each in found.money.payments
            if each.by_year.any()
        ]
    ).round(3)
