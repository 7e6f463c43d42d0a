"""How long real plants took: the printed medians and quartiles, read again from the tables."""

import numpy as np
import pytest

from models.analysis.reference_class import ReferenceClass, reference_classes, stalled
from models.dataset import Dataset


@pytest.fixture(scope="module")
def classes(dataset: Dataset) -> dict[str, ReferenceClass]:
    return {each.key: each for each in reference_classes(dataset)}


@pytest.mark.parametrize(
    ("key", "size", "low", "median", "high"),
    [
        ("announced", 10, 14, 27, 84),
        ("ground", 10, 12, 20.5, 60),
        ("sale", 9, 14, 28, 84),
        ("slip", 10, -1, 8.5, 39),
        ("irel", 3, 23, 66, 81),
        ("tolling", 1, 6, 6, 6),
    ],
)
def test_the_classes_have_their_printed_number_ends_and_median(
    classes: dict[str, ReferenceClass], key: str, size: int, low: float, median: float, high: float
) -> None:
    found = classes[key]
    assert (found.size, found.low, found.median, found.high) == (size, low, median, high)


@pytest.mark.parametrize(
    ("key", "printed"), [("announced", (22, 32)), ("ground", (15, 32)), ("sale", (20, 47))]
)
def test_the_classes_have_their_printed_quartiles(
    classes: dict[str, ReferenceClass], key: str, printed: tuple[int, int]
) -> None:
    # printed in whole months, halves to the even one: 22 and 32.5, 14.75 and 31.5, 20 and 47
    lower, upper = classes[key].quartiles or (0.0, 0.0)
    assert (round(lower), round(upper)) == printed


def test_the_rows_that_the_model_blends_with_are_the_class_from_announcement(
    classes: dict[str, ReferenceClass], dataset: Dataset
) -> None:
    names = ("shortest", "lower_quartile", "median", "upper_quartile", "longest")
    rows = [dataset.parameters[f"plant_time_{name}"].mode for name in names]
    found = classes["announced"]
    lower, upper = found.quartiles or (0.0, 0.0)
    assert rows == [found.low, lower, found.median, upper, found.high]


def test_a_few_plants_have_no_quartiles(classes: dict[str, ReferenceClass]) -> None:
    assert classes["irel"].quartiles is None
    assert classes["tolling"].quartiles is None


def test_no_class_of_plants_abroad_holds_one_in_china_or_of_irel(
    classes: dict[str, ReferenceClass], dataset: Dataset
) -> None:
    where = {each.key: each.country for each in dataset.plants}
    for key in ("announced", "ground", "sale", "slip"):
        assert {where[each] for each in classes[key].members}.isdisjoint({"China", "India"})
    assert {where[each] for each in classes["irel"].members} == {"India"}


def test_three_of_thirteen_plants_never_came_as_the_stall_has_it(dataset: Dataset) -> None:
    found = stalled(dataset.plants)
    assert (len(found.members), found.of) == (3, 13)
    assert dataset.parameters["stall_probability"].mode == pytest.approx(found.share, abs=0.005)


def test_half_of_the_plants_were_there_at_their_median() -> None:
    of_four = ReferenceClass("x", "x", "x", "x", ("a", "b", "c", "d"), (10.0, 20.0, 30.0, 40.0))
    assert of_four.by(np.array([9.0, 10.0, 25.0, 40.0])).tolist() == [0.0, 0.25, 0.5, 1.0]
    # positions 5/4 and 15/4 of k / (n + 1): 12.5 and 37.5
    assert of_four.quartiles == (12.5, 37.5)
