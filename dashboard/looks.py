"""Closer looks at the deals of a study, each gathered once for all sessions and kept awhile."""

import streamlit as st

from dashboard import compute, once
from dashboard.finances import Finances, finances
from dashboard.supplies import Supplies
from dashboard.supplies import supplies as gathered_supplies
from dashboard.timings import Timings
from dashboard.timings import timings as gathered_times
from models import (
    Agreement,
    Dataset,
    Facts,
    Lenses,
    Study,
    dated_events,
    facts,
    interruptions,
    lenses,
    room_to_agree,
    trace,
)


def money(study: Study, deal_name: str) -> Finances:
    """Gather the money of a deal, or find it gathered."""
    key = once.evaluation_key(study)
    return _gathered(key, compute.dataset().version, deal_name, study, compute.dataset())


def answers(study: Study) -> tuple[Facts, ...]:
    """What the first ready-made deal of each structure answers, in the world of a study."""
    usual = compute.usual_study()
    asked = usual.changed(world=study.world, draws=study.draws, seed=study.seed)
    key = once.evaluation_key(asked)
    return _answered(key, compute.dataset().version, asked, compute.dataset())


def room(study: Study, deal_name: str, term: str) -> Agreement:
    """Move one term of a deal and see who gains, or find it done."""
    key = once.evaluation_key(study)
    return _moved(key, compute.dataset().version, deal_name, term, study, compute.dataset())


def timings(study: Study, deal_name: str) -> Timings:
    """Gather the time of a deal, or find it gathered."""
    key = once.evaluation_key(study)
    return _timed(key, compute.dataset().version, deal_name, study, compute.dataset())


def supplies(study: Study) -> Supplies:
    """Simulate the supply of all deals, or find it simulated."""
    key = once.evaluation_key(study)
    return _simulated(key, compute.dataset().version, study, compute.dataset())


def record(study: Study) -> dated_events.Record:
    """Read the dated events, beside the numbers of a study."""
    return dated_events.record(compute.dataset(), study.world.overrides)


def other_measures(study: Study) -> Lenses:
    """Take the static measures of all deals, or find them taken."""
    key = once.evaluation_key(study)
    return _measured(key, compute.dataset().version, study, compute.dataset())


@st.cache_resource(show_spinner=False, max_entries=8)
def _answered(key: str, version: str, _study: Study, _data: Dataset) -> tuple[Facts, ...]:
    """Answers of all structures, found by what they depend on."""
    del key, version
    memo = compute.memo()
    return tuple(facts(trace(_study, _data, each.name, memo=memo)) for each in _study.deals)


@st.cache_resource(show_spinner=False, max_entries=32)
def _moved(
    key: str, version: str, deal_name: str, term: str, _study: Study, _data: Dataset
) -> Agreement:
    """Gains of all parties for each value of a term."""
    del key, version
    return room_to_agree(_study, _data, deal_name, term)


@st.cache_resource(show_spinner=False, max_entries=32)
def _gathered(key: str, version: str, deal_name: str, _study: Study, _data: Dataset) -> Finances:
    """Money of a deal, found by what it depends on."""
    del key, version
    return finances(trace(_study, _data, deal_name, memo=compute.memo()))


@st.cache_resource(show_spinner=False, max_entries=32)
def _timed(key: str, version: str, deal_name: str, _study: Study, _data: Dataset) -> Timings:
    """Time of a deal, found by what it depends on."""
    del key, version
    outcome = compute.evaluation(_study, _data).outcomes[deal_name]
    return gathered_times(trace(_study, _data, deal_name, memo=compute.memo()), outcome, _data)


@st.cache_resource(show_spinner=False, max_entries=8)
def _simulated(key: str, version: str, _study: Study, _data: Dataset) -> Supplies:
    """Supply of all deals, found by what it depends on."""
    del key, version
    return gathered_supplies(_study, interruptions(_study, _data, memo=compute.memo()), _data)


@st.cache_resource(show_spinner=False, max_entries=8)
def _measured(key: str, version: str, _study: Study, _data: Dataset) -> Lenses:
    """Static measures of all deals, found by what they depend on."""
    del key, version
    return lenses(_study, _data, memo=compute.memo())
