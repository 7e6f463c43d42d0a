"""Chart of what a month saved on each stage brings: months of lead time."""

from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.timings import Step, Timings, inline

LEAST = 0.01  # months saved for a month saved: less is told as nothing
COLOUR = "#2073BC"


def months_saved(found: Timings) -> Chart:
    """Months of lead time saved for each month saved on a stage, the most first.

    Raises
    ------
    ValueError
        When the deal has no stages.
    """
    if not found.steps:
        raise ValueError("a deal without stages has no months to save")
    steps = ordered(found)
    shown = [each for each in steps if each.saves >= LEAST] or steps[:1]
    best = shown[0]
    title = f"A month saved on {inline(best.name)}: magnets {_said(best)} sooner"
    columns: dict[str, list[Any]] = {
        "Stage": [each.name for each in steps],
        "Months of lead time saved for each month saved": [each.saves for each in steps],
        "Critical, of 100 futures": [text.of_hundred(each.critical) for each in steps],
        "Takes, P50 (months)": [each.time[1] for each in steps],
        "In full": [each.label for each in steps],
    }
    names = [each.name for each in shown]
    return Chart(
        _figure(shown, title),
        base.table_of(columns),
        title,
        "Months of lead time saved for each month saved on a stage: "
        f"{base.spoken(names, (text.number(round(e.saves, 2)) for e in shown))}; the others save "
        "next to nothing alone.",
    )


def ordered(found: Timings) -> list[Step]:
    """Stages, the one that saves most first."""
    return sorted(found.steps, key=lambda each: (-each.saves, -each.weight))


def _said(best: Step) -> str:
    months = round(best.saves, 2)
    return f"{text.number(months)} month{'s' * (months != 1.0)}"


def _figure(shown: list[Step], title: str) -> base.Plain:
    labels = [base.wrapped(each.name) for each in shown]
    sizes = [each.saves for each in shown]
    bars = base.trace(
        "bar",
        x=base.tidy(sizes),
        y=labels,
        orientation="h",
        meta="value",
        name="Months saved",
        marker={"color": COLOUR},
        customdata=[each.label for each in shown],
        hovertemplate="%{customdata}<br>%{x} months for each month saved<extra></extra>",
    )
    numbers = [text.number(round(each, 2)) for each in sizes]
    return base.drawing(
        [bars, marks.printed(labels, sizes, numbers)],
        title,
        base.rows_height(labels) + base.AXIS + base.LINE,
        bargap=0.3,
        xaxis=base.value_axis(
            "Months by which the first qualified magnets come<br>"
            "sooner, for each month saved on the stage",
            range=[0, max(1.0, *sizes) * 1.12],
        ),
        yaxis=base.name_axis(labels),
    )
