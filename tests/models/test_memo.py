"""The store of results: found again, bounded, and safe."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from models import Dataset, default_study, evaluate
from models.formula import Array
from models.memo import Memo

EIGHT = 8 * 1_000  # bytes of a thousand numbers


def thousand() -> Array:
    return np.zeros(1_000)


def fail() -> Array:
    raise AssertionError("the result was there already")


def test_a_result_is_made_once_and_then_found() -> None:
    memo = Memo()
    made = memo.get("a", thousand)
    assert memo.get("a", fail) is made


def test_different_keys_have_different_numbers_though_the_arrays_are_equal() -> None:
    memo = Memo()
    assert memo.get("a", thousand).number != memo.get("b", thousand).number


def test_it_never_holds_more_than_it_may() -> None:
    memo = Memo(most_bytes=3 * EIGHT)
    for key in range(10):
        memo.get(key, thousand)
        assert memo.held == min(key + 1, 3) * EIGHT


def test_the_result_unused_for_longest_goes_first() -> None:
    memo = Memo(most_bytes=2 * EIGHT)
    memo.get("old", thousand)
    memo.get("used", thousand)
    kept = memo.get("old", fail)
    memo.get("new", thousand)
    assert memo.get("old", fail) is kept
    with pytest.raises(AssertionError, match="there already"):
        memo.get("used", fail)


def test_a_result_made_again_has_a_new_number() -> None:
    memo = Memo(most_bytes=EIGHT)
    first = memo.get("a", thousand).number
    memo.get("b", thousand)
    assert memo.get("a", thousand).number > first


def test_a_result_too_large_to_keep_is_still_given() -> None:
    memo = Memo(most_bytes=10)
    assert memo.get("large", thousand).array.size == 1_000


def test_what_is_kept_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Memo().get("a", thousand).array[0] = 1.0


def test_threads_that_ask_for_the_same_get_the_same() -> None:
    memo = Memo()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda key: (key, memo.get(key, thousand)), [0, 1, 2] * 40))
    assert len({(key, id(each.array)) for key, each in found}) == 3
    assert memo.held == 3 * EIGHT


def test_studies_share_the_results_of_a_deal_that_is_alike(dataset: Dataset) -> None:
    study = default_study({key: each.weight for key, each in dataset.criteria.items()})
    study, memo = study.changed(draws=100), Memo()
    one, other = study.deals[:2]
    before = evaluate(study, dataset, memo=memo)
    after = evaluate(
        study.replacing(one.name, one.with_terms(capacity=2_000.0)), dataset, memo=memo
    )
    kept, made = (each.outcomes[other.name].values["cost"] for each in (before, after))
    assert np.shares_memory(kept, made)
    assert not kept.flags.writeable
    was, now = (each.outcomes[one.name].values["cost"] for each in (before, after))
    assert not np.shares_memory(was, now)
    assert not np.array_equal(was, now)
