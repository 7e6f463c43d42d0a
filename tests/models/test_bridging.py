"""Bridging: what buyers pay for all that was promised, imports for what is not there included."""

import numpy as np
import pytest

from models.chain import bridging
from models.chain.bridging import bridged_cost, bridged_mass, bridging_imports, promised_magnets
from models.dataset import Dataset
from models.explain import Traced, trace
from models.formula import Array, formulas_in, plan
from models.study import Study

ONE = np.ones((1, 1))
YEAR = np.arange(8.0)[None, :]
BRIDGING = formulas_in(bridging)


def bridged(traced: Traced) -> dict[str, Array]:
    """Add the formulas of bridging to a deal."""
    values = {name: each.array for name, each in traced.values.items()}
    formulas = {**traced.ready.formulas, **BRIDGING}
    for step in plan(BRIDGING, formulas, values.keys() - formulas.keys()):
        if step.name not in values:
            values[step.name] = step.compute(*(values[name] for name in step.inputs))
    return values


def test_a_deal_promises_its_full_rate_from_the_effective_date_to_its_last_year() -> None:
    # a tenth of 1,000 t/a; first magnets after 2.5 years, then 3 years: 5.5 years
    found = promised_magnets(0.1 * ONE, 1_000.0 * ONE, YEAR, 2.5 * ONE, 3.0 * ONE)
    assert found[0].tolist() == [0.0, 100.0, 100.0, 100.0, 100.0, 100.0, 50.0, 0.0]


def test_what_is_promised_and_not_delivered_is_imported() -> None:
    promised, made = np.array([[100.0, 100.0, 100.0]]), np.array([[0.0, 60.0, 110.0]])
    found = bridging_imports(promised, made, 0.5 * ONE)
    assert found[0].tolist() == [100.0, 70.0, 45.0]
    assert bridged_mass(found, ONE)[0, 0] == 215.0


def test_bridged_cost_by_hand() -> None:
    # 100 t imported at 90, then 100 t at 60, worth half: (9,000 + 3,000) / (100 + 50) = 80
    promised, imports = np.array([[100.0, 100.0]]), np.array([[100.0, 0.0]])
    weight = np.array([[1.0, 0.5]])
    assert bridged_cost(promised, imports, 60.0 * ONE, 90.0 * ONE, weight)[0, 0] == 80.0


def test_bridged_cost_lies_between_price_and_imports_and_fewer_stalls_need_fewer_imports(
    study: Study, dataset: Dataset
) -> None:
    for deal in study.deals:
        toll = deal.structure == "oxide_tolling"
        name = "stall_probability.oxide_tolling" if toll else "stall_probability"
        world = study.world.with_override(name, 0.0)
        late, soon = (
            bridged(trace(study.changed(world=each), dataset, deal.name))
            for each in (study.world, world)
        )
        assert soon["bridged_mass"].mean() < late["bridged_mass"].mean()
        low = np.minimum(late["magnet_price"], late["landed_import_price"]).min(axis=1)
        high = np.maximum(late["magnet_price"], late["landed_import_price"]).max(axis=1)
        assert np.all(low <= late["bridged_cost"][:, 0] + 1e-9)
        assert np.all(late["bridged_cost"][:, 0] <= high + 1e-9)


def test_bridging_stays_out_of_the_cost_criterion(study: Study, dataset: Dataset) -> None:
    for deal in study.deals:
        ready = trace(study, dataset, deal.name).ready
        needed = plan(("cost",), ready.formulas, {*ready.needs, "year", "period"})
        assert BRIDGING.keys().isdisjoint(step.name for step in needed)


def test_a_deal_promises_no_less_than_it_delivers(study: Study, dataset: Dataset) -> None:
    for deal in study.deals:
        values = bridged(trace(study, dataset, deal.name))
        made = values["magnet_output"] * values["india_share"]
        assert np.all(values["promised_magnets"] >= made - 1e-6), deal.name


def test_at_import_parity_bridging_costs_buyers_what_they_would_pay_anyway(
    study: Study, dataset: Dataset
) -> None:
    for deal in study.deals:
        parity = deal.with_terms(
            price_basis="parity", parity_discount=0.0, price_floor=0.0, price_ceiling=1000.0
        )
        told = study.changed(deals=(parity,))
        values = bridged(trace(told, dataset, parity.name))
        weight = values["promised_magnets"] * values["bridging_weight"]
        paid = np.sum(weight * values["landed_import_price"], axis=1) / weight.sum(axis=1)
        assert values["bridged_cost"][:, 0] == pytest.approx(paid)
