"""Five plain questions: what a structure answers, and in which order structures fit."""

from dataclasses import replace

import numpy as np
import pytest

from models import STRUCTURES, Facts, Memo, Wishes, default_study, facts, fits, load_dataset, trace

NOTHING_AT_ALL = Wishes()


@pytest.fixture(scope="module")
def known() -> dict[str, Facts]:
    """What the first ready-made deals answer."""
    data, memo = load_dataset(), Memo()
    study = default_study({key: each.weight for key, each in data.criteria.items()})
    read = [facts(trace(study, data, each.name, memo=memo)) for each in study.deals]
    return {each.structure.key: each for each in read}


def ordered(wishes: Wishes, known: dict[str, Facts]) -> list[str]:
    return [each.facts.structure.key for each in fits(wishes, list(known.values()))]


def test_a_chance_is_the_share_of_draws_that_keep_the_wish() -> None:
    half = Facts(STRUCTURES["joint_venture"], "V", np.array([10.0, 20, 30, np.inf]), np.ones(4))
    assert half.chances(Wishes(months=20)) == {"months": 0.5}
    assert half.chances(Wishes(months=1e9)) == {"months": 0.75}  # in one draw they never come
    assert half.chances(Wishes(funds=0.99)) == {"funds": 0.0}
    assert half.chances(Wishes(funds=1.0, owner="both")) == {"owner": 1.0, "funds": 1.0}
    assert not fits(Wishes(months=20), [half])[0].met  # as many draws keep it as do not
    assert fits(Wishes(months=21), [replace(half, months=np.array([1.0, 2, 99]))])[0].met == 1


def test_who_wishes_nothing_finds_the_structures_as_they_are(known: dict[str, Facts]) -> None:
    assert not NOTHING_AT_ALL.any
    assert ordered(NOTHING_AT_ALL, known) == list(known)


@pytest.mark.parametrize(
    ("wishes", "first"),
    [
        (Wishes(owner="irel", know_how="irel"), "technology_transfer"),
        (Wishes(owner="both", oxide_stays=True), "joint_venture"),
        (Wishes(know_how="partner", oxide_stays=True, funds=0.0), "foreign_plant"),
        (Wishes(months=36.0), "oxide_tolling"),  # lines that run abroad are years ahead
    ],
)
def test_what_only_one_structure_offers_leads_to_it(
    known: dict[str, Facts], wishes: Wishes, first: str
) -> None:
    assert ordered(wishes, known)[0] == first


def test_only_tolled_oxide_leaves_india(known: dict[str, Facts]) -> None:
    assert [key for key, each in known.items() if each.oxide_leaves] == ["oxide_tolling"]


def test_irel_pays_for_its_own_plant_half_of_a_shared_one_and_none_of_another(
    known: dict[str, Facts],
) -> None:
    put_in = {key: float(np.median(each.funds)) for key, each in known.items()}
    assert put_in["foreign_plant"] == 0
    assert put_in["oxide_tolling"] < put_in["joint_venture"] / 2  # no plant of its own
    assert 0.4 < put_in["joint_venture"] / put_in["technology_transfer"] < 0.6  # it holds 51 %


@pytest.mark.parametrize("months", [12.0, 36.0, 72.0])
def test_more_time_and_more_money_keep_more_wishes(known: dict[str, Facts], months: float) -> None:
    for each in known.values():
        tight = each.chances(Wishes(months=months, funds=1e6))
        ample = each.chances(Wishes(months=months + 12, funds=2e6))
        assert all(ample[key] >= tight[key] for key in tight)
