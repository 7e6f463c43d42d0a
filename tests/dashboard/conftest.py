"""What the tests of pages and charts share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, settings
from dashboard.share.store import Store
from tests.dashboard.drawn import USUAL, Result, full, of, single
from tests.dashboard.visit import visitor


@pytest.fixture
def app() -> AppTest:
    return visitor()


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of its own for a test, which the pages use, too."""
    monkeypatch.setenv(settings.DATABASE_URL, f"sqlite:///{tmp_path}/studies.db")
    compute.store.clear()
    yield compute.store()
    compute.store.clear()


@pytest.fixture
def shared(saved: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The same on a shared server, where only links open studies."""
    monkeypatch.setenv(settings.MODE, "links")
    return saved


@pytest.fixture(scope="session")
def usual() -> Result:
    return of(USUAL)


@pytest.fixture(scope="session")
def studies(usual: Result) -> dict[str, Result]:
    return {"usual": usual, "full": of(full()), "single": of(single())}
