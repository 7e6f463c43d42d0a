"""What static measures say: sentences that numbers carry, names for everything, and their chart."""

import re
from typing import Any

import numpy as np
import pytest

from dashboard import charts, lens_words
from dashboard.charts.chart import balanced
from dashboard.report.drawing import drawn
from dashboard.supplies import GROUPS, supplies
from models import Study, interruptions, lenses
from tests.dashboard.drawn import DATASET, HOSTILE, USUAL, bars, full

FOUND = lenses(USUAL, DATASET)
TRANSFER, VENTURE, PLANT, TOLLING = (deal.name for deal in USUAL.deals)
BASELINE = USUAL.baseline.name
SHARES = {"china": 0.02, "border": 0.01, "plant": 0.004, "partner": 0.003, "feed": 0.001}


def losing(**means: float) -> dict[str, Any]:
    """Losses of every deal in four worlds: all lose the same but those named."""
    steady = np.array([0.9, 1.0, 1.1, 1.0])
    names = (TRANSFER, VENTURE, PLANT, TOLLING, BASELINE)
    keys = ("transfer", "venture", "plant", "tolling", "baseline")
    return {name: steady * means.get(key, 0.04) for name, key in zip(names, keys, strict=True)}


def causes(name: str) -> dict[str, float]:
    return {**SHARES, "border": 0.05} if name == TOLLING else dict(SHARES)


def test_everything_has_words() -> None:
    assert (
        lens_words.ABOUT.keys() == lens_words.NAMES.keys() == FOUND.deals[TRANSFER].values().keys()
    )
    assert lens_words.TAILS.keys() == GROUPS.keys() == {x.group for x in DATASET.hazards.values()}
    for deal in lenses(full(), DATASET).deals.values():
        assert {each.step for each in deal.steps} <= lens_words.STEPS.keys()
        assert {each.places[0] for each in deal.nodes} <= lens_words.NODES.keys()


def test_deals_that_lose_the_same_contradict_nothing() -> None:
    said = lens_words.finding(FOUND, losing(), causes)
    assert said == lens_words.NONE


def test_level_pairs_are_told_with_their_number_and_the_cause_of_the_gap() -> None:
    said = lens_words.finding(FOUND, losing(tolling=0.09), causes)
    # only tolling differs, from four others: three have its 5.9, importing has 6.0
    assert "Of 4 pairs of deals that the simulation tells apart" in said
    assert "puts 0 in the same order, 3 level and 1 the other way round" in said
    assert f"it rates {TOLLING} safer than importing magnets (5.9 against 6.0)" in said
    assert f"though {TOLLING} loses 14.6 days a year more to borders and sea lanes" in said
    assert said.endswith("which it knows only by a country's trade parameter.")


def test_without_a_reversal_the_widest_level_pair_is_told() -> None:
    said = lens_words.finding(
        FOUND,
        losing(venture=0.03, baseline=0.06),
        lambda name: {**SHARES, "partner": 0.001} if name == VENTURE else dict(SHARES),
    )
    assert "4 in the same order, 3 level and 0 the other way round" in said
    assert f"it gives {VENTURE} and " in said
    assert "the same 5.9" in said
    assert "0.7 days a year more to partner or licence, which no country's share shows." in said


def test_full_agreement_is_said_and_nothing_else() -> None:
    said = lens_words.finding(FOUND, losing(baseline=0.08), causes)
    assert re.fullmatch(r"Of 4 pairs .* puts all 4 in the same order\.", said)


@pytest.mark.parametrize("study", [USUAL, full().changed(draws=200)])
def test_the_sentence_says_what_was_simulated(study: Study) -> None:
    found, deals = lenses(study, DATASET), interruptions(study, DATASET).deals
    losses = {name: each.result.loss for name, each in deals.items()}
    parts = {name: {k: x.mean for k, x in each.parts.items()} for name, each in deals.items()}
    said = lens_words.finding(found, losses, parts.__getitem__)
    order = found.orders(losses)["supply_risk"]
    pair = order.starkest
    assert pair is not None
    assert f"Of {len(order.pairs)} pairs" in said
    assert np.mean(losses[pair.other]) > np.mean(losses[pair.safer])
    group = max(parts[pair.other], key=lambda k: parts[pair.other][k] - parts[pair.safer].get(k, 0))
    days = 365.0 * (parts[pair.other][group] - parts[pair.safer].get(group, 0.0))
    told = float(re.search(r"loses ([\d.]+) days", said)[1])  # type: ignore[index]
    assert told == pytest.approx(days, rel=0.01, abs=0.06)
    assert len(said.split(". ")) == 1


def test_cells_are_as_reported_with_what_they_are_of() -> None:
    assert lens_words.cells(FOUND.deals[TRANSFER]) == {
        "supply_risk": "5.9 (Dy and Tb)",
        "geopolitical_risk": "0.59 (Dy and Tb)",
        "largest_share": "100 % (China)",
        "n_minus_1": "14 % (Metal and magnets)",
        "diversity": "0.11",
    }
    told = lens_words.cells(FOUND.deals[TOLLING])["largest_share"]
    assert told == "100 % (Japan, China)"


def test_facts_that_are_judgement_are_counted() -> None:
    grades = [each.grade for each in FOUND.world.used]
    assert f"{grades.count('D')} of the {len(grades)} facts" in lens_words.guesses(FOUND)
    assert "3.7 for light and 5.1 for heavy" in lens_words.published(FOUND)


@pytest.mark.parametrize("kind", ["usual", "full", "single"])
def test_the_chart_counts_every_pair_and_can_be_read(kind: str) -> None:
    deal = USUAL.deals[2].model_copy(update={"name": HOSTILE})
    studies = {"usual": USUAL, "full": full(), "single": USUAL.changed(deals=(deal,))}
    study = studies[kind].changed(draws=200)
    supply = supplies(study, interruptions(study, DATASET), DATASET)
    found = lenses(study, DATASET)
    chart = charts.lens_orders(supply, found)
    pairs = {lens: len(each.pairs) for lens, each in found.orders(
        {name: each.result.loss for name, each in supply.found.deals.items()}
    ).items()}  # fmt: skip
    assert list(np.sum([each.x for each in bars(chart)], axis=0)) == list(pairs.values())
    assert len(chart.title.split()) <= 12
    assert chart.figure.layout.title.text == f"<b>{balanced(chart.title)}</b>"
    assert len(drawn(chart.plain).primitives) > 10
    assert all(name in chart.alt for name in lens_words.NAMES.values())
