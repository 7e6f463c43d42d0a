"""The charts of the pages by name: drawn once from kept results, and kept in their turn."""

import logging
from collections.abc import Callable

import streamlit as st

from dashboard import charts, compute, looks, often_words, once, weighed
from dashboard.charts import Chart
from dashboard.text import Money
from models import ModelError, Study


def chart(name: str, study: Study, money: Money, *given: str) -> Chart:
    """Draw a chart, or find it drawn; nobody changes it afterwards.

    ``given`` is the deal of a chart of one deal, and what else the chart needs.
    """
    return _drawn(name, _seen(name, study), compute.dataset().version, money, given, study)


def _seen(name: str, study: Study) -> str:
    """Name all that a chart shows of a study."""
    if name in OF_PEOPLE:
        return once.fingerprint(study)
    weighted = name in WEIGHTED | OF_PAIRS
    return once.results_key(study) if weighted else once.evaluation_key(study)


def warm() -> None:
    """Do before the first visitor comes what would make that visitor wait."""
    try:
        study = compute.usual_study()
        for name in DRAWN:
            chart(name, study, Money(), study.deals[0].name).to_json()
        chart("rank_bars", study, Money()).to_json()
        chart("gains", study, Money(), study.deals[0].name).to_json()
        compute.traced(study, study.deals[0].name).explain("cost")
        compute.store()
    except ModelError as error:  # the page shows it, too, until it is put right
        logging.getLogger(__name__).warning("%s", error)


@st.cache_resource(show_spinner=False, max_entries=96)
def _drawn(
    name: str, key: str, version: str, money: Money, given: tuple[str, ...], _study: Study
) -> Chart:
    """Draw a chart that is found by all it shows."""
    del key, version
    return (DRAWN | OF_PAIRS | OF_MONEY | OF_TIME | OF_SECURITY)[name](_study, money, *given)


def _waterfall(study: Study, money: Money, deal_name: str) -> Chart:
    outcomes = compute.evaluation(study).outcomes
    return charts.cost_waterfall(outcomes[deal_name], outcomes[study.baseline.name], money)


Drawing = Callable[..., Chart]
WEIGHTED: dict[str, Drawing] = {
    "score_bars": lambda study, *_: charts.score_bars(
        compute.evaluation(study), compute.scored(study), compute.dataset().criteria
    ),
    "weight_triangle": lambda study, *_: weighed.weight_triangle(study),
}
OF_PEOPLE = {"weight_triangle"}  # other people's weights, too
OF_PAIRS: dict[str, Drawing] = {  # with what is asked for beside the study
    "rank_bars": lambda study, _, *given: weighed.rank_bars(study, *given),
    "win_matrix": lambda study, _, *given: weighed.win_matrix(study, *given),
    "lead": lambda study, _, first, second: weighed.lead(study, first, second),
}
DRAWN: dict[str, Drawing] = {
    **WEIGHTED,
    "cost_security_map": lambda study, money, *_: charts.cost_security_map(
        compute.evaluation(study), money
    ),
    "cost_build_up": lambda study, money, *_: charts.cost_build_up(
        compute.evaluation(study), money
    ),
    "lead_time_distribution": lambda study, *_: charts.lead_time_distribution(
        compute.evaluation(study)
    ),
    "demand_served": lambda study, *_: charts.demand_served(compute.evaluation(study)),
    "cost_waterfall": _waterfall,
}
OF_MONEY: dict[str, Drawing] = {
    "gains": lambda study, shown, deal: charts.gains(looks.money(study, deal), shown),
    "cash_by_year": lambda study, shown, deal, party: charts.cash_by_year(
        looks.money(study, deal), shown, party
    ),
    "sources_and_uses": lambda study, shown, deal: charts.sources_and_uses(
        looks.money(study, deal), shown
    ),
    "loan_coverage": lambda study, shown, deal: charts.loan_coverage(
        looks.money(study, deal), shown
    ),
    "cost_bridge": lambda study, shown, start, end: charts.cost_bridge(
        compute.evaluation(study).outcomes[start], compute.evaluation(study).outcomes[end], shown
    ),
    "worth_bridge": lambda study, shown, start, end: charts.worth_bridge(
        looks.money(study, start), looks.money(study, end), shown
    ),
}
OF_TIME: dict[str, Drawing] = {
    "gantt": lambda study, _, deal: charts.gantt(looks.timings(study, deal)),
    "arrivals": lambda study, _, deal, month: charts.arrivals(
        compute.evaluation(study), looks.timings(study, deal), float(month)
    ),
    "months_saved": lambda study, _, deal: charts.months_saved(looks.timings(study, deal)),
    "real_plants": lambda study, _, deal: charts.real_plants(looks.timings(study, deal)),
}
OF_SECURITY: dict[str, Drawing] = {
    "supply_served": lambda study, *_: charts.supply_served(looks.supplies(study)),
    "supply_causes": lambda study, _, deal: charts.supply_causes(looks.supplies(study), deal),
    "sample_world": lambda study, _, deal, rank: charts.sample_world(
        looks.supplies(study), deal, float(rank)
    ),
    "stock_sizes": lambda study, _, deal: charts.stock_sizes(looks.supplies(study), deal),
    "clause_values": lambda study, _, deal: charts.clause_values(looks.supplies(study), deal),
    "ordeal_in_time": lambda study, _, deal, key, days: charts.ordeal_in_time(
        looks.supplies(study), deal, key, float(days)
    ),
    "ordeals": lambda study, *_: charts.ordeals(looks.supplies(study)),
    "lens_orders": lambda study, *_: charts.lens_orders(
        looks.supplies(study), looks.other_measures(study)
    ),
    "survival": lambda study, _, deal: charts.survival(looks.supplies(study), deal),
    "event_times": lambda study, _, life: charts.event_times(
        looks.record(study), often_words.half_life(life)
    ),
    "event_rates": lambda study, _, life: charts.event_rates(
        looks.record(study), often_words.half_life(life)
    ),
}
