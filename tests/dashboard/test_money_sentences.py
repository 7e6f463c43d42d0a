"""What the money of a deal says in sentences, whatever comes out."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import sentences, text, troubles
from dashboard.finances import Finances, finances
from models import STRUCTURES, Deal, State, Structure, trace
from models.analysis.returns import REASONS
from tests.dashboard.drawn import DATASET, DOLLARS, RUPEES, USUAL, full

AMOUNT = st.floats(-1e13, 1e13)
PRICE = st.floats(0.0, 1e6)


@dataclass(frozen=True)
class Told:
    """Results as a sentence reads them."""

    deal: Deal
    spreads: dict[str, tuple[float, float, float]]

    @property
    def structure(self) -> Structure:
        return STRUCTURES[self.deal.structure]

    def span(self, key: str) -> tuple[float, float, float]:
        return self.spreads[key]


def spreads(amounts: st.SearchStrategy[float]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(amounts, amounts, amounts).map(lambda three: tuple(sorted(three)))


@given(
    deal=st.sampled_from(USUAL.deals),
    gain=spreads(AMOUNT),
    prices=st.tuples(spreads(PRICE), spreads(PRICE), spreads(st.floats(-1e6, 1e6))),
    money=st.sampled_from([DOLLARS, RUPEES]),
)
def test_the_finding_holds_whatever_comes_out(
    deal: Deal, gain: Any, prices: Any, money: text.Money
) -> None:
    named = dict(zip(("cost", "buyer_price", "price_against_cost"), prices, strict=True))
    said = sentences.money_finding(Told(deal, {"irel_gain": gain, **named}), money)  # type: ignore[arg-type]
    assert said.startswith("At ")
    assert said.endswith(".")
    assert "nan" not in said
    assert ("costs IREL" in said) == (gain[2] < 0.0)
    assert ("brings IREL" in said) == (gain[0] > 0.0)
    assert ("too little" in said) == (prices[2][1] < 0.0)
    assert money.per_kg(prices[0][1]) in said


@given(earned=spreads(AMOUNT), paid=spreads(AMOUNT))
def test_without_a_deal_the_finding_says_what_does_not_apply(earned: Any, paid: Any) -> None:
    told = Told(USUAL.baseline, {"irel_npv": earned, "buyer_npv": paid})
    said = sentences.money_finding(told, RUPEES)  # type: ignore[arg-type]
    assert said.startswith("Nothing is agreed: no plant, no loan, no accounts.")
    assert RUPEES.of_the_day(earned[1]) in said


def test_a_price_at_its_floor_or_ceiling_is_named() -> None:
    deal = USUAL.deals[0].with_terms(price_floor=60.0, price_ceiling=90.0)
    for paid, begins in (
        (60.0, "At the least price"),
        (90.0, "At the highest"),
        (75.0, "At the i"),
    ):
        told = dict.fromkeys(("cost", "buyer_price", "price_against_cost"), (paid, paid, paid))
        said = sentences.money_finding(Told(deal, {"irel_gain": (1.0, 2.0, 3.0), **told}), RUPEES)  # type: ignore[arg-type]
        assert said.startswith(begins)


@pytest.fixture(scope="module")
def found() -> list[Finances]:
    study = full().changed(draws=100)
    return [finances(trace(study, DATASET, deal.name)) for deal in study.all_deals]


def test_every_state_that_occurs_has_words(found: list[Finances]) -> None:
    occurred = {state.key for each in found for state in each.states}
    assert len(occurred) > 8
    assert occurred <= troubles.WORDINGS.keys() | troubles.SILENT


def test_every_reason_for_no_rate_has_words() -> None:
    assert set(REASONS) - {"unique"} == troubles.REASONS.keys()


@given(st.dictionaries(st.sampled_from([*REASONS[1:]]), st.floats(0.0, 1.0), min_size=1))
def test_a_missing_rate_has_a_reason_however_seldom(reasons: dict[str, float]) -> None:
    assert troubles.why_no_rate(reasons).strip("; ")


def test_what_helps_names_groups_of_terms_that_there_are() -> None:
    groups = {term.group for each in STRUCTURES.values() for term in each.terms}
    named = {
        name
        for each in troubles.WORDINGS.values()
        for name in re.findall(r"\(([A-Z][\w ]+)\)", each.helps)
    }
    assert named
    assert named <= groups


@given(
    share=st.floats(0.0, 1.0),
    year=st.none() | st.floats(0.0, 30.0),
    amount=st.none() | AMOUNT,
    key=st.sampled_from([*troubles.WORDINGS, "a state that is new"]),
    money=st.sampled_from([DOLLARS, RUPEES]),
)
def test_any_state_is_told(
    found: list[Finances], share: float, year: Any, amount: Any, key: str, money: text.Money
) -> None:
    changed = Finances(**{**vars(found[0]), "states": (State(key, share, year, amount),)})
    told = [each for each in troubles.troubles(changed, money) if "rate of return" not in each.said]
    assert len(told) == (share >= troubles.RARE)
    for each in told:
        assert each.said.endswith(".")
        assert "{" not in each.said
        assert " in 0 of 100" not in each.said


def test_the_worst_comes_first_and_the_seldom_after_the_usual(found: list[Finances]) -> None:
    for each in found:
        told = troubles.troubles(each, RUPEES)
        usual = [one for one in told if one.share >= troubles.SELDOM]
        assert [one.rank for one in usual] == sorted(one.rank for one in usual)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "in all futures"),
        (0.997, "in nearly all futures"),
        (0.68, "in 68 of 100 futures"),
        (0.012, "in 1 of 100 futures"),
    ],
)
def test_how_often(share: float, said: str) -> None:
    assert troubles.in_futures(share) == said


def test_who_gains_tells_every_party_once(found: list[Finances]) -> None:
    for each in found:
        said = sentences.who_gains(each.money)
        for party, told in each.money.parties.items():
            assert said.count(text.label(party)) == (told.npv is not None)
