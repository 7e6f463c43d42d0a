"""What happened in 2010 and 2025, played on importing magnets: held, with the arithmetic beside.

Importers hold 21 days of magnets. A stop of a share s empties them on day 21 / s; from then on s of
the demand that it hits is lost, until it ends: s * days - 21 in all, of that part of the demand.
"""

from dataclasses import replace

import numpy as np
import pytest

from models import (
    ORDEALS,
    Interruptions,
    Ordeal,
    all_struck,
    default_study,
    interruptions,
    load_dataset,
    played_ordeal,
)
from models.supply.deal import Strike
from models.supply.events import gather
from models.supply.flow import simulate

DATASET = load_dataset()
USUAL = default_study({key: each.weight for key, each in DATASET.criteria.items()})
TRANSFER, VENTURE, PLANT, TOLLING = (deal.name for deal in USUAL.deals)
BASELINE = USUAL.baseline.name
EVENTS = {each.key: each for each in DATASET.events}
JAPAN, INDIA, EXPORT, EXIT = ORDEALS
HEAVY, HELD = 0.6, 21.0  # share of demand that needs heavy rare earths; days of magnets


@pytest.fixture(scope="module")
def usual() -> Interruptions:
    return interruptions(USUAL, DATASET)


def test_importers_are_as_said(usual: Interruptions) -> None:
    numbers = usual.deals[BASELINE].numbers
    assert numbers("heavy_share") == pytest.approx(HEAVY)
    assert 365.0 * numbers("magnet_stock_india") == pytest.approx(HELD)


def test_2025_takes_106_days_from_day_22_on(usual: Interruptions) -> None:
    # 209 days at 95 %: empty after 21 / 0.95 = 22.1 days; 0.6 * (0.95 * 209 - 21) = 106.53
    found = all_struck(usual, INDIA)[BASELINE]
    assert found is not None
    assert found.lost.mean == pytest.approx(106.53, abs=1e-6)
    assert found.first == pytest.approx(22.105263, abs=1e-6)
    assert found.unserved == pytest.approx(209.0 - 22.105263, abs=1e-6)
    assert found.hurt == 1.0


def test_2025_finds_an_indian_plant_with_stocks_for_three_months(usual: Interruptions) -> None:
    # 60 days of heavy rare earths and 30 of magnets: empty on day 90 / 0.95 = 94.7, then
    # 0.6 * (0.95 * 209 - 90) = 65.13
    found = all_struck(usual, INDIA)[TRANSFER]
    assert found is not None
    assert found.lost.mean == pytest.approx(65.13, abs=1e-6)
    assert found.first == pytest.approx(94.736842, abs=1e-6)


def test_2010_did_not_reach_importers_in_india_and_would_have_taken_36_days(
    usual: Interruptions,
) -> None:
    assert all_struck(usual, JAPAN)[BASELINE] is None
    # 60 days at 95 % of all magnets, had it been India: 0.95 * 60 - 21 = 36
    turned = Ordeal("turned", ("china_india_light",), JAPAN.days, JAPAN.severity)
    found = all_struck(usual, turned)[BASELINE]
    assert found is not None
    assert found.lost.mean == pytest.approx(36.0, abs=1e-6)
    assert found.first == pytest.approx(22.105263, abs=1e-6)


def test_2010_finds_japanese_partners_with_stocks_that_last(usual: Interruptions) -> None:
    # 60 days at 95 % are 57 days of heavy rare earths; 60 are in stock, and 30 of magnets
    found = all_struck(usual, JAPAN)
    for name in (VENTURE, PLANT, TOLLING):
        told = found[name]
        assert told is not None
        assert told.lost.mean == pytest.approx(0.0, abs=1e-9)
        assert told.first is None
    assert found[TRANSFER] is None  # an Indian buyer's licences are another matter


def test_spring_of_2025_month_by_month(usual: Interruptions) -> None:
    # all Chinese magnets: of 4,800 t a month 2,628, 1,238 and 3,188 t left in April, May and June
    assert "2,628, 1,238 and 3,188 t" in EVENTS["E08"].description
    came = np.array([2_628.0, 1_238.0, 3_188.0]) / 4_800.0
    days = np.array([30.0, 31.0, 30.0])
    deal = usual.deals[BASELINE]
    ends = np.cumsum(days) / 365.0
    spans = {
        name: (np.array([[end - span / 365.0]]), np.array([[end]]))
        for name, end, span in zip(("april", "may", "june"), ends, days, strict=True)
    }
    speed = float(np.max(deal.chain.magnet_border_rate))
    strikes = [
        Strike(name, "magnet_border", 1.0 - share / speed)
        for name, share in zip(spans, came, strict=True)
    ]
    chain = replace(deal.chain, magnet_border_rate=speed)
    found = simulate(chain, strikes, gather(spans, 1.0))
    # missing: 13.58, 23.00 and 10.08 days; the 21 in stock last until 7.43 / 0.742 days into May
    missing = days * (1.0 - came)
    assert missing == pytest.approx([13.575, 23.004583, 10.075], abs=1e-6)
    assert 365.0 * found.unserved.sum() == pytest.approx(missing.sum() - HELD, abs=1e-6)
    assert 365.0 * found.first[0] == pytest.approx(40.005615, abs=1e-6)


def test_2025_as_it_was_needs_more_stock_than_importers_are_said_to_hold(
    usual: Interruptions,
) -> None:
    # two to three weeks were left on 1 June, 58 days after 4 April: 0.95 * 58 + 14 to 21 at first
    assert "2-3 weeks of stock left by June" in EVENTS["E09"].price_effect
    deal, left = usual.deals[BASELINE], {}
    for held in (HELD, 0.95 * 58 + 14, 0.95 * 58 + 21):
        numbers = deal.numbers.but(magnet_stock_india=held / 365.0)
        found = all_struck(replace(usual, deals={"": replace(deal, numbers=numbers)}), INDIA)[""]
        assert found is not None
        left[held] = found.first
    assert [round(each or 0.0) for each in left.values()] == [22, 73, 80]


def test_the_others_as_held(usual: Interruptions) -> None:
    # golden numbers of the default study, days lost and first day without; ordeal by ordeal
    held = {
        (EXPORT.key, TOLLING): (284.0, 125.0),
        (EXIT.key, TRANSFER): (122.1, 72.7),
        (EXIT.key, VENTURE): (81.7, 45.0),
        (EXIT.key, PLANT): (92.0, 90.8),
    }
    for (key, name), (lost, first) in held.items():
        ordeal = next(each for each in ORDEALS if each.key == key)
        found = all_struck(usual, ordeal)[name]
        assert found is not None
        assert (found.lost.mean, found.first) == pytest.approx((lost, first), abs=0.05)
        drawn = played_ordeal(usual.deals[name], ordeal)
        assert drawn is not None
        assert drawn.days == pytest.approx(lost, rel=0.02)
        assert 365.0 * drawn.unserved[0][0] == pytest.approx(first, rel=0.02)


@pytest.mark.parametrize("days", [10.0, 21.0, 60.0, 209.0, 730.0])
def test_a_longer_stop_takes_more_by_as_many_days(usual: Interruptions, days: float) -> None:
    found = all_struck(usual, INDIA.lasting(days))[BASELINE]
    assert found is not None
    assert found.lost.mean == pytest.approx(HEAVY * max(0.95 * days - HELD, 0.0), abs=1e-6)
    drawn = played_ordeal(usual.deals[BASELINE], INDIA.lasting(days))
    assert drawn is not None
    assert drawn.days == pytest.approx(found.lost.mean, abs=1e-6)
    assert 365.0 * drawn.horizon > days + 179.0
    assert drawn.stops["china_india_heavy"] == ((0.0, days / 365.0),)
