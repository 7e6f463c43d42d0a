"""Room to agree: published zones, and what is found beside what is evaluated by hand."""

import numpy as np
import pytest

from models.analysis.agreement import room, room_to_agree
from models.dataset import Dataset
from models.errors import StudyError
from models.evaluate import evaluate
from models.study import Study


def test_zone_and_equal_gains_of_an_equity_share() -> None:
    # IREL has e 180 - 60 against 5, the partner (1 - e) 150 - 45 against 8: the published case
    def gains(share: float) -> dict[str, float]:
        return {"irel": 180.0 * share - 65.0, "partner": 150.0 * (1.0 - share) - 53.0}

    found = room(gains, 0.0, 1.0)
    assert found.zones == (pytest.approx((0.3611111, 0.6466667), abs=2e-6),)
    # published: gains of 25.7 and 21.416667 at .5038888889, the middle of the zone
    assert sum(found.zones[0]) / 2.0 == pytest.approx(0.5038888889, abs=2e-6)
    assert gains(0.5038888889)["irel"] == pytest.approx(25.7, abs=1e-6)


def test_zone_of_a_royalty() -> None:
    # sales of 100 for 20 years at 12 % and 10 %, .75 and .90 after tax, room 60, need 25
    annuity = {"irel": 7.4694436, "partner": 8.5135637}

    def gains(rate: float) -> dict[str, float]:
        paid = 100.0 * rate
        return {
            "irel": 60.0 - 0.75 * annuity["irel"] * paid,
            "partner": 0.90 * annuity["partner"] * paid - 25.0,
        }

    found = room(gains, 0.0, 0.15)
    assert found.zones == (pytest.approx((0.0326276735, 0.1071030240), abs=2e-6),)


def test_equal_gains_of_partners_with_a_licence() -> None:
    # worth 200 and 100 apart, 500 together; fees of 80 go to the first: 80 + 52.3810 % of 420
    def gains(share: float) -> dict[str, float]:
        return {
            "irel": 80.0 + share * 420.0 - 200.0,
            "partner": (1.0 - share) * 420.0 - 100.0,
        }

    assert room(gains, 0.0, 1.0).equal == pytest.approx(0.523810, abs=1e-5)


def test_there_is_no_zone_where_one_always_loses() -> None:
    found = room(lambda x: {"irel": -1.0 - x, "partner": x}, 0.0, 1.0)
    assert found.zones == ()


def test_a_term_of_a_deal_is_moved_as_if_it_were_agreed(study: Study, dataset: Dataset) -> None:
    name = study.deals[0].name
    found = room_to_agree(study, dataset, name, "parity_discount")
    few = study.changed(deals=study.deals[:1], draws=500)
    for value in (float(found.values[0]), float(found.values[-1])):
        moved = few.replacing(name, few.deal(name).with_terms(parity_discount=value))
        outcome = evaluate(moved, dataset).outcomes[name]
        place = int(np.argmin(np.abs(found.values - value)))
        assert found.gains["irel"][place] == pytest.approx(outcome.quantiles("irel_gain")[1])
    # a premium of as much as the import price itself pays for the plant; a discount never does
    assert found.zones[0][0] == -1.0
    assert found.zones[0][1] < -0.3


def test_a_term_that_is_no_number_is_refused(study: Study, dataset: Dataset) -> None:
    with pytest.raises(StudyError, match="has no number called 'price_basis'"):
        room_to_agree(study, dataset, study.deals[0].name, "price_basis")
