"""Lead time of a deal: stalls, the later way to qualify, and what brings magnets forward."""

import numpy as np
import pytest

from models.chain.schedule import lead_time, stall_delay
from models.dataset import Dataset
from models.study import Deal, Study
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))


def test_a_stalled_project_loses_its_time_and_another_none() -> None:
    lost = stall_delay(np.array([[0.1], [0.3]]), 0.23 * ONE, 30.0 * ONE)
    assert lost[:, 0].tolist() == [30.0, 0.0]


def test_lead_time_is_the_later_way_to_qualify_and_the_stall() -> None:
    assert lead_time(50.0 * ONE, 40.0 * ONE, 12.0 * ONE)[0, 0] == 62.0


def test_the_share_of_projects_that_stall_is_the_one_of_the_reference_class(
    study: Study, quantities: Quantities
) -> None:
    # 3 of 13 reference plants were not built by their target date
    q = quantities(study.deals[0], 2_000, stall_probability=3 / 13)
    stalled = float(np.mean(q["stall_delay"] > 0.0))
    assert stalled == pytest.approx(3 / 13, abs=1 / 2_000)


def test_every_stage_of_a_deal_ends_after_those_before_it(
    ready_made: tuple[Deal, ...], dataset: Dataset, quantities: Quantities
) -> None:
    for deal in ready_made:
        q = quantities(deal)
        for stage in dataset.stages.values():
            for before in stage.predecessors:
                if f"{stage.key}_finish" in q and f"{before}_finish" in q:
                    assert np.all(q[f"{stage.key}_finish"] >= q[f"{before}_finish"] - 1e-9)


def test_lead_time_falls_as_more_runs_in_parallel(study: Study, quantities: Quantities) -> None:
    for deal in study.deals:
        times = [
            quantities(deal.with_terms(fast_track=track))["lead_time"] for track in (0.0, 0.5, 1.0)
        ]
        assert np.all(np.diff(np.hstack(times), axis=1) <= 1e-9), deal.name
        assert times[0].mean() > times[2].mean(), deal.name


def test_in_no_draw_does_a_longer_search_for_land_bring_magnets_sooner(
    study: Study, quantities: Quantities
) -> None:
    deal = study.deals[0].with_terms(fast_track=1.0)
    soon, late = (quantities(deal, site_duration=months)["lead_time"] for months in (1.0, 12.0))
    assert np.all(late >= soon - 1e-9)
