"""Lines of the log: one fact each, with the code that a reader was shown."""

# ruff: noqa: PLC0415  a page of AppTest imports what it needs

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from streamlit import logger as streamlit_s
from streamlit.testing.v1 import AppTest

from dashboard import logs

SECRET = "a-token-of-somebody"  # noqa: S105


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Begin without a request, and end so."""
    token = logs.CODE.set("")
    yield
    logs.CODE.reset(token)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Set the log up as a server does; returns what it writes."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    kept = logging.root.handlers, streamlit_s.setup_formatter, threading.excepthook
    logs.set_up(as_json=True)
    yield stream
    logging.root.handlers, streamlit_s.setup_formatter, threading.excepthook = kept
    logging.captureWarnings(capture=False)
    streamlit_s.update_formatter()


def lines(stream: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_one_object_whatever_is_said(written: io.StringIO) -> None:
    logging.getLogger("dashboard.any").warning("two\nlines, “quotes” and %s", "\x00")
    (line,) = lines(written)
    assert line["message"] == "two\nlines, “quotes” and \x00"
    assert (line["level"], line["logger"]) == ("warning", "dashboard.any")
    assert line["time"].endswith("+00:00")


def test_a_fault_keeps_its_traceback_and_has_the_code_of_its_request(written: io.StringIO) -> None:
    code = logs.begin()
    try:
        _ = 1 // 0
    except ZeroDivisionError:
        logging.getLogger("dashboard.any").exception("It failed")
    (line,) = lines(written)
    assert line["request"] == code
    assert line["traceback"].startswith("Traceback")
    assert "ZeroDivisionError" in line["traceback"]


def test_what_streamlit_says_has_the_same_form_also_by_loggers_that_come_later(
    written: io.StringIO,
) -> None:
    for name in ("streamlit.runtime", "streamlit.of_tomorrow"):
        streamlit_s.get_logger(name).warning("said")
    assert [line["logger"] for line in lines(written)] == [
        "streamlit.runtime",
        "streamlit.of_tomorrow",
    ]


def test_who_asks_for_what_is_not_logged(written: io.StringIO) -> None:
    streamlit_s.get_logger("uvicorn.access").info("GET /?open=%s", SECRET)
    assert SECRET not in written.getvalue()


def test_a_thread_that_dies_says_so_in_a_line(written: io.StringIO) -> None:
    def die() -> None:
        raise ZeroDivisionError

    thread = threading.Thread(target=die)
    thread.start()
    thread.join()
    (line,) = lines(written)
    assert "ZeroDivisionError" in line["traceback"]


def test_each_thread_has_a_request_of_its_own() -> None:
    found: list[str] = []
    for _ in range(2):
        thread = threading.Thread(target=lambda: found.append(logs.code()))
        thread.start()
        thread.join()
    assert found[0] != found[1]
    assert logs.code() == logs.code()


def test_in_words_a_line_ends_with_its_code() -> None:
    record = logging.makeLogRecord({"name": "dashboard", "levelno": logging.ERROR, "msg": "Broken"})
    assert logs.Words(logs.LINE).format(record).endswith(f"Broken [code {logs.code()}]")


def test_a_session_is_told_apart_without_its_identity() -> None:
    def page() -> None:
        import streamlit as st
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        from dashboard import logs

        st.text(logs.session())
        st.text(get_script_run_ctx().session_id)

    shown, identity = (each.value for each in AppTest.from_function(page).run().text)
    assert len(shown) == logs.DIGITS
    assert shown not in identity
    assert logs.session() == ""


def test_a_reader_of_a_fault_is_told_its_code_and_nothing_else_of_it() -> None:
    def page() -> None:
        import streamlit as st

        from dashboard import logs, mishaps

        assert mishaps.on_fault(ValueError("a secret"))
        st.text(logs.code())

    app = AppTest.from_function(page).run()
    assert app.text[0].value in app.markdown[0].value
    assert "Nothing of yours is lost" in app.markdown[0].value
    assert "secret" not in app.markdown[0].value


def test_the_words_that_are_replaced_are_those_that_streamlit_says() -> None:
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("index.*.js")
    said = "".join(each.read_text(encoding="utf-8") for each in scripts)
    assert "Connection error" in said
    assert "Streamlit server is not responding" in said
    assert "Is Streamlit still running?" in said
