"""Charts of supply security: what is served, what is lost, and what that costs."""

import numpy as np
import plotly.graph_objects as go

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.style import readable, styles, text_on
from models import Evaluation, Outcome

LOSSES = ("china_loss", "border_loss", "partner_loss", "plant_loss", "feed_loss")
LOSS_FILLS = ("#4A4A4A", "#5A96C8", "#7A5195", "#B5661D", "#6FB7B0")
LOSS_SHAPES = ("", "/", "", ".", "x")
PERCENT = 100.0


def demand_served(evaluation: Evaluation) -> Chart:
    """Share of demand served, and below it what is lost to which hazards."""
    outcomes = list(evaluation.outcomes.values())
    names = [each.name for each in outcomes]
    labels = [base.wrapped(name) for name in names]
    served = [[PERCENT * q for q in each.quantiles("supply_security")] for each in outcomes]
    lows, middles, highs = (list(column) for column in zip(*served, strict=True))
    losses = {
        key: [PERCENT * float(np.mean(each.values[key])) for each in outcomes] for key in LOSSES
    }
    looks = styles(outcomes)
    dots = go.Scatter(
        x=base.tidy(middles),
        y=labels,
        mode="markers",
        showlegend=False,
        marker={
            "symbol": [looks[name].marker for name in names],
            "color": [looks[name].colour for name in names],
            "size": 12,
        },
        error_x={
            "array": base.tidy(np.subtract(highs, middles)),
            "arrayminus": base.tidy(np.subtract(middles, lows)),
            "color": base.INK,
            "thickness": 1.5,
        },
        hovertemplate="%{y}: %{x} %<extra></extra>",
    )
    printed = go.Scatter(
        x=base.tidy(highs),
        y=labels,
        mode="text",
        text=[f"  {text.number(each)} %" for each in middles],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
    )
    bars = [
        go.Bar(
            x=base.tidy(losses[key]),
            y=labels,
            xaxis="x2",
            yaxis="y2",
            orientation="h",
            name=text.label(key),
            marker={"color": fill, "pattern": {"shape": shape, "solidity": 0.2, "size": 7}},
            hovertemplate=f"%{{y}}<br>{text.label(key)}: %{{x}} %<extra></extra>",
        )
        for key, fill, shape in zip(LOSSES, LOSS_FILLS, LOSS_SHAPES, strict=True)
    ]
    best = int(np.argmax(middles))
    title = f"{base.short(names[best], 6)} serves most: {text.number(middles[best])} % of demand"
    room = (max(highs) - min(lows)) * 0.25
    figure = base.drawing(
        [dots, printed, *bars],
        title,
        2 * len(names) * base.row_height(labels) + 200,
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend=base.legend(190),
        xaxis=base.value_axis(
            "Demand served, %: P10, P50, P90",
            range=[min(lows) - room / 3, max(highs) + room],
            anchor="y",
        ),
        yaxis=base.name_axis(labels, domain=[0.58, 1.0]),
        xaxis2=base.value_axis("Demand lost, %, mean", anchor="y2"),
        yaxis2=base.name_axis(labels, domain=[0.0, 0.42]),
    )
    columns = {
        "Deal": names,
        "Served P10 (%)": lows,
        "Served P50 (%)": middles,
        "Served P90 (%)": highs,
        **{f"{text.label(key)} (% lost)": losses[key] for key in LOSSES},
    }
    said = "; ".join(
        f"{name} {text.number(middle)} % ({text.interval(low, high)})"
        for name, low, middle, high in zip(names, lows, middles, highs, strict=True)
    )
    alt = f"Share of demand served, median with P10 to P90 in brackets: {said}."
    return Chart(figure, base.table_of(columns), title, alt)


def cost_security_map(evaluation: Evaluation, money: text.Money) -> Chart:
    """Cost against the share of demand served; larger markers wait longer."""
    outcomes = list(evaluation.outcomes.values())
    looks = styles(outcomes)
    costs = [[money.per_kg_scale * q for q in each.quantiles("cost")] for each in outcomes]
    served = [[PERCENT * q for q in each.quantiles("supply_security")] for each in outcomes]
    waits = [each.quantiles("lead_time")[1] for each in outcomes]
    points = [
        go.Scatter(
            x=base.tidy([cost[1]]),
            y=base.tidy([safe[1]]),
            mode="markers",
            marker={
                "symbol": looks[each.name].marker,
                "color": looks[each.name].colour,
                "size": 8 + 2.2 * wait**0.5,
            },
            error_x={"array": [cost[2] - cost[1]], "arrayminus": [cost[1] - cost[0]]},
            error_y={"array": [safe[2] - safe[1]], "arrayminus": [safe[1] - safe[0]]},
            hovertemplate=f"{base.wrapped(each.name)}<br>%{{x}}, %{{y}} %<extra></extra>",
        )
        for each, cost, safe, wait in zip(outcomes, costs, served, waits, strict=True)
    ]
    notes = [
        {
            "x": cost[1],
            "y": safe[1],
            "text": f"{base.wrapped(each.name)}<br>{text.months(wait)}",
            "showarrow": True,
            "ax": 20,
            "ay": -30,
            "font": {"size": 12, "color": readable(looks[each.name].colour)},
        }
        for each, cost, safe, wait in zip(outcomes, costs, served, waits, strict=True)
    ]
    names = [each.name for each in outcomes]
    cheap = names[int(np.argmin([cost[1] for cost in costs]))]
    safe_name = names[int(np.argmax([safe[1] for safe in served]))]
    title = f"{base.short(cheap, 4)} costs least, {base.short(safe_name, 4)} serves most"
    unit = money.per_kg_unit
    figure = base.drawing(
        points,
        title,
        460,
        xaxis=base.value_axis(f"Cost, {unit}, {text.MONEY_YEAR} money"),
        yaxis=base.value_axis("Demand served, %"),
        annotations=notes,
    )
    columns = {
        "Deal": names,
        f"Cost P50 ({unit})": [cost[1] for cost in costs],
        "Served P50 (%)": [safe[1] for safe in served],
        "Wait P50 (months)": waits,
    }
    said = "; ".join(
        f"{name} {text.number(cost[1])} {unit}, {text.number(safe[1])} %, {text.months(wait)}"
        for name, cost, safe, wait in zip(names, costs, served, waits, strict=True)
    )
    alt = f"Median cost, share of demand served and wait: {said}."
    return Chart(figure, base.table_of(columns), title, alt)
