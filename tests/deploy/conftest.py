"""The tests here drive a real Chromium, with the fixtures of ``tests/browser``."""

from tests.browser.conftest import browser, ready, visitors
from tests.dashboard.share.conftest import postgresql

__all__ = ["browser", "postgresql", "ready", "visitors"]
