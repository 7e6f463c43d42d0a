"""What the tests of the model share: the real dataset, its default study, and a look inside."""

from collections.abc import Callable, Mapping

import pytest

from models.dataset import Dataset, load_dataset
from models.evaluate import Block, inputs, run
from models.formula import Array
from models.memo import Memo
from models.structures import BASELINE, STRUCTURES
from models.study import Deal, Study, default_study, preset_deal
from models.wiring import country_of, wired

Quantities = Callable[..., Mapping[str, Array]]


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return load_dataset()


@pytest.fixture(scope="session")
def study(dataset: Dataset) -> Study:
    return default_study({key: each.weight for key, each in dataset.criteria.items()})


@pytest.fixture(scope="session")
def ready_made() -> tuple[Deal, ...]:
    """Every preset of every structure but the baseline."""
    return tuple(
        preset_deal(structure, preset)
        for structure in STRUCTURES.values()
        for preset in structure.presets
        if structure.key != BASELINE
    )


@pytest.fixture(scope="session")
def quantities(dataset: Dataset) -> Quantities:
    """Compute every quantity of a deal, whatever its shape, with some parameters held."""
    memo = Memo()

    def compute(deal: Deal, draws: int = 200, **held: float) -> Mapping[str, Array]:
        country = country_of(deal, dataset)
        ready = wired(dataset, deal.structure, country)
        given = inputs(deal, ready, dataset.with_overrides(held), country)
        found = run(ready, given, Block(seed=1, number=0, size=draws), memo)
        return {name: each.array for name, each in found.items()}

    return compute
