"""What the doctor looks at with the packages of the product: settings, dataset, engine, store."""

import logging
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from dashboard import checked
from dashboard import settings as chosen
from dashboard.doctor import LOOK, OK, WRONG, Finding
from dashboard.report.pdf import pdf
from dashboard.report.report import report_of
from dashboard.report.subject import subject_of
from dashboard.share.faults import DownError
from dashboard.share.store import Store
from dashboard.share.tables import numbers, studies, versions
from dashboard.share.upgrade import newest, revision
from dashboard.text import Money
from models import (
    FEWEST_DRAWS,
    Dataset,
    ModelError,
    Problem,
    Study,
    default_study,
    evaluate,
    load_dataset,
    prepare,
    score,
)

GB, LITTLE, TOO_LITTLE = 1e9, 1.0, 0.1  # GB that are free
YOURS = f"See that it is there, runs and can be written, and that {chosen.DATABASE_URL} names it"
SLOW = 10.0  # s for the default study


def settings(address: str) -> Iterator[Finding]:
    """Look at every setting at once."""
    if found := checked.problems(address):
        yield from _wrong("settings", found)
        return
    mode = chosen.mode(address)
    told = "all are listed" if mode == "local" else "only a link opens one"
    yield Finding("settings", OK, f"saved studies: {mode}, {told}")


def dataset() -> Iterator[Finding]:
    """Read every table, and say all that is wrong."""
    try:
        data = load_dataset()
    except ModelError as error:
        yield from _wrong("dataset", error.problems)
    else:
        yield Finding("dataset", OK, f"{data.version}, {len(data.parameters)} parameters")


def engine() -> Iterator[Finding]:
    """Evaluate the default study."""
    if not (ready := _ready()):
        return
    data, study = ready
    prepare()  # on the first run it is compiled, which takes half a minute and is not counted
    begun = time.monotonic()
    score(evaluate(study, data), data.criteria)
    took = time.monotonic() - begun
    said = f"the default study takes {took:.1f} s with {study.draws:,} draws"
    mend = "See what else this machine is doing" if took > SLOW else ""
    yield Finding("engine", LOOK if mend else OK, said, mend)


def paper() -> Iterator[Finding]:
    """Write the board paper, fonts and all."""
    if not (ready := _ready()):
        return
    data, study = ready
    subject = subject_of(study.changed(draws=FEWEST_DRAWS), data, Money())
    written = pdf(report_of(subject), None)
    yield Finding("paper", OK, f"the board paper can be written ({len(written) // 1024} KiB)")


def store() -> Iterator[Finding]:
    """Open the store, write to it and take that back."""
    logging.getLogger("dashboard").addHandler(logging.NullHandler())  # what it tells is said here
    try:
        with closing(Store(chosen.database_url())) as opened:
            yield from _written(opened)
            yield from _room(opened)
    except DownError as error:
        mend = YOURS if "operator" in error.fix else error.fix
        yield Finding("store", WRONG, f"{error.what} ({error.said})", f"{mend}.")
    except ModelError as error:
        yield from _wrong("store", error.problems)


def _written(opened: Store) -> Iterator[Finding]:
    with opened.reading() as connection:
        counts = [
            connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (studies, versions)
        ]
    said = "{} studies, {} versions".format(*counts)
    yield Finding("store", OK, f"{opened.place}: {said}")
    with opened.writing() as connection:
        back = connection.begin_nested()
        connection.execute(sa.insert(numbers).values(dataset_version="doctor", content="x" * 9_999))
        back.rollback()
    yield Finding("store", OK, "can be written")
    found = revision(opened.engine)
    yield Finding("store", OK, f"tables of revision {found}, the newest is {newest()}")


def _room(opened: Store) -> Iterator[Finding]:
    if not opened.is_sqlite:
        return
    folder = Path(opened.place).absolute().parent
    free = shutil.disk_usage(folder).free / GB
    state = OK if free > LITTLE else LOOK if free > TOO_LITTLE else WRONG
    mend = "" if state == OK else f"Make room; with less than {TOO_LITTLE:g} GB little can be saved"
    yield Finding("disk", state, f"{free:.1f} GB are free at {folder}", mend)


def _ready() -> tuple[Dataset, Study] | None:
    """Return the dataset and its default study, or none if it cannot be read, which is said."""
    try:
        data = load_dataset()
    except ModelError:
        return None
    return data, default_study({key: each.weight for key, each in data.criteria.items()})


def _wrong(part: str, problems: Iterable[Problem]) -> Iterator[Finding]:
    for each in problems:
        yield Finding(part, WRONG, f"{each.where}: {each.what}", f"{each.fix}.")
