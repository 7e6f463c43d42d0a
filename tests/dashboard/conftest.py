"""What the tests of pages and charts share."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.drawn import USUAL, Result, full, of, single
from tests.dashboard.visit import APP


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60)


@pytest.fixture(scope="session")
def usual() -> Result:
    return of(USUAL)


@pytest.fixture(scope="session")
def studies(usual: Result) -> dict[str, Result]:
    return {"usual": usual, "full": of(full()), "single": of(single())}
