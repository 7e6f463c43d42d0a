"""Charts of the cost of a kilogram of magnets: what it is made of, and how it builds up."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.style import pick_colour, text_on
from models import COST_PARTS, Evaluation, Outcome

LEAST = 0.002  # share of the largest total below which a part is not drawn
FILLS = {
    "oxide_cost": ("#1D5B8F", ""),
    "premium_cost": ("#1D5B8F", "/"),
    "heavy_cost": ("#5A96C8", ""),
    "import_cost": ("#4A4A4A", ""),
    "metal_cost": ("#7A5195", ""),
    "conversion_cost": ("#A98BC4", ""),
    "capital_cost": ("#6B7280", ""),
    "know_how_cost": ("#B5661D", ""),
    "royalty_cost": ("#D99A4E", "/"),
    "toll_cost": ("#C0561A", ""),
    "logistics_cost": ("#2F7F79", ""),
    "duty_cost": ("#6FB7B0", "."),
    "stock_cost": ("#B5A642", "x"),
    "incentive_cost": ("#8C8C8C", "\\"),
}


def cost_build_up(
    evaluation: Evaluation, money: text.Money, parts: Sequence[str] = COST_PARTS
) -> Chart:
    """Mean cost of a kilogram of every deal, part by part."""
    outcomes = list(evaluation.outcomes.values())
    names = [each.name for each in outcomes]
    labels = [base.wrapped(name) for name in names]
    values = {part: [_mean(each, part, money) for each in outcomes] for part in parts}
    totals = [sum(values[part][place] for part in parts) for place in range(len(names))]
    shown = [part for part in parts if max(map(abs, values[part])) > LEAST * max(totals)]
    ends = [sum(max(values[part][place], 0) for part in parts) for place in range(len(names))]
    starts = [sum(min(values[part][place], 0) for part in parts) for place in range(len(names))]
    total = go.Scatter(
        x=base.tidy(totals),
        y=labels,
        mode="markers",
        name="Total",
        meta="ghost",
        marker={"symbol": "line-ns", "size": 26, "line": {"width": 3, "color": base.INK}},
        hovertemplate=f"%{{y}}: %{{x}} {money.per_kg_unit}<extra></extra>",
    )
    printed = go.Scatter(
        x=base.tidy(ends),
        y=labels,
        mode="text",
        text=[f"  <b>{text.number(each)}</b>" for each in totals],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
    )
    cheapest = int(np.argmin(totals))
    price = f"{text.number(totals[cheapest])} {money.per_kg_unit}"
    title = f"{base.short(names[cheapest], 6)} costs least: {price}, {text.MONEY_YEAR} money"
    figure = base.drawing(
        [*(_bar(part, labels, values[part], money) for part in shown), total, printed],
        title,
        len(names) * base.row_height(labels) + 90 + 20 * (len(shown) // 2 + 1),
        barmode="relative",
        bargap=0.35,
        showlegend=True,
        legend=base.legend(180),
        uniformtext={"minsize": 11, "mode": "hide"},
        xaxis=base.value_axis(
            f"Mean cost, {money.per_kg_unit}, {text.MONEY_YEAR} money",
            range=[min(starts) * 1.1, max(ends) * 1.22],
        ),
        yaxis=base.name_axis(labels),
    )
    unit = money.per_kg_unit
    columns = {
        "Deal": names,
        f"Total ({unit})": totals,
        **{f"{text.label(part)} ({unit})": values[part] for part in parts},
    }
    said = "; ".join(
        f"{name} {text.number(total)} ({_largest(values, place)})"
        for place, (name, total) in enumerate(zip(names, totals, strict=True))
    )
    alt = f"Mean cost in {unit}, {text.MONEY_YEAR} money, by part: {said}."
    return Chart(figure, base.table_of(columns), title, alt)


def cost_waterfall(outcome: Outcome, baseline_outcome: Outcome, money: text.Money) -> Chart:
    """One deal's cost from oxide to delivered magnet, beside the cost of importing."""
    values = {part: _mean(outcome, part, money) for part in COST_PARTS}
    total, baseline = sum(values.values()), _mean(baseline_outcome, "cost", money)
    shown = [part for part in COST_PARTS if abs(values[part]) > LEAST * total]
    labels = [*(base.wrapped(text.label(part)) for part in shown), "<b>Total</b>"]
    sizes = [values[part] for part in shown]
    starts = [float(each) for each in np.cumsum([0.0, *sizes[:-1]])] if sizes else []
    colour = pick_colour(outcome.structure.key)
    bars = go.Bar(
        x=base.tidy([*sizes, total]),
        base=base.tidy([*starts, 0.0]),
        y=labels,
        orientation="h",
        marker={"color": [*(FILLS.get(p, ("#6B7280", ""))[0] for p in shown), colour]},
        hovertemplate=f"%{{y}}: %{{x}} {money.per_kg_unit}<extra></extra>",
    )
    ends = [max(s, s + v) for s, v in zip([*starts, 0.0], [*sizes, total], strict=True)]
    printed = go.Scatter(
        x=base.tidy(ends),
        y=labels,
        mode="text",
        text=[f"  {text.number(each)}" for each in [*sizes, total]],
        textposition="middle right",
        hoverinfo="skip",
    )
    gap = total - baseline
    side = "above" if gap > 0 else "below"
    unit = money.per_kg_unit
    title = (
        f"{base.short(outcome.name, 6)}: {text.number(total)} {unit}, "
        f"{text.number(abs(gap))} {side} importing"
    )
    figure = base.drawing(
        [bars, printed],
        title,
        len(labels) * 30 + 110,
        bargap=0.25,
        xaxis=base.value_axis(
            f"Mean cost, {unit}, {text.MONEY_YEAR} money", range=[0, max(*ends, baseline) * 1.2]
        ),
        yaxis=base.name_axis(labels),
        shapes=[_line(baseline)],
        annotations=[_line_label(baseline, f"importing {text.number(baseline)}")],
    )
    columns = {
        "Part": [*(text.label(part) for part in shown), "Total", "Baseline's total"],
        unit: [*sizes, total, baseline],
    }
    said = ", ".join(f"{text.label(part)} {text.number(values[part])}" for part in shown)
    alt = (
        f"Mean cost of {outcome.name} in {unit}, {text.MONEY_YEAR} money: {said}; "
        f"total {text.number(total)}, importing magnets {text.number(baseline)}."
    )
    return Chart(figure, base.table_of(columns), title, alt)


def _mean(outcome: Outcome, part: str, money: text.Money) -> float:
    return float(np.mean(outcome.values[part])) * money.per_kg_scale


def _bar(part: str, labels: list[str], values: list[float], money: text.Money) -> go.Bar:
    colour, shape = FILLS.get(part, ("#6B7280", ""))
    name = text.label(part)
    return go.Bar(
        x=base.tidy(values),
        y=labels,
        orientation="h",
        name=name,
        marker={
            "color": colour,
            "pattern": {"shape": shape, "solidity": 0.2, "size": 7},
            "line": {"width": 1, "color": base.PAPER},
        },
        text=[text.number(float(f"{value:.2g}")) for value in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": text_on(colour), "size": 13},
        hovertemplate=f"%{{y}}<br>{name}: %{{x}} {money.per_kg_unit}<extra></extra>",
    )


def _largest(values: dict[str, list[float]], place: int) -> str:
    top = sorted(values, key=lambda part: -values[part][place])[:3]
    return ", ".join(f"{text.label(part)} {text.number(values[part][place])}" for part in top)


def _line(x: float) -> dict[str, object]:
    dashes = {"color": base.INK, "width": 2, "dash": "dash"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": dashes}


def _line_label(x: float, said: str) -> dict[str, object]:
    place = {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "center"}
    return {"text": said, "showarrow": False, "font": {"size": 13, "color": base.INK}, **place}
