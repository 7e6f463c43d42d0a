"""Results, computed once and kept for all visitors; nothing kept is ever changed.

What a study gives depends on everything but its title and its weights, so a new weight is a new
score of kept results. Below that, one memo for the whole process keeps every array a formula made.

Raises   ModelError: a dataset or a study that cannot be used.
"""

import dataclasses
import logging

import streamlit as st

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
)

MOST_ON_SCREEN = 10_000  # draws; more belong on the command line
Results = tuple[Evaluation, Scored]
EQUAL = {"cost": 1.0, "lead_time": 1.0, "supply_security": 1.0}


@st.cache_resource(show_spinner=False)
def dataset() -> Dataset:
    """Read the dataset, once for the process."""
    return load_dataset()


@st.cache_resource(show_spinner=False)
def memo() -> Memo:
    """Keep what formulas have computed, for the whole process."""
    return Memo()


@st.cache_resource(show_spinner=False)
def usual_study() -> Study:
    """Study that a visitor sees first."""
    return default_study({key: each.weight for key, each in dataset().criteria.items()})


def evaluation(study: Study) -> Evaluation:
    """Evaluate a study, or find its results.

    Raises
    ------
    StudyError
        When it cannot be evaluated, or is too large for a page.
    """
    if study.draws > MOST_ON_SCREEN:
        what = f"{study.draws:,} draws are too many for a page"
        fix = f"Use at most {MOST_ON_SCREEN:,}; the command line takes more"
        raise StudyError([Problem("draws", what, fix)])
    unweighted = study.changed(weights=EQUAL, title="")
    kept = _evaluated(unweighted.fingerprint, dataset().version, unweighted)
    return dataclasses.replace(kept, study=study)


def scored(study: Study) -> Scored:
    """Score a study with its weights."""
    return score(evaluation(study), dataset().criteria)


def scored_like(study: Study, before: Study) -> Results | None:
    """Results of an earlier study, if it has the same deals and is not the same."""
    same_deals = [each.name for each in study.deals] == [each.name for each in before.deals]
    if study == before or not same_deals:
        return None
    return evaluation(before), scored(before)


def traced(study: Study, deal_name: str) -> Traced:
    """Compute everything of one deal, to be explained."""
    return trace(study, dataset(), deal_name, memo=memo())


def warm() -> None:
    """Do before the first visitor comes what would make that visitor wait."""
    try:
        study = usual_study()
        evaluation(study), scored(study)
    except ModelError as error:  # the page shows it, too, until it is put right
        logging.getLogger(__name__).error("%s", error)


@st.cache_resource(show_spinner=False, max_entries=24)
def _evaluated(fingerprint: str, version: str, _study: Study) -> Evaluation:
    """Results of a study on a dataset, found by the fingerprint of both."""
    del fingerprint, version
    return evaluate(_study, dataset(), memo=memo())
