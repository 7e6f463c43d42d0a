"""The accounts of a deal's magnet business, and the money of the years of building."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import looks, sentences, state, text
from dashboard.finances import Finances, Numbers, year_end
from dashboard.labels import PAYMENTS
from dashboard.views import parts
from models import Deal

KINDS = {"income": "Income", "cash": "Cash flow", "balance": "Balance"}
SUMS = frozenset({"operating_income", "profit", "cash_before_owners"})
NO_PLANT = "No plant is built in this deal, so there is no money of the years of building."
NO_LOAN = "There is no loan in this deal: nobody borrows, and nothing has to be covered."
NO_ACCOUNTS = "There is no magnet business in this deal, so it has no accounts."


def building(deal: Deal) -> None:
    """Draw where the money of the years of building comes from, and where it goes."""
    if not looks.money(state.study(), deal.name).funding:
        st.markdown(NO_PLANT)
        return
    parts.draw("sources_and_uses", state.study(), deal.name)
    parts.small(sentences.BUILDING)


def loan(deal: Deal) -> None:
    """Draw how the cash of each year covers the loan."""
    found = looks.money(state.study(), deal.name)
    if found.loan is None:
        st.markdown(NO_LOAN)
        return
    parts.draw("loan_coverage", state.study(), deal.name)
    parts.small(sentences.COVERAGE if found.loan.incentive.any() else sentences.NO_INCENTIVE)


def statements(deal: Deal) -> None:
    """Draw income, cash flow and balance by year."""
    found = looks.money(state.study(), deal.name)
    if found.accounts is None:
        st.markdown(NO_ACCOUNTS)
        return
    kinds = list(KINDS)
    kind = st.segmented_control(
        "Statement", kinds, format_func=_kind, default="income", required=True, key="statement"
    )
    table = _table(found, getattr(found.accounts, kind or "income"))
    scale = st.column_config.NumberColumn(format="%.1f")
    first = st.column_config.TextColumn(pinned=True, width=260)
    columns = {name: first if name == table.columns[0] else scale for name in table.columns}
    told = f"{KINDS[kind or 'income']} of each year, means"
    st.dataframe(table, hide_index=True, column_config=columns, height="content", alt=told)
    parts.small(
        sentences.ACCOUNTS.format(
            end=year_end(deal),
            unit=parts.money().amount_unit,
            gap=f"{found.accounts.unbalanced:.0e}",
        )
    )
    parts.download(table, f"statement_{kind}")


def _table(found: Finances, lines: Mapping[str, Numbers]) -> pd.DataFrame:
    """Write one line for each, one column for each year in which anything happens."""
    scale = parts.money().day_scale
    last = max((max(each.nonzero()[0], default=0) for each in lines.values()), default=0)
    shown = {name: lines[name] * scale for name in _ordered(lines) if lines[name].any()}
    rows = [
        {f"{parts.money().amount_unit}, mean": _line(name)}
        | {
            str(year): float(value)
            for year, value in zip(found.calendar[: last + 1], each, strict=False)
        }
        for name, each in shown.items()
    ]
    return pd.DataFrame(rows).round(1).replace(-0.0, 0.0)


def _ordered(lines: Mapping[str, Numbers]) -> list[str]:
    """Payments by what they are, receipts from sales first; then the lines that the model adds."""
    paid = [name for name in PAYMENTS if name in lines]
    first = list(lines).index("operating_income") if "operating_income" in lines else 0
    payments = sorted(list(lines)[:first], key=paid.index)
    return [*payments, *list(lines)[first:]]


def _line(name: str) -> str:
    return f"= {text.label(name)}" if name in SUMS else text.label(name)


def _kind(key: str) -> str:
    return KINDS[key]
