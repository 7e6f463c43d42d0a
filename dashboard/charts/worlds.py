"""Chart of all deals in all named worlds, and who wins each."""

from typing import Any

from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.style import Style, styles
from dashboard.charts.tornado import SCORE, Measure, labelled
from models import Outlook, Stress, Study

LETTERS, DEAL_WORDS = 44, 4


def worlds(found: Stress, study: Study, key: str, shown: Measure) -> Chart:
    """Draw a marker for each deal in each world; below a world's name stands who wins it.

    Parameters
    ----------
    found, study
        All deals in all worlds, and the study whose deals they are.
    key, shown
        Score or criterion that is drawn, and how it is written.
    """
    amounts = {
        deal: [shown.scale * _amount(each, deal, key) for each in found.outlooks]
        for deal in found.deals
    }
    winners = [_best(each, key) for each in found.outlooks]
    named = [best + _open(each, key) for each, best in zip(found.outlooks, winners, strict=True)]
    title = _title(winners, study, shown)
    columns: dict[str, list[Any]] = {
        "World": [each.world.label for each in found.outlooks],
        "Best": winners,
    }
    columns |= {f"{deal} ({shown.unit})": told for deal, told in amounts.items()}
    names = (each.world.label for each in found.outlooks)
    return Chart(
        _figure(found, styles(study.all_deals), amounts, named, shown, title),
        base.table_of(columns),
        title,
        f"{shown.name} of every deal in {len(winners)} worlds. Best: "
        f"{base.spoken(names, winners)}.",
    )


def _best(each: Outlook, key: str) -> str:
    return each.winner if key == SCORE else each.best[key]


def _open(each: Outlook, key: str) -> str:
    """Say that the best score is not clear, where it is not."""
    return ", barely" if key == SCORE and not each.apart else ""


def _amount(each: Outlook, deal: str, key: str) -> float:
    return each.scores[deal] if key == SCORE else each.means[deal][key]


def _title(winners: list[str], study: Study, shown: Measure) -> str:
    most = max(winners, key=winners.count)
    name = base.subject(study.deal(most), DEAL_WORDS, baseline=most == study.baseline.name)
    return f"{name}: best {shown.name.lower()} in {winners.count(most)} of {len(winners)} worlds"


def _figure(
    found: Stress,
    looks: dict[str, Style],
    amounts: dict[str, list[float]],
    told: list[str],
    shown: Measure,
    title: str,
) -> base.Plain:
    labels = [
        f"{labelled(each.world.label, LETTERS)}<br><i>{labelled(winner, LETTERS)}</i>"
        for each, winner in zip(found.outlooks, told, strict=True)
    ]
    rows = base.rows_height(labels)
    traces = [_marks(labels, deal, each, looks[deal], shown) for deal, each in amounts.items()]
    return base.drawing(
        traces,
        title,
        rows + base.AXIS + base.LEGEND_LINE * len(traces) + 12,
        showlegend=True,
        legend=base.legend(rows) | {"entrywidth": 1, "entrywidthmode": "fraction"},
        xaxis=base.value_axis(f"Mean {shown.name.lower()}, {shown.unit}"),
        yaxis=base.name_axis(labels, showgrid=True, gridcolor=base.GRID),
    )


def _marks(
    labels: list[str], deal: str, told: list[float], look: Style, shown: Measure
) -> dict[str, Any]:
    return base.trace(
        "scatter",
        x=base.tidy(told),
        y=labels,
        mode="markers",
        name=base.wrapped(deal, 99),
        marker={
            "symbol": look.marker,
            "color": look.colour,
            "size": 11,
            "line": {"width": 1, "color": base.PAPER},
        },
        hovertemplate=f"%{{y}}<br>{base.wrapped(deal, 99)}: %{{x}} {shown.unit}<extra></extra>",
    )
