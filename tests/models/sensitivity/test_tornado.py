"""Bars end where an evaluation with the input held there ends."""

import numpy as np

from models.analysis.case_graph import Prepared
from models.analysis.cases import Pair, evaluated
from models.analysis.sweeps import PATH, Input, Sweep
from models.analysis.tornado import tornado
from models.dataset import Dataset
from models.evaluate import evaluate
from models.sampling import YEARLY, draw
from models.study import Study


def test_a_bar_ends_where_the_input_held_there_does(
    small: Study, dataset: Dataset, two: tuple[Prepared, ...], pair: Pair
) -> None:
    bars = {bar.name: bar for bar in tornado(two, pair, small.seed, draws=small.draws).bars}
    for name in ("machining_yield", "capital_overrun", "partner_search_duration"):
        bar = bars[name]
        for amount, score, months in zip(
            bar.values, bar.ends["score"], bar.ends["lead_time"], strict=True
        ):
            world = small.world.with_override(name, amount)
            found = evaluate(small.changed(world=world), dataset).outcomes
            values = {each: found[each].values for each in pair.names}
            assert np.isclose(score, pair.gap(values).mean(), rtol=1e-9)
            lead = values[pair.first]["lead_time"] - values[pair.second]["lead_time"]
            assert np.isclose(months, lead.mean(), rtol=1e-9)


def test_bars_are_in_order_and_the_base_is_the_mean_difference(
    small: Study, two: tuple[Prepared, ...], pair: Pair
) -> None:
    found = tornado(two, pair, small.seed, draws=50)
    swings = [abs(bar.swing()) for bar in found.bars]
    assert swings == sorted(swings, reverse=True)
    months = [abs(bar.swing("lead_time")) for bar in found.by("lead_time")]
    assert months == sorted(months, reverse=True)
    mean = pair.gap(evaluated(two, {}, 50, small.seed)).mean()
    assert np.isclose(found.base["score"], mean, rtol=1e-12)


def test_the_toll_fee_moves_only_the_toll_contract_about_dollar_for_dollar(
    small: Study, two: tuple[Prepared, ...], pair: Pair
) -> None:
    bar = next(
        bar
        for bar in tornado(two, pair, small.seed, draws=50, terms=True).bars
        if bar.name == (pair.second, "toll_fee")
    )
    low, high = bar.values
    slope = -bar.swing("cost") / (high - low)  # the toll contract is taken off
    assert 0.5 < slope < 1.5
    assert bar.swing("lead_time") == 0.0
    assert bar.errors["lead_time"] == 0.0


def test_a_term_goes_as_far_as_the_other_terms_allow(
    small: Study, two: tuple[Prepared, ...], pair: Pair
) -> None:
    bars = {bar.name: bar for bar in tornado(two, pair, small.seed, draws=50, terms=True).bars}
    assert all(isinstance(name, tuple) for name in bars)
    deal = small.deal(pair.first)
    floor, ceiling = (
        bars[(deal.name, name)].values for name in ("oxide_price_floor", "oxide_price_ceiling")
    )
    assert floor == (0.0, deal.terms.oxide_price_ceiling)  # type: ignore[attr-defined]
    assert ceiling == (deal.terms.oxide_price_floor, 500.0)  # type: ignore[attr-defined]
    assert not any(name[1].startswith("grade_") for name in bars)


def test_a_choice_goes_between_the_options_that_are_best_for_either_deal(
    small: Study, dataset: Dataset, two: tuple[Prepared, ...], pair: Pair
) -> None:
    found = tornado(two, pair, small.seed, draws=small.draws, terms=True)
    term = two[0].terms["loss_treatment"]
    bar, gaps = next(bar for bar in found.bars if bar.name == (pair.first, term.name)), []
    for option in term.options:
        deal = small.deal(pair.first).with_terms(loss_treatment=option)
        outcomes = evaluate(small.replacing(deal.name, deal), dataset).outcomes
        gaps.append(float(pair.gap({n: outcomes[n].values for n in pair.names}).mean()))
    assert len(gaps) > 2
    assert np.allclose(sorted(bar.ends["score"]), [min(gaps), max(gaps)], rtol=1e-9)


def test_a_yearly_shock_moves_as_a_whole(two: tuple[Prepared, ...], small: Study) -> None:
    row = next(each for each in two[0].given.values() if _is_yearly(each))
    moved = Input(row.name, row)
    low, high = moved.at(0.1), moved.at(0.9)
    assert np.isclose(high, 1.2815515655446004 * PATH)
    assert np.isclose(moved.chance(low), 0.1)
    path = draw(row, small.seed, 0, 20)
    about = path - path.mean(axis=1, keepdims=True)
    sweep = Sweep(two, 20, 2, small.seed)
    found = sweep.moved({row.name: np.array([low, high])})
    for copy, value in enumerate((low, high)):
        alone = evaluated(two, {row.name: about + value}, 20, small.seed)
        for name, each in alone.items():
            assert np.allclose(found[name]["cost"][copy], each["cost"], rtol=1e-12)


def _is_yearly(given: object) -> bool:
    return getattr(given, "distribution", "") == YEARLY
