"""What the tests of pages and charts share."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboard import compute, settings
from dashboard.share.store import Store
from tests.dashboard.drawn import USUAL, Result, full, of, single
from tests.dashboard.visit import visitor


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """Streamlit looks through all packages for components, in tests for every visitor anew."""
    with pytest.MonkeyPatch.context() as kept:
        known = cache(manifest_scanner.scan_component_manifests)
        kept.setattr(manifest_scanner, "scan_component_manifests", known)
        yield


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
