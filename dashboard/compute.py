"""Results, computed once and kept for all visitors; nothing kept is ever changed.

A visitor who opens a study of an earlier dataset goes on with the numbers of then; so the dataset
is today's, or the one of the session.

What a study gives depends on everything but its title and its weights, so a new weight is a new
score of kept results. Below that, one memo for the whole process keeps every array a formula made.

Raises   ModelError: a dataset or a study that cannot be used.
"""

import dataclasses
import logging
from collections.abc import Callable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import charts, settings
from dashboard.charts import Chart
from dashboard.finances import Finances, finances
from dashboard.share.library import numbers_of
from dashboard.share.store import Store
from dashboard.share.studies import purge
from dashboard.text import Money
from dashboard.timings import Timings
from dashboard.timings import timings as gathered_times
from models import (
    Dataset,
    Evaluation,
    Memo,
    ModelError,
    Problem,
    Scored,
    Study,
    StudyError,
    Traced,
    default_study,
    evaluate,
    load_dataset,
    score,
    trace,
    with_numbers,
)

MOST_ON_SCREEN = 10_000  # draws; more belong on the command line
EARLIER = "earlier_dataset"
Results = tuple[Evaluation, Scored]
EQUAL = {"cost": 1.0, "lead_time": 1.0, "supply_security": 1.0}


@st.cache_resource(show_spinner=False)
def today() -> Dataset:
    """Read the dataset, once for the process."""
    return load_dataset()


def dataset() -> Dataset:
    """Return the dataset of this session: today's, unless it goes on with an earlier one."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return today()
    earlier: Dataset | None = st.session_state.get(EARLIER)
    return earlier or today()


def use(data: Dataset | None) -> None:
    """Let this session compute with another dataset, or with today's again."""
    st.session_state[EARLIER] = data


@st.cache_resource(show_spinner=False, max_entries=8)
def dataset_of(version: str) -> Dataset:
    """Put together the dataset that a saved version was made with.

    Raises
    ------
    ModelError
        When the store does not have it, or it can no longer be used.
    """
    return with_numbers(today(), version, numbers_of(store(), version))


@st.cache_resource(show_spinner=False, on_release=Store.close)
def store() -> Store:
    """Open the store of saved studies, which is made on first use, and empty its old trash."""
    opened = Store(settings.database_url())
    purge(opened)
    return opened


def mode() -> settings.Mode:
    """Whether all studies are listed, or only a link opens one."""
    return settings.mode(st.get_option("server.address"))


@st.cache_resource(show_spinner=False)
def memo() -> Memo:
    """Keep what formulas have computed, for the whole process."""
    return Memo()


@st.cache_resource(show_spinner=False)
def usual_study() -> Study:
    """Study that a visitor sees first."""
    return default_study({key: each.weight for key, each in today().criteria.items()})


def evaluation(study: Study, data: Dataset | None = None) -> Evaluation:
    """Evaluate a study, or find its results; on this session's dataset if none is given.

    Raises
    ------
    StudyError
        When it cannot be evaluated, or is too large for a page.
    """
    if study.draws > MOST_ON_SCREEN:
        what = f"{study.draws:,} draws are too many for a page"
        fix = f"Use at most {MOST_ON_SCREEN:,}; the command line takes more"
        raise StudyError([Problem("draws", what, fix)])
    unweighted, numbers = _unweighted(study), data or dataset()
    kept = _evaluated(unweighted.results_key, numbers.version, unweighted, numbers)
    return dataclasses.replace(kept, study=study)


def scored(study: Study, data: Dataset | None = None) -> Scored:
    """Score a study with its weights."""
    return score(evaluation(study, data), (data or dataset()).criteria)


def traced(study: Study, deal_name: str) -> Traced:
    """Compute everything of one deal, to be explained."""
    return trace(study, dataset(), deal_name, memo=memo())


def money(study: Study, deal_name: str) -> Finances:
    """Gather the money of a deal, or find it gathered."""
    key = _unweighted(study).results_key
    return _gathered(key, dataset().version, deal_name, study, dataset())


def timings(study: Study, deal_name: str) -> Timings:
    """Gather the time of a deal, or find it gathered."""
    key = _unweighted(study).results_key
    return _timed(key, dataset().version, deal_name, study, dataset())


def chart(name: str, study: Study, money: Money, *given: str) -> Chart:
    """Draw a chart, or find it drawn; nobody changes it afterwards.

    ``given`` is the deal of a chart of one deal, and what else the chart needs.
    """
    weighted = name in WEIGHTED
    seen = study.results_key if weighted else _unweighted(study).results_key
    return _drawn(name, seen, dataset().version, money, given, study)


def warm() -> None:
    """Do before the first visitor comes what would make that visitor wait."""
    try:
        study = usual_study()
        for name in DRAWN:
            chart(name, study, Money(), study.deals[0].name).figure.to_json()
        chart("gains", study, Money(), study.deals[0].name).figure.to_json()
        traced(study, study.deals[0].name).explain("cost")
        store()
    except ModelError as error:  # the page shows it, too, until it is put right
        logging.getLogger(__name__).warning("%s", error)


@st.cache_resource(show_spinner=False, max_entries=16)
def _evaluated(key: str, version: str, _study: Study, _data: Dataset) -> Evaluation:
    """Results of a study on a dataset, found by what they depend on in both."""
    del key, version
    return evaluate(_study, _data, memo=memo())


@st.cache_resource(show_spinner=False, max_entries=32)
def _gathered(key: str, version: str, deal_name: str, _study: Study, _data: Dataset) -> Finances:
    """Money of a deal, found by what it depends on."""
    del key, version
    return finances(trace(_study, _data, deal_name, memo=memo()))


@st.cache_resource(show_spinner=False, max_entries=32)
def _timed(key: str, version: str, deal_name: str, _study: Study, _data: Dataset) -> Timings:
    """Time of a deal, found by what it depends on."""
    del key, version
    outcome = evaluation(_study, _data).outcomes[deal_name]
    return gathered_times(trace(_study, _data, deal_name, memo=memo()), outcome, _data)


@st.cache_resource(show_spinner=False, max_entries=96)
def _drawn(
    name: str, key: str, version: str, money: Money, given: tuple[str, ...], _study: Study
) -> Chart:
    """Draw a chart that is found by all it shows."""
    del key, version
    return (DRAWN | OF_MONEY | OF_TIME)[name](_study, money, *given)


def _unweighted(study: Study) -> Study:
    return study.changed(weights=EQUAL, title="")


def _waterfall(study: Study, money: Money, deal_name: str) -> Chart:
    outcomes = evaluation(study).outcomes
    return charts.cost_waterfall(outcomes[deal_name], outcomes[study.baseline.name], money)


Drawing = Callable[..., Chart]
WEIGHTED: dict[str, Drawing] = {
    "score_bars": lambda study, *_: charts.score_bars(
        evaluation(study), scored(study), dataset().criteria
    ),
    "first_shares": lambda study, *_: charts.first_shares(scored(study), study),
}
DRAWN: dict[str, Drawing] = {
    **WEIGHTED,
    "cost_security_map": lambda study, money, *_: charts.cost_security_map(
        evaluation(study), money
    ),
    "cost_build_up": lambda study, money, *_: charts.cost_build_up(evaluation(study), money),
    "lead_time_distribution": lambda study, *_: charts.lead_time_distribution(evaluation(study)),
    "demand_served": lambda study, *_: charts.demand_served(evaluation(study)),
    "cost_waterfall": _waterfall,
}
OF_MONEY: dict[str, Drawing] = {
    "gains": lambda study, shown, deal: charts.gains(money(study, deal), shown),
    "cash_by_year": lambda study, shown, deal, party: charts.cash_by_year(
        money(study, deal), shown, party
    ),
    "sources_and_uses": lambda study, shown, deal: charts.sources_and_uses(
        money(study, deal), shown
    ),
    "loan_coverage": lambda study, shown, deal: charts.loan_coverage(money(study, deal), shown),
    "cost_bridge": lambda study, shown, start, end: charts.cost_bridge(
        evaluation(study).outcomes[start], evaluation(study).outcomes[end], shown
    ),
    "worth_bridge": lambda study, shown, start, end: charts.worth_bridge(
        money(study, start), money(study, end), shown
    ),
}
OF_TIME: dict[str, Drawing] = {
    "gantt": lambda study, _, deal: charts.gantt(timings(study, deal)),
    "arrivals": lambda study, _, deal, month: charts.arrivals(
        evaluation(study), timings(study, deal), float(month)
    ),
    "months_saved": lambda study, _, deal: charts.months_saved(timings(study, deal)),
    "real_plants": lambda study, _, deal: charts.real_plants(timings(study, deal)),
}
