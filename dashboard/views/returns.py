"""What each party gets of a deal: worth, rates of return, payback, most money put in."""

import pandas as pd
import streamlit as st

from dashboard import looks, sentences, state, text, troubles
from dashboard.charts.gains import gain
from dashboard.finances import Finances, ending
from dashboard.views import parts
from models import Deal, PartyMoney, Returned, Share, Shares

RATE, MODIFIED, PAYBACK = "Rate of return a year", "Modified rate a year", "Payback"
MOST = "Most money put in"
Spread = tuple[float, float, float]
LEAST = 0.5  # share of the futures in which a share has to be defined, to be shown as a number
SHARES = (
    ("government", "Government take", "Part of what all parties gain that goes to the state"),
    ("domestic", "Value that stays in India", "Of the sales, less what is bought or paid abroad"),
    ("national", "The same, less dividends", "Dividends to owners abroad taken off, too"),
)


def draw(deal: Deal) -> None:
    """Draw the worth of the deal to each party, and what its cash returns."""
    found = looks.money(state.study(), deal.name)
    parts.draw("gains", state.study(), deal.name)
    if found.shares:
        _shares(found.shares)
    told = [each for each in found.money.parties.values() if each.npv or each.returned]
    table = pd.DataFrame([_line(found, each) for each in told])
    st.table(table.set_index("Party"))
    parts.small(sentences.HOW_RETURNS_ARE_READ)
    parts.download(table, "parties")


def _shares(shares: Shares) -> None:
    with st.grid(3, min_column_width=200, gap="xsmall") as grid:
        for key, label, told in SHARES:
            with grid.cell():
                _share(label, told, getattr(shares, key))


def _share(label: str, told: str, share: Share) -> None:
    if share.spread is None or share.defined < LEAST:
        where = troubles.in_futures(1.0 - share.defined)
        st.metric(label, "not defined", help=f"{told}. {where.capitalize()} there is no gain.")
        parts.small(f"There is nothing to share {where}.")
        return
    low, middle, high = map(text.share, share.spread)
    st.metric(label, middle, help=f"{told}. P10 to P90: {low} to {high}")
    parts.small(f"P10 to P90: {low} to {high}")


def _line(found: Finances, each: PartyMoney) -> dict[str, str]:
    unit = parts.money().amount_unit
    line = {
        "Party": text.label(each.party),
        f"Net present value ({unit})": _sum(each.npv),
        f"Gain over no deal ({unit})": text.DASH if found.is_baseline else _sum(gain(each)),
    }
    cells = dict.fromkeys((RATE, MODIFIED, PAYBACK, f"{MOST} ({unit})"), text.DASH)
    told = each.returned
    if told is None:
        return line | cells
    if not told.peak[1]:
        return line | cells | {RATE: f"none: {troubles.REASONS['no_outlay']}"}
    peak = f"{_sum(told.peak)}, in {ending(found.deal, told.peak_year)}"
    shown = (_rate(told), _spread(told.modified), _payback(told), peak)
    return line | dict(zip(cells, shown, strict=True))


def _rate(told: Returned) -> str:
    if told.rate is None or told.rate_defined < LEAST:
        return f"none: {troubles.why_no_rate(told.reasons)}"
    share = 1.0 - told.rate_defined
    none = f"; none {troubles.in_futures(share)}" if share >= troubles.WORTH_SAYING else ""
    return _spread(told.rate) + none


def _payback(told: Returned) -> str:
    never = f"never {troubles.in_futures(1.0 - told.paid_back)}"
    if told.payback is None or told.paid_back < LEAST:
        return never
    years = f"{text.number(told.payback[1])} years"
    return years if told.paid_back == 1.0 else f"{years}; {never}"


def _spread(shares: Spread | None) -> str:
    """Write a rate in percent with its range."""
    return text.DASH if shares is None else f"{_written(shares, text.PERCENT)} %"


def _sum(spread: Spread | None) -> str:
    """Write an amount with its range, in the unit of its column."""
    return text.DASH if spread is None else _written(spread, parts.money().day_scale)


def _written(spread: Spread, factor: float) -> str:
    low, middle, high = (text.number(round(each * factor, 3)) for each in spread)
    return middle if low == high else f"{middle} ({low} to {high})"
