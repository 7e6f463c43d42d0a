"""Chart of Sobol indices: what each input does to the variance, by itself and in any way."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.tornado import HATCH, HIGH, LETTERS, LOW, MOST, labelled
from dashboard.text import PERCENT
from models import Index, Sobol

TITLE_WORDS = 5
Told = Sequence[marks.Spread]


def sobol(found: Sobol, names: Mapping[str, str]) -> Chart:
    """Draw the strongest inputs, the largest total first; whiskers are 95 % intervals."""
    chosen = found.ranked()[:MOST]
    places = [found.names.index(name) for name in chosen]
    first, total = (
        [_spread(index, place) for place in places] for index in (found.first, found.total)
    )
    said = [names[name] for name in chosen]
    most = base.shortened(said[0], TITLE_WORDS)
    title = f"{most} brings about {text.number(total[0][1])} % of the variance"
    columns: dict[str, list[Any]] = {"Input": said}
    for kind, told in (("By itself", first), ("In any way", total)):
        for place, end in ((1, ""), (0, ", low"), (2, ", high")):
            columns[f"{kind}{end} (%)"] = [each[place] for each in told]
    spoken = base.spoken(
        said,
        (
            f"{text.number(one[1])} and {text.number(all_[1])}"
            for one, all_ in zip(first, total, strict=True)
        ),
    )
    return Chart(
        _figure([labelled(each, LETTERS) for each in said], first, total, title),
        base.table_of(columns),
        title,
        f"Percent of the variance of the difference, by itself and in any way: {spoken}.",
    )


def _spread(index: Index, place: int) -> marks.Spread:
    low, value, high = (float(each[place]) for each in (index.low, index.value, index.high))
    return marks.scaled((low, value, high), PERCENT)


def _figure(labels: list[str], first: Told, total: Told, title: str) -> base.Plain:
    rows = base.rows_height(labels)
    ends = [end for told in (first, total) for spread in told for end in spread]
    return base.drawing(
        [
            _bars(labels, total, "In any way", {"color": LOW, "pattern": HATCH}),
            _bars(labels, first, "By itself", {"color": HIGH}),
        ],
        title,
        rows + base.AXIS + base.legend_height(2),
        barmode="group",
        bargap=0.3,
        showlegend=True,
        legend=base.legend(rows) | {"traceorder": "reversed"},
        xaxis=base.value_axis(
            "Percent of the variance; whisker: 95 % interval",
            range=[min(0.0, *ends) * 1.05, max(ends) * 1.05],
            zeroline=True,
        ),
        yaxis=base.name_axis(labels),
    )


def _bars(labels: list[str], told: Told, name: str, look: dict[str, Any]) -> dict[str, Any]:
    lows, middles, highs = marks.columns(told)
    return base.trace(
        "bar",
        x=base.tidy(middles),
        y=labels,
        orientation="h",
        name=name,
        marker={**look, "line": {"width": 1, "color": base.PAPER}},
        error_x=marks.error(lows, middles, highs),
        hovertemplate=f"%{{y}}<br>{name}: %{{x}} %<extra></extra>",
    )
