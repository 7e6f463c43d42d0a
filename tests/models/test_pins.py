"""Numbers kept with a study: they give the same results later, and every one of them is there."""

import dataclasses
import json
from collections.abc import Callable

import pytest

from models import (
    DataError,
    Dataset,
    Study,
    evaluate,
    figures,
    kept_numbers,
    score,
    used_numbers,
    with_numbers,
)


def results(study: Study, dataset: Dataset) -> dict:
    evaluation = evaluate(study, dataset)
    return figures(evaluation, score(evaluation, dataset.criteria))


def moved_on(dataset: Dataset) -> Dataset:
    """The dataset of a later day: prices, a stage and an anchor have changed."""
    price = dataset.parameters["oxide_price_long_run"]
    dearer = price.model_copy(update={"low": 90.0, "mode": 110.0, "high": 150.0})
    anchor = dataset.criteria["cost"].model_copy(update={"worst": 300.0})
    return dataclasses.replace(
        dataset,
        version="2027.1.1+000000000000",
        parameters={**dataset.parameters, price.name: dearer},
        criteria={**dataset.criteria, "cost": anchor},
    )


def test_kept_numbers_give_the_same_results_to_the_last_digit(
    study: Study, dataset: Dataset
) -> None:
    few = study.changed(draws=300)
    later = moved_on(dataset)
    assert results(few, later) != results(few, dataset)
    restored = with_numbers(later, dataset.version, kept_numbers(dataset))
    assert restored.version == dataset.version
    assert results(few, restored) == results(few, dataset)
    assert kept_numbers(restored) == kept_numbers(dataset)


def test_a_study_needs_no_number_beyond_those_it_is_said_to_use(
    study: Study, dataset: Dataset
) -> None:
    used = used_numbers(study, dataset)
    assert set(used) < set(dataset.parameters)
    assert {"oxide_price_long_run", "rupee_rate_2025"} & set(used)
    few = study.changed(draws=100)
    unused = set(dataset.parameters) - set(used)
    emptied = {name: each for name, each in dataset.parameters.items() if name not in unused}
    assert results(few, dataclasses.replace(dataset, parameters=emptied)) == results(few, dataset)


def test_used_numbers_have_the_value_that_the_study_holds(study: Study, dataset: Dataset) -> None:
    held = study.changed(world=study.world.with_override("oxide_price_long_run", 99.5))
    row = used_numbers(held, dataset)["oxide_price_long_run"]
    assert (row.distribution, row.low, row.mode, row.high) == ("fixed", 99.5, 99.5, 99.5)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "no JSON",
        lambda _: "[]",
        lambda kept: json.dumps({k: v for k, v in json.loads(kept).items() if k != "stages"}),
        lambda kept: kept.replace('"unit"', '"unity"', 1),
    ],
    ids=["no JSON", "no tables", "a table is missing", "a column has another name"],
)
def test_numbers_that_cannot_be_used_any_more_are_refused_in_words(
    dataset: Dataset, spoil: Callable[[str], str]
) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        with_numbers(dataset, "2026.1.1+x", spoil(kept_numbers(dataset)))


def test_a_number_that_did_not_exist_then_is_as_it_is_today(dataset: Dataset, study: Study) -> None:
    kept = json.loads(kept_numbers(dataset))
    kept["parameters"] = [row for row in kept["parameters"] if row["key"] != "salvage_share"]
    then = with_numbers(moved_on(dataset), "2026.11.1+0", json.dumps(kept))
    assert then.parameters["salvage_share"] == dataset.parameters["salvage_share"]
    assert results(study.changed(draws=100), then) == results(study.changed(draws=100), dataset)
