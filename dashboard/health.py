"""Whether this server works, for whoever runs it: ``/health`` and ``/metrics``.

    /health    200 or 503; {"status": "ok", "parts": {"store": "ok", "dataset": "ok", ...}}
    /metrics   counts in the text format of Prometheus; by default for this machine alone

Neither tells a name, a place or a number that anybody has made. At most one look is taken at a
time, and it counts for some seconds, so that asking often costs nothing.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

import sqlalchemy as sa
import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit.runtime import exists, get_instance

from dashboard import compute, jobs, logs, metrics, running, settings
from dashboard.live import server_path
from dashboard.share.tables import studies
from models import FEWEST_DRAWS, DataError, ModelError, evaluate, score

OK, SLOW = "ok", "does not answer in time"
FRESH, ENGINE_FRESH, PATIENCE = 2.0, 60.0, 10.0  # seconds
ALIVE = "active_sessions"
THROUGH_PROXY = ("forwarded", "x-forwarded-for", "x-real-ip")
Parts = Mapping[str, str]


def store() -> None:
    """See that the store can be read and written; nothing is."""
    with compute.store().writing() as connection:
        connection.execute(sa.select(studies.c.id).limit(1)).all()
        nothing = sa.update(studies).where(sa.false()).values(last=studies.c.last)
        connection.execute(nothing)


@st.cache_resource(ttl=ENGINE_FRESH, show_spinner=False)
def engine() -> None:
    """Evaluate the usual study anew, at few draws; once a minute, as others wait meanwhile."""
    data = compute.today()
    evaluation = evaluate(compute.usual_study().changed(draws=FEWEST_DRAWS), data)
    score(evaluation, data.criteria)


def work() -> None:
    """See that long work is still taken."""
    if jobs.queue().counts()["hung"] >= jobs.MOST_HUNG:
        raise TimeoutError


CHECKS: Mapping[str, Callable[[], object]] = MappingProxyType(
    {"store": store, "dataset": compute.today, "engine": engine, "jobs": work}
)


def look() -> Parts:
    """Look at every part; returns ``ok`` or what is wrong, in a few words."""
    found = {name: _said(name, check) for name, check in CHECKS.items()}
    for name, said in found.items():
        metrics.HEALTHY.labels(name).set(said == OK)
    return found


def _said(name: str, check: Callable[[], object]) -> str:
    try:
        check()
    except DataError as error:
        return f"problems: {len(error.problems)}; python -m dashboard doctor tells them"
    except ModelError as error:
        return error.problems[0].what
    except TimeoutError:
        return "too much work has hung; restart"
    except Exception:
        logging.getLogger(__name__).exception("Not well: %s", name)
        return f"a fault; the log has it under code {logs.code()}"
    return OK


class Health:
    """The latest look, and the one that is being taken."""

    def __init__(self) -> None:
        self._found: Parts = {}
        self._at = -FRESH
        self._looking: asyncio.Task[Parts] | None = None

    async def latest(self) -> Parts:
        """Return what was found lately, or look."""
        if time.monotonic() - self._at < FRESH:
            return self._found
        if self._looking is None or self._looking.done():
            logs.begin()
            self._looking = asyncio.create_task(asyncio.to_thread(look))
        try:
            found = await asyncio.wait_for(asyncio.shield(self._looking), PATIENCE)
        except TimeoutError:
            return dict.fromkeys(CHECKS, SLOW)
        self._found, self._at = found, time.monotonic()
        return found


def routes() -> list[Route]:
    """Routes of both; they go before that of the pages."""
    kept = Health()

    async def health(_: Request) -> Response:
        parts = await kept.latest()
        well = all(said == OK for said in parts.values())
        told = {"status": OK if well else "failing", "parts": dict(parts)}
        return JSONResponse(told, 200 if well else 503, headers={"Cache-Control": "no-store"})

    async def counts(request: Request) -> Response:
        if not (running.metrics_are_open() or _is_near(request)):
            told = f"Told to this machine alone; {running.METRICS}=open tells everyone.\n"
            return PlainTextResponse(told, 403)
        _count()
        return Response(metrics.text(), media_type=metrics.KIND)

    return [Route(server_path("health"), health), Route(server_path("metrics"), counts)]


def _is_near(request: Request) -> bool:
    """Whether it is this machine that asks, and not somebody else through a proxy on it."""
    asks = request.client and settings.is_loopback(request.client.host)
    return bool(asks) and not any(name in request.headers for name in THROUGH_PROXY)


def _count() -> None:
    """Note what is there now."""
    for state, number in jobs.queue().counts().items():
        metrics.JOBS.labels(state).set(number)
    if exists():
        told = get_instance().stats_mgr.get_stats([ALIVE]).get(ALIVE, ())
        metrics.SESSIONS.set(sum(getattr(each, "value", 0) for each in told))
