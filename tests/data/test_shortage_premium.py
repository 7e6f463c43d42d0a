"""What a missing kilogram costs, made again from the rows of prices.csv that its note names."""

import pytest

from models import Dataset, load_dataset
from models.chain.mass_balance import DY2O3_PER_DY, TB4O7_PER_TB

INFLATION = 1.43  # of US consumer prices from 2011 to 2025 (mem_cpi)


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load_dataset()


def price(data: Dataset, date: str, product: str, basis: str) -> float:
    """Price before tax."""
    (found,) = (
        each
        for each in data.prices
        if (each.date, each.product) == (date, product) and each.basis.startswith(basis)
    )
    return float(found.dollars_before_tax or found.mode or 0.0)


def test_it_is_what_price_gaps_of_2025_and_2011_make_of_a_kilogram(data: Dataset) -> None:
    row, mode = data.parameters["shortage_premium"], lambda key: data.parameters[key].mode
    dysprosium, terbium = mode("dysprosium_sh") * DY2O3_PER_DY, mode("terbium_sh") * TB4O7_PER_TB
    paid = next(each for each in data.prices if each.basis == "Neo customers")
    dy_2025 = price(data, "2025-05-06", "Dy2O3", "Europe")
    dy_2025 -= price(data, "2025-07", "Dy2O3", "China domestic")
    tb_2025 = price(data, "2025-05-06", "Tb4O7", "Europe")
    tb_2025 -= price(data, "2025-07", "Tb4O7", "China domestic")
    heavy = dysprosium * dy_2025 + terbium * tb_2025
    assert heavy == pytest.approx(19.8, abs=0.1)
    nd_2011 = price(data, "2011-Q3", "Nd2O3", "FOB China")
    nd_2011 -= price(data, "2011-09-23", "Nd2O3", "China domestic")
    dy_2011 = price(data, "2011-08", "Dy2O3", "FOB China")
    dy_2011 -= price(data, "2011-09-23", "Dy2O3", "China domestic")
    most = mode("chinese_oxide_per_magnet") * nd_2011 + dysprosium * dy_2011
    assert most == pytest.approx(97.6, abs=0.1)
    assert row.low == paid.low == 10.0
    assert row.mode == pytest.approx((paid.mode or 0.0) + heavy, abs=0.5)
    assert row.high == pytest.approx(INFLATION * most, abs=0.5)


def test_a_contract_outside_china_says_about_the_same(data: Dataset) -> None:
    korea = next(each for each in data.prices if each.product.startswith("EV traction magnets"))
    china = next(each for each in data.prices if each.basis.startswith("EU import unit value"))
    gap = (korea.dollars_before_tax or 0.0) - (china.dollars_before_tax or 0.0)
    assert gap == pytest.approx(45.2, abs=0.1)
    row = data.parameters["shortage_premium"]
    assert row.low < gap < row.high
    assert gap == pytest.approx(row.mode, rel=0.15)
