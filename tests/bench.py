"""Time and memory of the model, the store and reports, as tables and as JSON (``bench.json``).

    python -m tests.bench [engine] [money] [store] [report] [drivers] [million]

Without a name all are measured but the last: a million draws take minutes.

A figure of the engine or of reports is the least and the median of several runs: on a shared
machine the least is what the work costs, the median what one meets. One of the store is the median
and the 95th percentile: it waits for the disk.
"""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models import Dataset, Memo, Study, default_study, evaluate, load_dataset, score
from models.evaluate import Block, inputs, run
from models.wiring import country_of, wired
from tests.bench_drivers import of_drivers
from tests.bench_money import of_money
from tests.bench_report import of_reports
from tests.bench_store import of_store

WIDTH = 46
MANY = 10_000  # draws
LONG = "million"
OUTPUT = Path(__file__).parents[1] / "bench.json"
MILLION = """
import sys, time
from pathlib import Path
from models import default_study, evaluate, load_dataset
data = load_dataset()
weights = {key: each.weight for key, each in data.criteria.items()}
study = default_study(weights).changed(draws=int(sys.argv[1]))
start = time.perf_counter()
evaluate(study, data)
taken = time.perf_counter() - start
lines = Path("/proc/self/status").read_text().splitlines()  # of this program: not its parent's
print(taken, int(next(x.split()[1] for x in lines if x.startswith("VmHWM"))) / 1024)
"""


def main() -> None:
    """Measure what was asked for, or everything; print and write it."""
    asked = sys.argv[1:] or [part for part in PARTS if part != LONG]
    if not set(asked) <= set(PARTS):
        sys.exit(f"Parts are: {', '.join(PARTS)}")
    result: dict[str, Any] = {"machine": machine()}
    print(f"machine: {machine()}")
    for part in asked:
        result |= PARTS[part]()
    OUTPUT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def engine() -> dict[str, Any]:
    """Measure the model."""
    dataset = load_dataset()
    study = default_study({key: each.weight for key, each in dataset.criteria.items()})
    rows = [*of_imports(), *of_evaluations(study, dataset), *of_many_draws(MANY)]
    told = table(rows, "least", "median")
    formulas = of_formulas(study, dataset)
    print("\ncostliest formulas, ms for 2,000 draws (least of 5), all deals together")
    for name, cost in formulas[:12]:
        print(f"{name:<{WIDTH}}  {cost:>9.2f}")
    return {"rows": told, "formulas_ms": dict(formulas)}


def money() -> dict[str, Any]:
    """Measure the ledger."""
    return {"money": table(of_money(), "least", "median")}


def million() -> dict[str, Any]:
    """Measure a hundred thousand draws, and a million."""
    return {"million": table(of_many_draws(10 * MANY, 100 * MANY), "least", "median")}


def store() -> dict[str, Any]:
    """Measure the saved studies."""
    return {"store": table(of_store(), "median", "p95")}


def report() -> dict[str, Any]:
    """Measure what is exported."""
    return {"report": table(of_reports(), "least", "median")}


def drivers() -> dict[str, Any]:
    """Measure what says how sure a choice is."""
    return {"drivers": table(of_drivers(), "least", "median")}


def table(rows: list[tuple], first: str, second: str) -> list[dict[str, Any]]:
    """Print rows of two figures each, and return them by name."""
    print(f"\n{'':<{WIDTH}}  {first:>9}  {second:>9}")
    for name, one, other, unit, aim in rows:
        print(f"{name:<{WIDTH}}  {one:>9.1f}  {other:>9.1f} {unit:<4} aim {aim}")
    names = ("name", first, second, "unit", "aim")
    return [dict(zip(names, row, strict=True)) for row in rows]


def machine() -> str:
    """Processor, cores and Python."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        cpu = next((x.partition(":")[2].strip() for x in lines if x.startswith("model name")), cpu)
    return f"{cpu}, {os.cpu_count()} cores, Python {platform.python_version()}"


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Least and median time in ms."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1e3)
    return min(taken), statistics.median(taken)


def of_imports() -> list[tuple]:
    """Start-up costs."""
    command = [sys.executable, "-c", "import models"]
    cold = timed(lambda: subprocess.run(command, check=True), 5)
    return [
        ("cold import of models, with Python", *cold, "ms", "800"),
        ("load and check the dataset", *timed(load_dataset, 7), "ms", "-"),
    ]


def of_evaluations(study: Study, dataset: Dataset) -> list[tuple]:
    """Evaluations as the command line and as the screen meet them."""
    four = study
    ten = study.changed(draws=10_000)
    memo = Memo()
    evaluation = evaluate(four, dataset, memo=memo)
    evaluate(ten, dataset)
    fees = iter(range(10_000))
    sizes = iter(range(10_000))
    tolling = four.deals[3]

    def fee() -> None:
        deal = tolling.with_terms(toll_fee=30 + next(fees) / 1e4)
        evaluate(four.replacing(tolling.name, deal), dataset, memo=memo)

    def size() -> None:
        deal = four.deals[1].with_terms(capacity=900 + next(sizes) / 10)
        evaluate(four.replacing(deal.name, deal), dataset, memo=memo)

    what = "4 deals and baseline x"
    return [
        (f"{what} 2,000, nothing kept", *timed(lambda: evaluate(four, dataset), 15), "ms", "25"),
        (f"{what} 10,000, nothing kept", *timed(lambda: evaluate(ten, dataset), 7), "ms", "120"),
        ("2,000 draws, one fee changed", *timed(fee, 25), "ms", "-"),
        ("2,000 draws, one capacity changed", *timed(size, 25), "ms", "-"),
        ("weights changed", *timed(lambda: score(evaluation, dataset.criteria), 25), "ms", "-"),
    ]


def of_many_draws(*counts: int) -> list[tuple]:
    """Many draws, each count in a process of its own."""
    rows = []
    for draws in counts:
        command = [sys.executable, "-c", MILLION, str(draws)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds, memory = map(float, done.stdout.split())
        rows.append((f"{draws:,} draws", seconds, seconds, "s", "linear"))
        rows.append((f"{draws:,} draws, memory", memory, memory, "MiB", "1024"))
    return rows


def of_formulas(study: Study, dataset: Dataset) -> list[tuple[str, float]]:
    """Cost of each formula alone, summed over the deals."""
    costs: dict[str, float] = {}
    for deal in study.all_deals:
        country = country_of(deal, dataset)
        ready = wired(dataset, deal.structure, country)
        block = Block(study.seed, 0, study.draws)
        values = run(ready, inputs(deal, ready, dataset, country), block, Memo())
        for step in ready.steps:
            given = [values[name].array for name in step.inputs]
            least, _ = timed(lambda step=step, given=given: step.compute(*given), 5)
            costs[step.name] = costs.get(step.name, 0.0) + least
    return sorted(costs.items(), key=lambda pair: -pair[1])


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "engine": engine,
    "money": money,
    "store": store,
    "report": report,
    "drivers": drivers,
    LONG: million,
}

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
