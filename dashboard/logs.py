"""What a server says of itself: one line for each fact, with the code of the request behind it.

    {"time": "2026-11-24T15:02:11.123+00:00", "level": "warning", "logger": "...",
     "message": "...", "request": "3f2a9c1b", "session": "77aa01de", "traceback": "..."}

A request is one run of a page, or one job. Its code is what a reader is shown beside an error, so
that its operator finds the line. A session is shown as a hash: the identity itself is a key.

Lines are JSON where a program reads them, and words where a terminal does.
"""

import datetime
import hashlib
import json
import logging
import secrets
import sys
import threading
from contextvars import ContextVar
from typing import Any

CODE, DIGITS = ContextVar("code", default=""), 8
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
ACCESS = "uvicorn.access"
STREAMLIT_S = "streamlit_console_handler"  # where Streamlit keeps the handler of a logger


def begin(code: str = "") -> str:
    """Begin a request, or go on with a known one; returns its code."""
    CODE.set(code or secrets.token_hex(DIGITS // 2))
    return CODE.get()


def code() -> str:
    """Return the code of this request; a thread that has none begins one."""
    return CODE.get() or begin()


def session() -> str:
    """Tell one visitor from another, without the identity that would let one be taken for them."""
    runner: Any = sys.modules.get("streamlit.runtime.scriptrunner")  # not where there are no pages
    context = runner and runner.get_script_run_ctx(suppress_warning=True)
    known = str(context.session_id) if context else ""
    return hashlib.sha256(known.encode()).hexdigest()[:DIGITS] if known else ""


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        told = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": _code_of(record),
            "session": session(),
            "traceback": self.formatException(record.exc_info) if record.exc_info else "",
        }
        return json.dumps({name: each for name, each in told.items() if each}, ensure_ascii=False)


class Words(logging.Formatter):
    """One line in words; a traceback goes below it."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's own name
        """Write the line of a record."""
        found = _code_of(record)
        return super().formatMessage(record) + (f" [code {found}]" if found else "")


def set_up(*, as_json: bool) -> None:
    """Let everything that is logged in this process go to standard error in one form."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if as_json else Words(LINE))
    logging.root.handlers = [handler]
    logging.getLogger("dashboard").setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    threading.excepthook = _of_thread
    _dress_streamlit(handler)


def _dress_streamlit(handler: logging.Handler) -> None:
    """Streamlit gives each of its loggers a handler of its own, those that come later, too."""
    from streamlit import logger as theirs  # noqa: PLC0415  not needed by the command line

    def dress(logger: logging.Logger) -> None:
        # Who asked for what is not logged: an address may hold a study, or the token of one.
        logger.handlers = [] if logger.name == ACCESS else [handler]
        setattr(logger, STREAMLIT_S, handler)

    theirs.setup_formatter = dress
    theirs.update_formatter()


def _of_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value:
        log = logging.getLogger(__name__)
        log.error("A thread ended: %s", told.thread, exc_info=told.exc_value)


def _code_of(record: logging.LogRecord) -> str:
    """Whatever went wrong has a code, be it the first of its thread."""
    return code() if record.levelno >= logging.WARNING else CODE.get()
