"""Chart of the years of building: where the money comes from, and what it goes into."""

from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.finances import Finances
from dashboard.labels import FUNDING

LEAST = 0.002  # of the whole: less is not drawn
SIDES = ("Sources", "Uses")


def sources_and_uses(found: Finances, money: text.Money) -> Chart:
    """Means over the years until the plant is ready; both sides are the same sum."""
    unit = money.amount_unit
    amounts = {key: each * money.day_scale for key, each in found.funding.items()}
    total = sum(each for each in amounts.values() if each > 0.0)
    kept = {key: each for key, each in amounts.items() if abs(each) > LEAST * total}
    loan = max(amounts.get("loan", 0.0), 0.0) / total if total else 0.0
    part = f"{text.share(loan)} of it a loan" if loan else "without a loan"
    title = f"Building takes {money.sum(total)}, {part}"
    sides = [SIDES[each < 0.0] for each in kept.values()]
    named = [FUNDING[key][each < 0.0] for key, each in kept.items()]
    columns: dict[str, list[Any]] = {
        "Side": [*sides, *SIDES],
        "What": [*named, "Total", "Total"],
        f"Mean ({unit})": [*map(abs, kept.values()), total, total],
    }
    told = [f"{money.sum(abs(each))}" for each in kept.values()]
    heads = [f"{side}, {name}" for side, name in zip(sides, named, strict=True)]
    return Chart(
        _figure(kept, total, money, title),
        base.table_of(columns),
        title,
        f"Money until the plant is ready, means in {unit}: {base.spoken(heads, told)}.",
    )


def _figure(kept: dict[str, float], total: float, money: text.Money, title: str) -> base.Plain:
    labels = [f"<b>{each}</b>" for each in SIDES]
    bars = [
        marks.part(
            f"funding_{key}",
            FUNDING[key][each < 0.0],
            labels,
            [max(each, 0.0), max(-each, 0.0)],
            money.amount_unit,
        )
        for key, each in sorted(kept.items(), key=lambda pair: -abs(pair[1]))
    ]
    rows = 2 * 58
    return base.drawing(
        [*bars, marks.printed(labels, [total, total], [text.number(total)] * 2)],
        title,
        rows + base.AXIS + base.legend_height(len(bars)),
        barmode="stack",
        bargap=0.3,
        showlegend=True,
        legend=base.legend(rows),
        uniformtext=marks.FITTING,
        xaxis=base.value_axis(f"Mean, {money.amount_unit}", range=[0, total * 1.15 or 1.0]),
        yaxis=base.name_axis(labels),
    )
