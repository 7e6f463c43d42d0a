"""Chart of the scores: what they are made of."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.style import styles
from models import BASELINE, Criterion, Evaluation, Scored, Study

FULL = 100.0
ROOM = 112.0  # the axis goes on beyond 100 so that the numbers have a place
MOST_WORDS = 6


def score_bars(evaluation: Evaluation, scored: Scored, criteria: Mapping[str, Criterion]) -> Chart:
    """Mean score of every deal by criterion, and the P10 to P90 of the whole."""
    names = list(evaluation.outcomes)
    spreads = [_spread(scored, name) for name in names]
    weights = evaluation.study.weights.shares()
    parts = {
        key: [FULL * weights[key] * float(np.mean(scored.values[name][key])) for name in names]
        for key in criteria
    }
    title = _score_title(evaluation.study, scored, max(mean for _, mean, _ in spreads))
    lows, means, highs = marks.columns(spreads)
    points = {f"{each.label} (points)": parts[key] for key, each in criteria.items()}
    columns: dict[str, list[Any]] = {
        "Deal": names,
        "Score, mean (0-100)": means,
        "P10": lows,
        "P90": highs,
        **points,
    }
    told = base.spoken(names, map(marks.said, spreads))
    return Chart(
        _score_figure(evaluation.study, criteria, parts, spreads, title),
        base.table_of(columns),
        title,
        f"Mean scores from 0 to 100 with your weights, P10 to P90 in brackets: {told}.",
    )


def _spread(scored: Scored, name: str) -> marks.Spread:
    low, high = np.percentile(scored.scores[name], (10, 90))
    return marks.scaled((float(low), float(np.mean(scored.scores[name])), float(high)), FULL)


def _score_figure(
    study: Study,
    criteria: Mapping[str, Criterion],
    parts: Mapping[str, list[float]],
    spreads: list[marks.Spread],
    title: str,
) -> base.Plain:
    looks = styles(study.all_deals)
    labels = [base.wrapped(name) for name in looks]
    bars = [
        {
            **marks.part(key, each.label, labels, parts[key], "points"),
            "text": [f"{value:.0f}" for value in parts[key]],
        }
        for key, each in criteria.items()
    ]
    numbers = [text.number(mean) for _, mean, _ in spreads]
    rows, below = base.rows_height(labels), base.AXIS + base.LINE
    return base.drawing(
        [
            *bars,
            marks.whiskers(labels, spreads, looks.values(), "of 100"),
            marks.printed(labels, [high for _, _, high in spreads], numbers),
        ],
        title,
        rows + below + base.legend_height(len(criteria)),
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend=base.legend(rows, below),
        uniformtext=marks.FITTING,
        xaxis=base.value_axis(
            "Score with your weights, 0 to 100<br>marker: mean; whisker: P10 to P90",
            range=[0, ROOM],
            tickvals=[0, 25, 50, 75, 100],
        ),
        yaxis=base.name_axis(labels),
    )


def _score_title(study: Study, scored: Scored, highest: float) -> str:
    top = [name for name, rank in scored.ranks.items() if rank == 1]
    score = f"{text.number(highest)} of 100"
    if len(top) > 1:
        return f"{len(top)} deals share the highest score: {score}"
    return f"{_subject(study, top[0])} scores highest: {score}"


def _subject(study: Study, name: str) -> str:
    deal = study.deal(name)
    return base.subject(deal, MOST_WORDS, baseline=deal.structure == BASELINE)
