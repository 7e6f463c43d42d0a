"""What matters between deals, as tables with a line for each input."""

from collections.abc import Sequence

import pandas as pd

from dashboard import amounts, text
from dashboard.matter_words import NO_VALUE, SELDOM, bound
from dashboard.text import PERCENT, Money
from models import BreakEven, Dataset, Gaps, Knowing, Losing, Stress, Study, Switches

MOST = 20  # lines of a list of what to find out


def break_evens(found: Switches, study: Study, data: Dataset, money: Money) -> pd.DataFrame:
    """Every input, today's value, where the deals swap, and who leads beyond."""
    lines = [_line(each, study, data, money) for each in (*found.weights, *found.inputs)]
    return pd.DataFrame(lines)


def _line(each: BreakEven, study: Study, data: Dataset, money: Money) -> dict[str, str]:
    def told(value: float) -> str:
        return amounts.amount(each.name, value, study, data, money)

    place = amounts.percentile(each, " ({} of its range)")
    barred = "" if each.allowed else " (not allowed with the other terms)"
    return {
        "Input": amounts.label(each),
        "Today": told(each.present),
        "Break-even": NO_VALUE if each.value is None else told(each.value) + place + barred,
        "Ahead above it, or with it": each.above,
        "Range": amounts.span(each.name, each.span, study, data, money),
        "Grade": each.grade,
    }


def worth(found: Knowing, data: Dataset, money: Money) -> pd.DataFrame:
    """Inputs that are worth knowing, most first."""
    known = {name: each for name, each in found.single.items() if each.found}
    columns: dict[str, list[object]] = {
        "Input": [data.parameters[name].label for name in known],
        "Grade": [data.parameters[name].grade for name in known],
        "Worth (points)": [_rounded(PERCENT * each.value) for each in known.values()],
        "± (points)": [_rounded(PERCENT * each.error) for each in known.values()],
    }
    if found.point is not None:
        scale = found.point * money.per_kg_scale
        columns[f"As much as ({money.per_kg_unit})"] = [
            _rounded(scale * each.value) for each in known.values()
        ]
    return pd.DataFrame(columns).head(MOST)


def gaps(found: Gaps, data: Dataset, money: Money) -> pd.DataFrame:
    """Numbers of grade C and D, by how much of the difference follows them."""
    ranked = found.ranked[:MOST]
    return pd.DataFrame(
        {
            "Input": [each.row.label for each in ranked],
            "Grade": [each.row.grade for each in ranked],
            "Share of the variance (%)": [_rounded(PERCENT * each.driver.own) for each in ranked],
            "± (%)": [_rounded(PERCENT * each.driver.own_error) for each in ranked],
            "Most likely": [
                amounts.parameter(each.row.name, each.row.mode, data, money) for each in ranked
            ],
        }
    )


def boxes(found: Sequence[Losing], data: Dataset, money: Money) -> pd.DataFrame:
    """Bounds of every box, with what each adds."""
    return pd.DataFrame(
        [
            {
                "Deal": each.deal,
                "Told": "wins" if each.wins else "loses",
                "Input": data.parameters[one.name].label,
                "Is": bound(one, data, money),
                "Density": text.share(each.box.density),
                "Without this bound": text.share(one.alone),
                "Chance if it did nothing": text.share(one.chance),
                "Coverage": text.share(each.box.coverage),
                "In all futures": text.share(each.box.base),
            }
            for each in found
            if each.box.base >= SELDOM
            for one in each.box.bounds
        ],
        columns=[
            "Deal",
            "Told",
            "Input",
            "Is",
            "Density",
            "Without this bound",
            "Chance if it did nothing",
            "Coverage",
            "In all futures",
        ],
    )


def regrets(found: Stress) -> pd.DataFrame:
    """Worlds won and worst-case regret of every deal."""
    wins = found.wins()
    lines = []
    for deal in found.deals:
        worst, world = found.worst_regret(deal)
        lines.append(
            {
                "Deal": deal,
                "Worlds won": wins[deal],
                "Worst regret (points)": _rounded(PERCENT * worst),
                "In": world.label,
            }
        )
    return pd.DataFrame(lines)


def _rounded(value: float) -> float:
    return text.three_figures(value)
