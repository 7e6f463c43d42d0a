"""How a server says that it works, and what it counts; neither tells anything of a study."""

import asyncio
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import compute, health, jobs, metrics, running, settings
from dashboard.share.store import Store
from models import DataError, Problem
from tests.dashboard.visit import capacity, saves, visitor

NEAR, FAR = ("127.0.0.1", 50_000), ("192.0.2.7", 50_000)
Ask = Callable[..., tuple[int, dict]]


@pytest.fixture
def ask() -> Ask:
    """Ask a server for its health; each time one that has not looked yet."""

    def asked() -> tuple[int, dict]:
        got = server(NEAR).get("/health")
        return got.status_code, json.loads(got.text)

    return asked


def server(client: tuple[str, int]) -> TestClient:
    return TestClient(Starlette(routes=health.routes()), client=client)


def samples(text: str) -> dict[str, float]:
    return {
        each.name + "".join(each.labels.values()): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


def test_a_server_that_works_says_so_of_every_part(saved: Store, ask: Ask) -> None:
    del saved
    parts = dict.fromkeys(("store", "dataset", "engine", "jobs"), "ok")
    assert ask() == (200, {"status": "ok", "parts": parts})


def test_a_store_that_is_gone_is_told_without_its_place_and_is_well_when_it_is_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ask: Ask
) -> None:
    monkeypatch.setenv(settings.DATABASE_URL, f"sqlite:///{tmp_path}/store/studies.db")
    compute.store.clear()
    compute.store()
    away = tmp_path / "away"
    (tmp_path / "store").rename(away)
    status, told = ask()
    assert (status, told["status"]) == (503, "failing")
    assert told["parts"] | {"store": ""} == dict.fromkeys(told["parts"], "ok") | {"store": ""}
    assert told["parts"]["store"] == "the store's file is gone"
    assert str(tmp_path) not in json.dumps(told)
    shutil.move(away, tmp_path / "store")
    assert ask()[0] == 200
    compute.store.clear()


def test_a_store_that_can_only_be_read_is_not_well(saved: Store, ask: Ask) -> None:
    with saved.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    status, told = ask()
    assert (status, told["parts"]["store"]) == (503, "the store can only be read")


@pytest.mark.parametrize(
    ("part", "error", "told"),
    [
        ("dataset", DataError([Problem("a.csv", "is secret", "x")] * 3), "problems: 3; python -m"),
        ("engine", ZeroDivisionError("a secret"), "a fault; the log has it under code"),
        ("jobs", TimeoutError(), "too much work has hung; restart"),
    ],
)
def test_a_part_that_fails_is_named_and_its_secrets_are_not(
    saved: Store, ask: Ask, monkeypatch: pytest.MonkeyPatch, part: str, error: Exception, told: str
) -> None:
    del saved

    def fail() -> None:
        raise error

    monkeypatch.setattr(health, "CHECKS", {**health.CHECKS, part: fail})
    status, found = ask()
    assert status == 503
    assert found["parts"][part].startswith(told)
    assert "secret" not in json.dumps(found)
    assert metrics.REGISTRY.get_sample_value("lodestone_healthy", {"part": part}) == 0


def test_a_part_that_hangs_is_given_up_and_looked_at_by_one_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[float] = []

    def hang() -> None:
        looks.append(time.monotonic())
        time.sleep(0.5)

    monkeypatch.setattr(health, "CHECKS", {"store": hang})
    monkeypatch.setattr(health, "PATIENCE", 0.05)

    async def often() -> list[health.Parts]:
        kept = health.Health()
        return await asyncio.gather(*(kept.latest() for _ in range(20)))

    assert asyncio.run(often()) == [{"store": health.SLOW}] * 20
    assert len(looks) == 1


def test_counts_can_be_read_by_prometheus_and_tell_what_happened(saved: Store) -> None:
    del saved
    asked = server(NEAR)
    before = samples(asked.get("/metrics").text)
    app = saves(capacity(visitor(), 2150.0), "A secret note", "save_new")
    assert not app.exception
    got = asked.get("/metrics")
    after = samples(got.text)
    count = "lodestone_evaluation_seconds_count"
    assert after[count] > before[count]
    assert after["lodestone_jobswaiting"] == 0
    assert after["process_resident_memory_bytes"] > 1e7
    assert got.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "secret" not in got.text


def test_jobs_are_counted_by_how_they_ended() -> None:
    def ended(how: str) -> float:
        return metrics.REGISTRY.get_sample_value("lodestone_jobs_ended_total", {"how": how}) or 0

    before = ended("done")
    job = jobs.queue().start(jobs.Job(), lambda job: job.step(1.0), "test")
    assert job.ended.wait(120)
    assert ended("done") == before + 1


@pytest.mark.parametrize(
    ("client", "headers", "chosen", "status"),
    [
        (NEAR, {}, "", 200),
        (NEAR, {"X-Forwarded-For": "192.0.2.7"}, "", 403),
        (NEAR, {"Forwarded": "for=192.0.2.7"}, "local", 403),
        (FAR, {}, "local", 403),
        (FAR, {}, "open", 200),
    ],
)
def test_counts_are_for_this_machine_unless_they_are_open(
    monkeypatch: pytest.MonkeyPatch,
    client: tuple[str, int],
    headers: dict[str, str],
    chosen: str,
    status: int,
) -> None:
    monkeypatch.setenv(running.METRICS, chosen)
    assert server(client).get("/metrics", headers=headers).status_code == status
