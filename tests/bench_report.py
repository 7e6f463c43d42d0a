"""Time, size and memory of what is exported: workbook, PDF and the ZIP of everything.

A figure is the least and the median of several runs of a study that is evaluated already, unless
it says otherwise; sixteen reports on four threads are as many readers at once. The command is run
as its users run it, in a new process: seconds, processor time of all its processes, and the most
memory that they take together (what they share counted once).
"""

import dataclasses
import itertools
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dashboard.report.asked import directly
from dashboard.report.bundle import bundle
from dashboard.report.pdf import pdf
from dashboard.report.report import report_of
from dashboard.report.subject import Subject, subject_of
from dashboard.report.workbook import workbook
from dashboard.share.files import to_json
from dashboard.text import Money
from models import Dataset, default_study, load_dataset

DRAWS = 10_000
REPORTS, THREADS = 16, 4
MEBIBYTE, KIBIBYTE = 2**20, 2**10
LOOK = 0.05  # seconds between looks at its memory


def of_reports() -> list[tuple]:
    """Write each kind of file of the default study."""
    dataset = load_dataset()
    usual, large = of_draws(dataset, 2_000), of_draws(dataset, DRAWS)
    paper, book = paper_of(usual), workbook(large)
    seeds = itertools.count(2)
    fresh = timed(lambda: paper_of(of_draws(dataset, 2_000, next(seeds))), 5)
    asked = timed(lambda: paper_of(dataclasses.replace(usual, ask=directly, answers={})), 3)
    rows = [
        (f"workbook, {DRAWS:,} draws", *timed(lambda: workbook(large), 5), "ms", "1500"),
        ("PDF, warm", *timed(lambda: paper_of(usual), 7), "ms", "400"),
        ("PDF of a study not set before, computed too", *fresh, "ms", "-"),
        ("ZIP of everything", *timed(lambda: bundle(usual, paper, book), 5), "ms", "-"),
        ("PDF that asks what drives the answer", *asked, "ms", "4000"),
        (f"{REPORTS} PDF on {THREADS} threads", *timed(lambda: at_once(usual), 3), "ms", "3000"),
    ]
    whole = bundle(usual, paper, book)
    sizes = (("workbook", book), ("PDF", paper), ("ZIP of everything", whole))
    told = [(f"size of the {name}", len(data) / KIBIBYTE) for name, data in sizes]
    rows += [(name, size, size, "KiB", "500" if "ZIP" not in name else "-") for name, size in told]
    held = memory(lambda: workbook(large))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE
    return [
        *rows,
        *of_command(2_000, 2),
        *of_command(DRAWS, 1),
        ("workbook, memory of Python and numpy", held, held, "MiB", "-"),
        ("all of this, memory of the process", peak, peak, "MiB", "-"),
    ]


def of_command(draws: int, times: int) -> list[tuple]:
    """Run the command that writes the paper, each time in a new process."""
    runs = [run_command(draws) for _ in range(times)]
    names = (("", "s", "3"), (", processor time", "s", "-"), (", memory", "MiB", "500"))
    return [
        (f"command, {draws:,} draws{name}", min(each), statistics.median(each), unit, aim)
        for (name, unit, aim), each in zip(names, zip(*runs, strict=True), strict=True)
    ]


def run_command(draws: int) -> tuple[float, float, float]:
    """Write the paper as a user does: seconds, processor seconds, and most memory in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        told = ("report", "--pdf", str(Path(folder, "paper.pdf")), "--draws", str(draws))
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = subprocess.Popen(
            [sys.executable, "-m", "dashboard", *told], stdout=subprocess.DEVNULL
        )
        most = 0.0
        while begun.poll() is None:
            most = max(most, memory_of(begun.pid))
            time.sleep(LOOK)
        took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if begun.returncode:
        raise RuntimeError("the command has failed")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, spent, most


def memory_of(process: int) -> float:
    """Memory of a process and of those it has begun, in MiB; what they share is counted once."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        begun = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    except OSError:  # it has ended, or this is no Linux
        return 0.0
    own = sum(float(each.split()[1]) for each in lines if each.startswith("Pss:"))
    return own / KIBIBYTE + sum(memory_of(int(each)) for each in begun.split())


def of_draws(dataset: Dataset, draws: int, seed: int = 1) -> Subject:
    """Evaluate the default study with so many draws; of another seed, nothing is known yet."""
    study = default_study({key: each.weight for key, each in dataset.criteria.items()})
    return subject_of(study.changed(draws=draws, seed=seed), dataset, Money())


def paper_of(subject: Subject) -> bytes:
    """Set the board paper."""
    return pdf(report_of(subject), to_json(subject.study))


def at_once(subject: Subject) -> None:
    """Set papers for several readers at once."""
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(paper_of, [subject] * REPORTS))


def memory(work: Callable[[], object]) -> float:
    """Return the most memory that work takes beyond what is held already."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MEBIBYTE


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Least and median time in ms; the first of all is not counted."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1e3)
    return min(taken), statistics.median(taken)
