"""Results to draw, and what is read of a drawing."""

from collections.abc import Callable
from typing import Any

from dashboard import charts, text
from models import (
    STRUCTURES,
    Evaluation,
    Scored,
    Study,
    default_study,
    evaluate,
    load_dataset,
    preset_deal,
    score,
)

DATASET = load_dataset()
DOLLARS, RUPEES = text.Money("USD"), text.Money("INR", 87.16)
USUAL = default_study({key: each.weight for key, each in DATASET.criteria.items()})
DRAWS = 300
LINE = 16  # pixels of a line of a label
HOSTILE = 'A <b>deal</b> & its "name", with eight words or more'

Result = tuple[Evaluation, Scored]


def of(study: Study, draws: int = DRAWS) -> Result:
    evaluation = evaluate(study.changed(draws=draws), DATASET)
    return evaluation, score(evaluation, DATASET.criteria)


def full() -> Study:
    """As many deals as a study may have: three of each structure."""
    kinds = [each for each in STRUCTURES.values() if not each.is_baseline]
    deals = [preset_deal(kind, preset) for kind in kinds for preset in kind.presets[:3]]
    return USUAL.changed(deals=tuple(deals))


def single() -> Study:
    return USUAL.changed(deals=(USUAL.deals[2].model_copy(update={"name": HOSTILE}),))


def outcome(evaluation: Evaluation, place: int) -> Any:
    return list(evaluation.outcomes.values())[place]


def bars(chart: charts.Chart, axis: str = "") -> list[Any]:
    drawn = [each for each in chart.figure.data if each.type == "bar"]
    return [each for each in drawn if (each.xaxis or "") == axis]


def printed(chart: charts.Chart) -> list[str]:
    shown = next(
        each for each in chart.figure.data if each.type == "scatter" and each.mode == "text"
    )
    return [each.strip().removeprefix("<b>").removesuffix("</b>") for each in shown.text]


ALL: dict[str, Callable[[Evaluation, Scored, text.Money], charts.Chart]] = {
    "score": lambda e, s, _: charts.score_bars(e, s, DATASET.criteria),
    "cost": lambda e, _, money: charts.cost_build_up(e, money),
    "time": lambda e, _, __: charts.lead_time_distribution(e),
    "served": lambda e, _, __: charts.demand_served(e),
    "map": lambda e, _, money: charts.cost_security_map(e, money),
    "fall": lambda e, _, money: charts.cost_waterfall(outcome(e, 0), outcome(e, -1), money),
}
