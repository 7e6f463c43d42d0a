"""Processes that open the store or save to it at once, or that are killed while they save.

They are forked from one process that has imported everything and has no other thread:

    python -m tests.dashboard.share.writer open|append|compete|kill

reads its orders from the standard input, and prints what became of each process; both are JSON.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NoReturn

from dashboard.share import library, studies
from dashboard.share.content import Content
from dashboard.share.faults import StaleError
from dashboard.share.store import Store
from dashboard.share.studies import Signed
from models import ModelError

ROOT = Path(__file__).resolve().parents[3]
BEGUN = b"begun\n"
LONGEST = 0.06  # seconds between a writer's first acknowledged save and its end

Orders = dict[str, Any]
Steps = Iterator[Any]  # the first when all is ready, the second when the work is done


def run(action: str, content: Content, **orders: Any) -> list[Any]:
    """Have processes do something; returns what each of them tells."""
    command = [sys.executable, "-m", "tests.dashboard.share.writer", action]
    told = json.dumps(orders | {"content": asdict(content)})
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # a thread does not survive a fork
    done = subprocess.run(
        command, input=told, capture_output=True, text=True, cwd=ROOT, env=alone, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def opening(orders: Orders, _: int) -> Steps:
    """Open a store that is not there yet."""
    yield
    yield Store(orders["url"]).place


def appending(orders: Orders, which: int) -> Steps:
    """Save on the main line, again from the new head whenever another was faster."""
    store, content = Store(orders["url"]), Content(**orders["content"])
    yield
    saved = []
    while len(saved) < orders["saves"]:
        head = library.line(store, orders["study_id"]).head
        note = Signed(note=f"{which} {len(saved)}")
        try:
            saved.append([studies.save(store, orders["study_id"], head, content, note), note.note])
        except StaleError:
            continue
    yield saved


def competing(orders: Orders, _: int) -> Steps:
    """Save once, from the same version as all others."""
    store, content = Store(orders["url"]), Content(**orders["content"])
    yield
    try:
        yield studies.save(store, orders["study_id"], 1, content, Signed())
    except StaleError as error:
        yield ["stale", error.parent, error.head]


def killing(orders: Orders) -> list[Any]:
    """Let writers save, one after the other, and end each at a moment it cannot foresee."""
    chance = random.Random(orders["seed"])  # noqa: S311
    Store(orders["url"]).close()  # which imports what opening needs, once for all writers
    return [_killed(orders, number, chance.random() * LONGEST) for number in range(orders["kills"])]


def _killed(orders: Orders, number: int, delay: float) -> list[Any]:
    """Return what a writer acknowledged, and whether its end came in the middle of a save."""
    heard, said = os.pipe()
    writer = os.fork()
    if not writer:
        _child(lambda: _write_for_ever(orders, number, said))
    os.close(said)
    with os.fdopen(heard, "rb") as lines:
        first = [lines.readline(), lines.readline()]
        time.sleep(delay)  # no event: the point is that it may come at any moment
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        told = [*first, *lines]
    return [[json.loads(each) for each in told if each != BEGUN], told[-1] == BEGUN]


def _write_for_ever(orders: Orders, number: int, said: int) -> None:
    """Save a new study, then versions of it, each on numbers of its own, telling what is saved.

    The first save of a study writes its numbers, too, which takes longest: every fourth is one.
    """
    store, usual = Store(orders["url"]), Content(**orders["content"])
    study, count, saved, study_id = usual.study, 0, 0, ""
    while True:
        titled = study.changed(title=f"Writer {number}, save {count}")
        content = replace(usual, text=titled.to_json(), fingerprint=titled.fingerprint)
        os.write(said, BEGUN)
        if count % 4 == 0:
            content = replace(content, dataset_version=f"{number}.{count}")
            study_id, saved = studies.create(store, content, Signed()), 1
        else:
            saved = studies.save(store, study_id, saved, content, Signed())
        told = [study_id, saved, content.fingerprint, content.dataset_version]
        os.write(said, json.dumps(told).encode() + b"\n")
        count += 1


def race(act: Callable[[Orders, int], Steps], orders: Orders) -> list[Any]:
    """Do something in several processes, which all begin when the last of them is ready."""
    waiting, gun = os.pipe()
    runners = [_runner(act, orders, which, waiting, gun) for which in range(orders["processes"])]
    os.close(waiting)
    for _, told in runners:
        told.readline()
    os.close(gun)  # whoever waits reads the end of it now
    results = [told.read() for _, told in runners]
    for process, told in runners:
        told.close()
        if os.waitpid(process, 0)[1]:
            sys.exit("a process ended with a fault, see above")
    return [json.loads(each) for each in results]


def _runner(
    act: Callable[[Orders, int], Steps], orders: Orders, which: int, waiting: int, gun: int
) -> tuple[int, Any]:
    heard, said = os.pipe()
    process = os.fork()
    if not process:
        os.close(gun)
        _child(lambda: _take_part(act(orders, which), waiting, said))
    os.close(said)
    return process, os.fdopen(heard, "rb")


def _take_part(steps: Steps, waiting: int, said: int) -> None:
    next(steps)
    os.write(said, b"ready\n")
    os.read(waiting, 1)
    try:
        found = next(steps)
    except ModelError as error:
        found = {"refused": str(error)}
    os.write(said, json.dumps(found).encode())


def _child(work: Callable[[], None]) -> NoReturn:
    """Work as a forked process, and never return into what its parent was doing."""
    try:
        work()
        os._exit(0)
    finally:  # not reached after a success
        traceback.print_exc()
        os._exit(1)


ACTIONS: dict[str, Callable[[Orders], list[Any]]] = {
    "open": lambda orders: race(opening, orders),
    "append": lambda orders: race(appending, orders),
    "compete": lambda orders: race(competing, orders),
    "kill": killing,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(ACTIONS[sys.argv[1]](json.loads(sys.stdin.read()))))
