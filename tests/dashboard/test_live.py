"""Charts that change in place: what a browser is given first."""

from types import SimpleNamespace

import pytest

from dashboard import live


@pytest.mark.parametrize(
    ("part", "waits"),
    [
        (["the part with the slider"], [live.HEAD_START]),
        (None, []),  # the whole page
    ],
)
def test_the_rest_of_a_part_waits_for_its_charts_and_a_whole_page_for_nothing(
    monkeypatch: pytest.MonkeyPatch, part: list[str] | None, waits: list[float]
) -> None:
    waited: list[float] = []
    context = SimpleNamespace(fragment_ids_this_run=part)
    monkeypatch.setattr(live, "get_script_run_ctx", lambda **_: context)
    monkeypatch.setattr(live, "time", SimpleNamespace(sleep=waited.append))
    live.head_start()
    assert waited == waits


def test_where_there_is_no_page_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "time", SimpleNamespace(sleep=lambda _: pytest.fail("it waited")))
    live.head_start()
