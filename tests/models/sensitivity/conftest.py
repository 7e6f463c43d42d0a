"""Two deals of the default study whose costs differ by what they consist of."""

import pytest

from models.analysis.case_graph import Prepared
from models.analysis.cases import Pair, prepared
from models.dataset import Dataset
from models.study import Study
from models.weights import Weights

DRAWS = 100


@pytest.fixture(scope="session")
def small(study: Study) -> Study:
    """A venture and a toll contract, few draws, weights on cost alone."""
    kept = tuple(
        each for each in study.deals if each.structure in ("joint_venture", "oxide_tolling")
    )
    weights = Weights(cost=1.0, lead_time=0.0, supply_security=0.0)
    return study.changed(deals=kept, draws=DRAWS, weights=weights)


@pytest.fixture(scope="session")
def pair(small: Study, dataset: Dataset) -> Pair:
    """The venture less the toll contract."""
    names = {each.structure: each.name for each in small.deals}
    first, second = names["joint_venture"], names["oxide_tolling"]
    return Pair(first, second, small.weights.shares(), dataset.criteria)


@pytest.fixture(scope="session")
def two(small: Study, dataset: Dataset, pair: Pair) -> tuple[Prepared, ...]:
    return prepared(small, dataset, pair.names)
