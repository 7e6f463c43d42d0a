"""Mass balance: from finished magnets back to oxide, by hand, by chemistry and by law."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.chain.mass_balance import (
    DY2O3_PER_DY,
    ND2O3_PER_ND,
    TB4O7_PER_TB,
    alloy_yield,
    dysprosium_need,
    heavy_share,
    light_fraction,
    metal_charged,
    oxide_per_magnet,
    oxide_per_metal,
    oxide_recovered,
    swarf_metal,
    terbium_fraction,
    yield_maturity,
)
from models.formula import Array
from models.study import Deal
from tests.models.conftest import Quantities

SHARES = st.floats(0.0, 1.0)
YIELDS = st.floats(0.3, 1.0)


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def new_oxide(
    light: Array, alloy: Array, metal: Array, electrolysis: Array, returned: Array
) -> Array:
    """Oxide for a kilogram of magnet; ``returned`` is the part of swarf that comes back."""
    charged = metal_charged(light, alloy)
    swarf = swarf_metal(charged, light)
    recovered = oxide_recovered(swarf, returned, column(1.0), metal)
    return oxide_per_magnet(charged, metal, electrolysis, recovered)


def test_a_kilogram_of_neodymium_oxide_holds_857_grams_of_neodymium() -> None:
    # Nd2O3: 2 * 144.242 / (2 * 144.242 + 3 * 15.999), IUPAC weights; published as 0.857
    assert 1.0 / oxide_per_metal(column(1.0))[0, 0] == pytest.approx(0.857, abs=5e-4)
    assert pytest.approx(288.484 / 336.481, rel=1e-12) == 1.0 / ND2O3_PER_ND


def test_what_the_other_oxides_hold() -> None:
    # Pr6O11 0.8277, Dy2O3 0.8713, Tb4O7 0.8502: tables of conversion factors
    assert 1.0 / oxide_per_metal(column(0.0))[0, 0] == pytest.approx(0.8277, abs=5e-5)
    assert pytest.approx(0.8713, abs=5e-5) == 1.0 / DY2O3_PER_DY
    assert pytest.approx(0.8502, abs=5e-5) == 1.0 / TB4O7_PER_TB


def test_thirty_per_cent_rare_earth_without_losses_gives_2_86_kilograms_of_magnet() -> None:
    # 0.857 / 0.30 = 2.86 kg of magnet per kg of Nd2O3: the bound beside the official 3.0
    needed = new_oxide(column(0.3), column(1.0), ND2O3_PER_ND + column(0), column(1.0), column(0.0))
    assert 1.0 / needed[0, 0] == pytest.approx(2.86, abs=0.005)


def test_a_kilogram_of_magnet_by_hand() -> None:
    # 0.30 kg NdPr / 0.60 = 0.50 kg charged; 0.20 kg swarf, half returned, 0.9 of it recovered
    # 0.50 * 1.2 / 0.96 = 0.625 kg oxide in; 0.20 * 0.5 * 0.9 * 1.2 = 0.108 kg comes back
    charged = metal_charged(column(0.30), column(0.60))
    back = oxide_recovered(
        swarf_metal(charged, column(0.30)), column(0.5), column(0.9), column(1.2)
    )
    assert back[0, 0] == pytest.approx(0.108, rel=1e-12)
    needed = oxide_per_magnet(charged, column(1.2), column(0.96), back)
    assert needed[0, 0] == pytest.approx(0.517, rel=1e-12)


def test_the_mix_of_grades_by_hand() -> None:
    # 3 parts N at 0.30 and 1 part EH at 0.26: (0.90 + 0.26) / 4 = 0.29
    parts = [column(each) for each in (3.0, 0.0, 0.0, 0.0, 1.0)]
    fractions = [column(each) for each in (0.30, 0.9, 0.9, 0.9, 0.26)]
    assert light_fraction(*parts, *fractions, column(4.0))[0, 0] == pytest.approx(0.29, rel=1e-12)
    assert heavy_share(column(3.0), column(4.0))[0, 0] == 0.25
    terbium = [column(each) for each in (0.9, 0.9, 0.9, 0.012)]
    assert terbium_fraction(*parts[1:], *terbium, column(4.0))[0, 0] == pytest.approx(0.003)


def test_dysprosium_is_bought_as_oxide_and_lost_with_the_swarf() -> None:
    # 0.02 kg Dy / 0.8 = 0.025 kg in; Dy2O3 holds 325 of 372.997
    need = dysprosium_need(column(0.02), column(0.8))[0, 0]
    assert need == pytest.approx(0.025 * 372.997 / 325.0, rel=1e-12)


def test_yield_rises_from_the_first_year_to_the_full_rate() -> None:
    # from 0.8, half way to the full rate: 0.8 + 0.2 / 2 = 0.9
    used = np.array([[0.0, 0.45, 0.9, 0.95]])
    mature = yield_maturity(column(0.8), used, column(1.0), column(0.9))
    assert mature[0] == pytest.approx([0.8, 0.9, 1.0, 1.0], rel=1e-12)
    assert alloy_yield(column(0.9), column(0.8), column(0.5), mature)[0, 2] == pytest.approx(0.36)


def test_a_part_of_a_year_at_the_full_rate_has_the_full_yield() -> None:
    # a quarter and a half of a year at 0.9 make 0.225 and 0.45; a year not worked has no rate
    used, worked = np.array([[0.225, 0.45, 0.225, 0.0]]), np.array([[0.25, 0.5, 0.5, 0.0]])
    mature = yield_maturity(column(0.8), used, worked, column(0.9))
    assert mature[0] == pytest.approx([1.0, 1.0, 0.9, 0.8], rel=1e-12)


@given(st.floats(0.2, 0.35), YIELDS, SHARES, st.floats(0.8, 1.0), SHARES)
@settings(max_examples=60)
def test_no_rare_earth_appears_from_nothing(
    light: float, alloy: float, neodymium: float, electrolysis: float, returned: float
) -> None:
    metal = oxide_per_metal(column(neodymium))
    given_ = column(light), column(alloy), metal, column(electrolysis), column(returned)
    bought = float((new_oxide(*given_) / metal)[0, 0])  # metal in the oxide that is bought
    charged = light / alloy
    slag = charged / electrolysis - charged  # lost between oxide and metal
    scrap = (charged - light) * (1.0 - returned)  # swarf that does not come back
    assert bought == pytest.approx(light + slag + scrap, rel=1e-12)
    assert bought >= light * (1.0 - 1e-12)


def test_the_balance_closes_in_every_draw_and_year_of_a_deal(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    for deal in ready_made:
        q = quantities(deal)
        holds = 1.0 / q["oxide_per_metal"]
        returned = q["swarf_return_share"] * q["swarf_recovery"]
        slag = q["metal_charged"] * (1.0 / q["electrolysis_yield"] - 1.0)
        product = q["light_fraction"]
        lost = slag + (q["metal_charged"] - product) * (1.0 - returned)
        bought = q["irel_oxide_used"] + q["imported_oxide_used"]
        assert np.all(returned <= 1.0)
        made = q["magnet_output"]
        assert np.allclose(bought * holds, made * (product + lost), rtol=1e-10, atol=1e-9)


def test_magnets_per_kilogram_of_oxide_lie_between_the_worst_yields_and_the_official_ratio(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    # 1.29 kg: the lowest mature yields of the steps, no swarf back; 3.0 kg: official planning ratio
    for deal in ready_made:
        q = quantities(deal, 2_000)
        ratio = (
            1.0
            / q["oxide_per_magnet"][
                np.broadcast_to(q["yield_maturity"] == 1.0, q["oxide_per_magnet"].shape)
            ]
        )
        assert ratio.size > 1_000
        assert 1.29 <= ratio.min() <= ratio.max() <= 3.0, deal.name


def test_many_cases_at_once_give_what_each_gives_alone() -> None:
    cases = np.random.default_rng(1).uniform((0.2, 0.4, 1.1, 0.8, 0), (0.35, 1, 1.3, 1, 1), (50, 5))
    together = new_oxide(*(cases[:, [k]] for k in range(5)))
    alone = [new_oxide(*(column(float(x)) for x in case))[0, 0] for case in cases]
    assert together[:, 0] == pytest.approx(alone, rel=1e-14)
