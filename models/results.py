"""Results as plain data: a row per deal, and the documented JSON.

The JSON of an evaluation, schema 1:

    schema            1
    dataset_version   readable number + hash
    model_version     of the formulas
    study             the whole study, as in a study file
    fingerprint       of the study
    deals             a list, the baseline last, each with
        name, structure, partner, country, is_baseline
        rank          "1", or "1=" if shared: the difference is within the Monte-Carlo error
        first         share of draws in which it scores highest, and first_error
        beats_baseline  share of draws in which it scores higher than the baseline
        score         mean, 0 to 1
        quantities    by name: unit, mean, p10, p50, p90, standard_error of the mean
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.analysis.scoring import Scored, score
from models.dataset import Dataset
from models.evaluate import Evaluation, Outcome
from models.wiring import CRITERIA, wired

SCHEMA = 1


@dataclass(frozen=True)
class Row:
    """What a table shows of one deal."""

    name: str
    is_baseline: bool
    rank: str
    low: Mapping[str, float]
    middle: Mapping[str, float]
    high: Mapping[str, float]
    score: float
    first: float
    first_error: float
    beats_baseline: float


def summary(evaluation: Evaluation, scored: Scored) -> tuple[Row, ...]:
    """One row per deal, the baseline last."""
    return tuple(_row(outcome, scored) for outcome in evaluation.outcomes.values())


def _row(outcome: Outcome, scored: Scored) -> Row:
    name = outcome.name
    spans = {key: outcome.quantiles(key) for key in CRITERIA}
    return Row(
        name=name,
        is_baseline=outcome.structure.is_baseline,
        rank=scored.rank(name),
        low={key: span[0] for key, span in spans.items()},
        middle={key: span[1] for key, span in spans.items()},
        high={key: span[2] for key, span in spans.items()},
        score=float(np.mean(scored.scores[name])),
        first=scored.first[name],
        first_error=scored.first_error[name],
        beats_baseline=scored.beats_baseline[name],
    )


def figures(evaluation: Evaluation, scored: Scored) -> dict[str, Any]:
    """Everything a reader sees of an evaluation, by deal: kept with a study, to be compared later.

    Each deal has rank, first, first_error, beats_baseline, score, and its quantities as lists of
    P10, P50 and P90. Equal figures mean the same result to the last digit.
    """
    return {
        row.name: {
            "rank": row.rank,
            "first": row.first,
            "first_error": row.first_error,
            "beats_baseline": row.beats_baseline,
            "score": row.score,
            "quantities": {key: list(outcome.quantiles(key)) for key in outcome.values},
        }
        for row, outcome in zip(
            summary(evaluation, scored), evaluation.outcomes.values(), strict=True
        )
    }


def as_json(evaluation: Evaluation, dataset: Dataset) -> str:
    """Everything of an evaluation but the single draws, as JSON."""
    rows = summary(evaluation, score(evaluation, dataset.criteria))
    pairs = zip(rows, evaluation.outcomes.values(), strict=True)
    data = {
        "schema": SCHEMA,
        "dataset_version": evaluation.dataset_version,
        "model_version": evaluation.model_version,
        "study": evaluation.study.model_dump(mode="json"),
        "fingerprint": evaluation.study.fingerprint,
        "deals": [_deal(row, outcome, dataset) for row, outcome in pairs],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def quantities(outcome: Outcome, dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Tell unit, mean, p10, p50, p90 and standard error of the mean of every result of a deal."""
    units = wired(dataset, outcome.deal.structure, outcome.country).units
    return {key: _spread(outcome, key, units[key]) for key in outcome.values}


def _deal(row: Row, outcome: Outcome, dataset: Dataset) -> dict[str, Any]:
    return {
        "name": row.name,
        "structure": outcome.deal.structure,
        "partner": outcome.deal.partner,
        "country": outcome.country,
        "is_baseline": row.is_baseline,
        "rank": row.rank,
        "first": row.first,
        "first_error": row.first_error,
        "beats_baseline": row.beats_baseline,
        "score": row.score,
        "quantities": quantities(outcome, dataset),
    }


def _spread(outcome: Outcome, quantity: str, unit: str) -> dict[str, Any]:
    values = outcome.values[quantity]
    low, middle, high = outcome.quantiles(quantity)
    error = float(np.std(values, ddof=1) / np.sqrt(values.size))
    mean = float(np.mean(values))
    spread = {"mean": mean, "p10": low, "p50": middle, "p90": high, "standard_error": error}
    return {"unit": unit, **spread}
