"""Time of the ledger: its formulas alone, and beside it other ways to compute a project's money."""

import statistics
import time
from collections.abc import Callable

import numpy as np
import pyxirr

from models import Dataset, Memo, Study, default_study, load_dataset, trace
from models.analysis.money import deal_money
from models.evaluate import Block, blocks, inputs
from models.evaluate import run as run_deal
from models.wiring import country_of, wired
from tests.models import sam

MONEY = {
    "alternative",
    "approval",
    "capital",
    "cost",
    "equity",
    "income_tax",
    "know_how",
    "ledger",
    "loan",
    "localisation",
    "oxide_contract",
    "purchases",
    "required_price",
    "royalty",
    "sales",
    "scheme",
    "shareholders",
    "written_down",
}
LOOPED = 2_000  # draws of the loop in Python
Row = tuple[str, float, float, str, str]


def of_money() -> list[Row]:
    """Times of the ledger at two sizes, of one deal's money, and of what it is compared with."""
    dataset = load_dataset()
    study = default_study({key: each.weight for key, each in dataset.criteria.items()})
    memo = Memo()
    traced = trace(study, dataset, study.deals[1].name, memo=memo)
    return [
        (
            "ledger alone, 4 deals x 2,000",
            *best(lambda: ledger(study, dataset, 2_000), 9),
            "ms",
            "35",
        ),
        (
            "ledger alone, 4 deals x 10,000",
            *best(lambda: ledger(study, dataset, 10_000), 5),
            "ms",
            "150",
        ),
        ("one deal's money with rates of return", *best(lambda: told(traced), 9), "ms", "-"),
        ("PySAM, single owner: 1,000 runs", *thousand(lambda: sam.run(sam.CASE_A), 60), "ms", "-"),
        ("loop in Python with pyxirr: 1,000 draws", *thousand_draws(), "ms", "-"),
    ]


def best(work: Callable[[], float], times: int) -> tuple[float, float]:
    """Least and median of what the work says it took, in ms."""
    taken = [work() for _ in range(times)]
    return min(taken), statistics.median(taken)


def ledger(study: Study, dataset: Dataset, draws: int) -> float:
    """Milliseconds spent in the formulas of the ledger, all deals of the study together."""
    return sum(
        _of_deal(study, dataset, block, deal.name)
        for block in blocks(study.changed(draws=draws))
        for deal in study.deals
    )


def _of_deal(study: Study, dataset: Dataset, block: Block, name: str) -> float:
    deal = study.deal(name)
    country = country_of(deal, dataset)
    ready = wired(dataset, deal.structure, country)
    values = run_deal(ready, inputs(deal, ready, dataset, country), block, Memo())
    steps = [each for each in ready.steps if _module(each.compute) in MONEY]
    found = [(each.compute, [values[n].array for n in each.inputs]) for each in steps]
    start = time.perf_counter()
    with np.errstate(all="ignore"):
        for compute, given in found:
            compute(*given)
    return (time.perf_counter() - start) * 1e3


def _module(function: Callable[..., object]) -> str:
    return function.__module__.rpartition(".")[2]


def told(traced: object) -> float:
    """Milliseconds for the money of one deal, internal rates of return included."""
    start = time.perf_counter()
    deal_money(traced)  # type: ignore[arg-type]
    return (time.perf_counter() - start) * 1e3


def thousand(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Milliseconds that a thousand runs would take."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1e6)
    return min(taken), statistics.median(taken)


def thousand_draws() -> tuple[float, float]:
    """Milliseconds for a thousand draws of a reduced case, one after another in Python.

    Sales, costs, written-down value, tax with losses carried forward, one loan, value and rate of
    return: about a third of the lines of the ledger.
    """
    chance = np.random.default_rng(1)
    prices, costs = chance.uniform(60, 90, LOOPED), chance.uniform(20, 40, LOOPED)
    start = time.perf_counter()
    for price, cost in zip(prices.tolist(), costs.tolist(), strict=True):
        flows = reduced(price, cost)
        pyxirr.npv(0.11, flows)
        pyxirr.irr(flows)
    taken = (time.perf_counter() - start) * 1e6 / LOOPED
    return taken, taken


def reduced(price: float, cost: float, years: int = 25) -> list[float]:
    """Cash of the owners of a small plant, year by year."""
    flows, value, losses, owed = [-24e6], 60e6, 0.0, 36e6
    for year in range(1, years + 1):
        growth = 1.04**year
        income = 0.5e6 * (price - cost) * growth - 9e6 * growth
        interest, repaid = 0.09 * owed, 36e6 / 8 if year <= 8 else 0.0
        written = 0.15 * value
        value -= written
        taxable = income - interest - written
        used = min(max(taxable, 0.0), losses)
        losses += max(-taxable, 0.0) - used
        owed -= repaid
        flows.append(income - interest - repaid - 0.25168 * max(taxable - used, 0.0))
    return flows
