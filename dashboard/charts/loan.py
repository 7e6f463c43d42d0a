"""Chart of the loan: how often the cash of each year covers what is due, and what is owed."""

from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import yearly
from dashboard.charts.chart import Chart
from dashboard.finances import Finances, Loan

INCENTIVE = "#E0C36A"
ABOVE = 1.4  # how far above its highest median the axis of coverage reaches


def loan_coverage(found: Finances, money: text.Money) -> Chart:
    """Coverage by year with the lender's target and the years of the incentive, and the balance.

    Raises
    ------
    ValueError
        When the deal has no loan.
    """
    if found.loan is None:
        raise ValueError("a deal without a loan has no coverage")
    loan, unit = found.loan, money.amount_unit
    many = yearly.used_years(found, loan.coverage.middle + 1.0, loan.balance.high)
    years = found.calendar[:many]
    title = _title(loan)
    columns: dict[str, list[Any]] = {
        "Year": list(map(str, years)),
        "Coverage, P10": [*loan.coverage.low[:many]],
        "Coverage, P50": [*loan.coverage.middle[:many]],
        "Coverage, P90": [*loan.coverage.high[:many]],
        "Incentive paid, share of the futures (%)": [*(100.0 * loan.incentive[:many])],
        f"Owed, P10 ({unit})": [*(loan.balance.low[:many] * money.day_scale)],
        f"Owed, P50 ({unit})": [*(loan.balance.middle[:many] * money.day_scale)],
        f"Owed, P90 ({unit})": [*(loan.balance.high[:many] * money.day_scale)],
    }
    return Chart(
        _figure(found, loan, years, money, title), base.table_of(columns), title, _alt(found, loan)
    )


def _title(loan: Loan) -> str:
    known = loan.coverage.middle[np.isfinite(loan.coverage.middle)]
    if not len(known):
        return "Nothing is due on the loan"
    paid = int((known >= 1.0).sum())
    return f"Median cash pays what is due in {paid} of {len(known)} years"


def _alt(found: Finances, loan: Loan) -> str:
    known = np.flatnonzero(np.isfinite(loan.coverage.middle))
    told = base.spoken(
        (str(found.calendar[each]) for each in known),
        (text.number(float(loan.coverage.middle[each])) for each in known),
    )
    return (
        f"Median coverage, cash before tax over interest and principal, by year: {told}; the "
        f"lender asks {text.number(loan.asked)}."
    )


def _figure(
    found: Finances, loan: Loan, years: list[int], money: text.Money, title: str
) -> base.Plain:
    top = _top(loan)
    over = yearly.band(years, loan.coverage, 1.0, "Median")
    under = yearly.band(years, loan.balance, money.day_scale, "Median", xaxis="x2", yaxis="y2")
    axes = yearly.fields(
        "Cash over what is due",
        f"Owed, {money.amount_unit}",
        yearly.calendar_axis(found, years),
    )
    axes["yaxis"] = {**axes["yaxis"], "range": [0.0, top]}
    shaded = _shaded(found, loan, top)
    return base.drawing(
        [*over, *_keyed(under), *([_key()] if shaded else [])],
        title,
        yearly.height() + base.legend_height(3),
        showlegend=True,
        legend=base.legend(yearly.height() - base.AXIS),
        shapes=[*shaded, _level(1.0), _level(loan.asked, "dash")],
        annotations=[
            _note(1.0, "1: cash just pays what is due", "top"),
            *(
                [_note(loan.asked, f"{loan.asked:g}: what the lender asks")]
                if loan.asked > 1
                else []
            ),
        ],
        **axes,
    )


def _keyed(traces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**each, "showlegend": False} for each in traces]


def _top(loan: Loan) -> float:
    middle = loan.coverage.middle[np.isfinite(loan.coverage.middle)]
    return float(max(2.0, loan.asked * ABOVE, *middle * ABOVE))


def _shaded(found: Finances, loan: Loan, top: float) -> list[dict[str, Any]]:
    """A field for each year in which the incentive is paid, stronger the more often it is."""
    years = found.calendar
    return [
        {
            "type": "rect",
            "x0": year - 0.5,
            "x1": year + 0.5,
            "y0": 0.0,
            "y1": top,
            "fillcolor": INCENTIVE,
            "opacity": round(0.15 + 0.45 * float(share), 2),
            "line": {"width": 0},
            "layer": "below",
        }
        for year, share in zip(years, loan.incentive, strict=True)
        if share > 0.0
    ]


def _key() -> dict[str, Any]:
    """An entry of the legend for the shaded years."""
    marker = {"symbol": "square", "size": 12, "color": INCENTIVE}
    return base.trace(
        "scatter", x=[None], y=[None], mode="markers", name="Sales incentive paid", marker=marker
    )


def _level(height: float, dash: str = "solid") -> dict[str, Any]:
    ends = {"x0": 0, "x1": 1, "xref": "paper", "y0": height, "y1": height}
    return {"type": "line", **ends, "line": {"color": base.INK, "width": 1.5, "dash": dash}}


def _note(height: float, said: str, side: str = "bottom") -> dict[str, Any]:
    where = {"x": 1, "xref": "paper", "xanchor": "right", "y": height, "yanchor": side}
    looks = {"showarrow": False, "font": {"size": 13, "color": base.INK}}
    return {"text": said, **where, **looks}
