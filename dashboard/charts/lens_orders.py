"""Chart of static measures: how many pairs of deals each orders as the simulation does."""

from typing import Any

from dashboard import lens_words, text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.supplies import Supplies
from models import Lenses

VERDICTS = (  # verdict, its name, colour and pattern
    (1, "Same order", "#2073BC", ""),
    (0, "Level", "#6E6E6E", "."),
    (-1, "Other way round", "#801650", "/"),
)


def lens_orders(supply: Supplies, found: Lenses) -> Chart:
    """Pairs of deals by what each measure says of them, beside what is simulated."""
    losses = {name: each.result.loss for name, each in supply.found.deals.items()}
    orders = found.orders(losses)
    labels = [lens_words.NAMES[lens] for lens in orders]
    counts = {
        verdict: [each.count(verdict) for each in orders.values()] for verdict, *_ in VERDICTS
    }
    pairs = len(next(iter(orders.values())).pairs)
    title = _title(labels, counts, pairs)
    columns: dict[str, list[Any]] = {
        "Measure": labels,
        **{f"{name} (pairs)": counts[verdict] for verdict, name, *_ in VERDICTS},
    }
    told = [
        ", ".join(f"{name.lower()} {counts[verdict][place]}" for verdict, name, *_ in VERDICTS)
        for place in range(len(labels))
    ]
    return Chart(
        _figure(labels, counts, title, pairs),
        base.table_of(columns),
        title,
        f"Of {pairs} pairs of deals, those that each measure puts in the order of the simulation: "
        f"{base.spoken(labels, told)}.",
    )


def _title(labels: list[str], counts: dict[int, list[int]], pairs: int) -> str:
    if not pairs:
        return "The simulation tells 0 pairs of deals apart"
    best = max(counts[1])
    if not best:
        return f"No measure puts one of {pairs} pairs in the simulated order"
    names = [label for label, each in zip(labels, counts[1], strict=True) if each == best]
    who = names[0] if len(names) == 1 else f"At best {len(names)} measures"
    return f"{who} agree{'s' * (len(names) == 1)} on {text.number(best)} of {pairs} pairs"


def _figure(labels: list[str], counts: dict[int, list[int]], title: str, pairs: int) -> base.Plain:
    rows = base.rows_height(labels)
    bars = [_bar(labels, counts[verdict], *looks) for verdict, *looks in VERDICTS]
    return base.drawing(
        bars,
        title,
        rows + base.AXIS + base.legend_height(len(bars)),
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend=base.legend(rows),
        xaxis=base.value_axis(
            "Pairs of deals, against the simulated share served",
            range=[0, max(pairs, 1) * 1.02],
            tickformat="d",
            dtick=max(1, round(pairs / 6)),
        ),
        yaxis=base.name_axis(labels),
    )


def _bar(
    labels: list[str], values: list[int], name: str, colour: str, shape: str
) -> dict[str, Any]:
    pattern = {"shape": shape, "fillmode": "overlay", "fgcolor": base.INK, "solidity": 0.15}
    return base.trace(
        "bar",
        x=values,
        y=labels,
        orientation="h",
        name=name,
        marker={
            "color": colour,
            "line": {"width": 1, "color": base.PAPER},
            **({"pattern": pattern} if shape else {}),
        },
        text=[str(each) if each else "" for each in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": base.PAPER, "size": 13},
        hovertemplate=f"%{{y}}<br>{name}: %{{x}} pairs<extra></extra>",
    )
