"""Charts of the scores: their make-up, and how often each deal is first."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.style import CRITERION_FILLS, styles, text_on
from models import STRUCTURES, Criterion, Evaluation, Scored, Study

TOP = 100.0


def score_bars(
    evaluation: Evaluation, scored: Scored, criteria: Mapping[str, Criterion]
) -> Chart:
    """Mean score of every deal by criterion, and the P10 to P90 of the whole."""
    names = list(evaluation.outcomes)
    labels = [base.wrapped(name) for name in names]
    weights = evaluation.study.weights.shares()
    parts = {
        key: [TOP * weights[key] * float(np.mean(scored.values[name][key])) for name in names]
        for key in criteria
    }
    means = [TOP * float(np.mean(scored.scores[name])) for name in names]
    lows, highs = _range_of(scored, names)
    bars = [
        _part(labels, parts[key], criteria[key].label, *CRITERION_FILLS[place % 3])
        for place, key in enumerate(criteria)
    ]
    looks = styles(evaluation.outcomes.values())
    total = go.Scatter(
        x=base.tidy(means),
        y=labels,
        mode="markers",
        name="Mean, P10 to P90",
        meta="ghost",
        marker={
            "symbol": [looks[name].marker for name in names],
            "color": [looks[name].colour for name in names],
            "size": 12,
            "line": {"width": 1.5, "color": base.PAPER},
        },
        error_x={
            "array": base.tidy(np.subtract(highs, means)),
            "arrayminus": base.tidy(np.subtract(means, lows)),
            "color": base.INK,
            "thickness": 1.5,
        },
        hovertemplate="%{y}: %{x}<extra></extra>",
    )
    printed = go.Scatter(
        x=base.tidy(highs),
        y=labels,
        mode="text",
        text=[f"  {text.number(each)}" for each in means],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
    )
    title = _title(scored, means, names)
    height = len(names) * base.row_height(labels) + 130
    figure = base.drawing(
        [*bars, total, printed],
        title,
        height,
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend=base.legend(150),
        uniformtext={"minsize": 11, "mode": "hide"},
        xaxis=base.value_axis(
            "Score, 0 to 100, with your weights", range=[0, 112], tickvals=[0, 20, 40, 60, 80, 100]
        ),
        yaxis=base.name_axis(labels),
    )
    columns = {
        "Deal": names,
        "Score (0-100), mean": means,
        "P10": lows,
        "P90": highs,
        **{f"{criteria[key].label} (points)": parts[key] for key in criteria},
    }
    said = "; ".join(
        f"{name} {text.number(mean)} ({text.interval(low, high)})"
        for name, mean, low, high in zip(names, means, lows, highs, strict=True)
    )
    alt = f"Bars of mean scores from 0 to 100, P10 to P90 in brackets: {said}."
    return Chart(figure, base.table_of(columns), title, alt)


def first_shares(scored: Scored, study: Study) -> Chart:
    """How often each deal has the highest score."""
    names = list(scored.first)
    labels = [base.wrapped(name) for name in names]
    shares = [TOP * scored.first[name] for name in names]
    errors = [TOP * scored.first_error[name] for name in names]
    looks = _study_colours(study)
    bars = go.Bar(
        x=base.tidy(shares),
        y=labels,
        orientation="h",
        marker={"color": [looks[name] for name in names]},
        error_x={"array": base.tidy(errors), "color": base.INK, "thickness": 1.5},
        hovertemplate="%{y}: %{x} of 100<extra></extra>",
    )
    printed = go.Scatter(
        x=base.tidy(np.add(shares, errors)),
        y=labels,
        mode="text",
        text=[f"  {text.number(s)} ± {text.number(e)}" for s, e in zip(shares, errors, strict=True)],
        textposition="middle right",
        hoverinfo="skip",
    )
    best = max(scored.first, key=lambda name: scored.first[name])
    title = f"{base.short(best, 6)} is first most often: {text.share(scored.first[best])}"
    figure = base.drawing(
        [bars, printed],
        title,
        len(names) * base.row_height(labels) + 70,
        bargap=0.35,
        xaxis=base.value_axis("First in so many of 100 futures", range=[0, max(shares) * 1.35]),
        yaxis=base.name_axis(labels),
    )
    columns = {"Deal": names, "First (of 100 futures)": shares, "Standard error": errors}
    said = "; ".join(f"{n} {text.number(s)}" for n, s in zip(names, shares, strict=True))
    alt = f"How often each deal is first, of 100 futures: {said}."
    return Chart(figure, base.table_of(columns), title, alt)


def _range_of(scored: Scored, names: list[str]) -> tuple[list[float], list[float]]:
    pairs = [np.percentile(scored.scores[name], (10, 90)) * TOP for name in names]
    return [float(low) for low, _ in pairs], [float(high) for _, high in pairs]


def _part(labels: list[str], values: list[float], name: str, colour: str, shape: str) -> go.Bar:
    return go.Bar(
        x=base.tidy(values),
        y=labels,
        orientation="h",
        name=name,
        marker={"color": colour, "pattern": {"shape": shape, "solidity": 0.2, "size": 7}},
        text=[f"{value:.0f}" for value in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": text_on(colour), "size": 13},
        hovertemplate=f"%{{y}}<br>{name}: %{{x}} points<extra></extra>",
    )


def _title(scored: Scored, means: list[float], names: list[str]) -> str:
    top = [name for name in names if scored.ranks[name] == 1]
    score = text.number(max(means))
    if len(top) > 1:
        return f"{len(top)} deals share the highest score: {score} of 100"
    return f"{base.short(top[0], 6)} scores highest: {score} of 100"


def _study_colours(study: Study) -> dict[str, str]:
    from dashboard.charts.style import pick_colour

    counts: dict[str, int] = {}
    found: dict[str, str] = {}
    for deal in study.all_deals:
        order = counts.get(deal.structure, 0)
        found[deal.name] = pick_colour(deal.structure, order)
        counts[deal.structure] = order + 1
    return found
