"""Time of the store with ten thousand saved studies in a file of SQLite.

Each figure is the median and the 95th percentile of single acts, as a reader meets them.
"""

import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa

from dashboard.share import library, studies, tokens
from dashboard.share.content import Content, content_of
from dashboard.share.library import SAVED
from dashboard.share.store import Store
from dashboard.share.studies import Signed, moment
from dashboard.share.tables import links, numbers, versions
from dashboard.share.tables import studies as lines
from models import default_study, evaluate, fingerprint, load_dataset, score

STUDIES = 10_000
SIGNED = Signed("Anna Muster", "Terms as discussed")


def of_store() -> list[tuple]:
    """Save, open, list and search, in a store that has been used for years."""
    content = usual_content()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "studies.db"
        store = Store(f"sqlite:///{file}")
        opened = filled(store, content)
        chosen, version = iterate(opened), content.dataset_version
        rows = [
            ("save a version", *timed(lambda: save(store, next(chosen)[0], content), 300), "20"),
            ("save a new study", *timed(lambda: studies.create(store, content, SIGNED), 100), "20"),
            ("load a version", *timed(lambda: library.load(store, next(chosen)[0]), 500), "20"),
            (
                "open a frozen link",
                *timed(lambda: follow(store, next(chosen)[1], version), 500),
                "50",
            ),
            ("list a page", *timed(lambda: library.page(store), 25), "200"),
            (
                "list a page of those found",
                *timed(lambda: library.page(store, "study 99"), 25),
                "200",
            ),
            ("list all", *timed(lambda: library.listing(store), 25), "-"),
            ("open the store", *timed(lambda: Store(f"sqlite:///{file}").close(), 25), "-"),
        ]
        size = sum(each.stat().st_size for each in file.parent.iterdir()) / 2**20
        store.close()
    told = [(f"{STUDIES:,} studies: {name}", *two, "ms", aim) for name, *two, aim in rows]
    return [*told, (f"{STUDIES:,} studies: size", size, size, "MiB", "-")]


def usual_content() -> Content:
    """What is kept of the default study."""
    dataset = load_dataset()
    study = default_study({key: each.weight for key, each in dataset.criteria.items()})
    evaluation = evaluate(study, dataset)
    return content_of(study, evaluation, score(evaluation, dataset.criteria), dataset)


def filled(store: Store, content: Content) -> list[tuple[str, str]]:
    """Put studies of one version into a store at once; their identities, each with a token."""
    title, now = f'"title":"{content.study.title}"', moment()
    stamps = {"created_at": now, "changed_at": now}
    told = {name: getattr(content, name) for name in SAVED}
    told |= {"number": 1, "note": SIGNED.note, "author": SIGNED.author, "saved_at": now}
    shared = {"kind": "frozen", "number": 1, "partner": False, "label": "", "created_at": now}
    rows: dict[sa.Table, list[dict]] = {lines: [], versions: [], links: []}
    found = []
    for place in range(STUDIES):
        key, token, name = uuid.uuid4().hex, f"{place:022}", f"Study {place}"
        text = content.text.replace(title, f'"title":"{name}"')
        one = {"content": text, "fingerprint": fingerprint(text)}
        rows[lines].append({"id": key, "title": name, "head": 1, "last": 1, **stamps})
        rows[versions].append(told | one | {"study_id": key})
        opens = {"study_id": key, "token_hash": tokens.hashed(token)}
        rows[links].append(shared | opens | {"id": uuid.uuid4().hex})
        found.append((key, token))
    with store.writing() as connection:
        kept = {"dataset_version": content.dataset_version, "content": content.numbers}
        connection.execute(sa.insert(numbers), kept)
        for table, values in rows.items():
            connection.execute(sa.insert(table), values)
    return found


def iterate(opened: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Studies in an order that no cache foresees, each once."""
    return iter(random.Random(1).sample(opened, len(opened)))  # noqa: S311


def save(store: Store, study_id: str, content: Content) -> None:
    """Add a version, as the page does: on the one that is open."""
    studies.save(store, study_id, 1, content, SIGNED)


def follow(store: Store, token: str, version: str) -> None:
    """Do what opening a link does before anything is computed."""
    link = tokens.resolve(store, token)
    content = library.load(store, link.study_id, link.number).content
    assert content.study.title.startswith("Study")
    assert content.dataset_version == version


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and 95th percentile in ms; the first of all is not counted."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken), statistics.quantiles(taken, n=20, method="inclusive")[-1]
