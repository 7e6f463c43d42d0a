"""Results as plain data: a row per deal, and the documented JSON.

The JSON of an evaluation, schema 2:

    schema            2
    dataset_version   readable number + hash
    model_version     of the formulas
    study             the whole study, as in a study file
    fingerprint       of the study
    deals             a list, the baseline last, each with
        name, structure, partner, country, is_baseline
        rank          "1", or "1=" if shared: the difference is within the Monte-Carlo error
        first         share of draws in which it scores highest, and first_error
        beats_baseline  share of draws in which it scores higher than the baseline
        score         mean, 0 to 1
        quantities    by name: unit, mean, p10, p50, p90, standard_error of the mean
        money         added by schema 2: the ledger, over the first block of draws, kINR of the day
            books     who keeps the books of the magnet business: vehicle, irel or alternative
            draws     how many were read
            payments  a list: name, payer, payee, tax (its class), by_year (means)
            parties   by name: by_year (net cash: mean, p10, p90), npv and gain (P10, P50, P90; null
                      where there is none), loses (share of draws), returned, lines (mean present
                      value of each payment); returned is null or holds rate and modified (shares
                      a year), rate_defined and paid_back (shares of draws), reasons (share of
                      draws without a rate, by why), payback (years), peak, peak_year
            shares    null or government, state, domestic, national: spread and defined
            states    a list: key, share of draws, year (the usual first), amount
            statements  null or income, cash, balance: by line the mean of each year

``by_year`` begins at the effective date; each further number is of the year that ends then.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from models.analysis.money import DealMoney, PartyMoney, Payment, deal_money
from models.analysis.scoring import Scored, score
from models.analysis.shares import Shares, shares
from models.analysis.statements import Statements, statements
from models.analysis.states import State, states
from models.dataset import Dataset
from models.explain import trace
from models.memo import Memo
from models.outcomes import Evaluation, Outcome
from models.wiring import CRITERIA, wired

SCHEMA = 2
SHARED = 64 * 2**20  # bytes of arrays that deals may share while their money is read


@dataclass(frozen=True)
class Row:
    """What a table shows of one deal."""

    name: str
    is_baseline: bool
    rank: str
    low: Mapping[str, float]
    middle: Mapping[str, float]
    high: Mapping[str, float]
    score: float
    first: float
    first_error: float
    beats_baseline: float


class Ledger(Protocol):
    """The money of a deal, as it was read from what was computed."""

    @property
    def money(self) -> DealMoney: ...
    @property
    def shares(self) -> Shares | None: ...
    @property
    def states(self) -> tuple[State, ...]: ...
    @property
    def accounts(self) -> Statements | None: ...


@dataclass(frozen=True)
class _Read:
    money: DealMoney
    shares: Shares | None
    states: tuple[State, ...]
    accounts: Statements | None


def summary(evaluation: Evaluation, scored: Scored) -> tuple[Row, ...]:
    """One row per deal, the baseline last."""
    return tuple(_row(outcome, scored) for outcome in evaluation.outcomes.values())


def _row(outcome: Outcome, scored: Scored) -> Row:
    name = outcome.name
    spans = {key: outcome.span(key) for key in CRITERIA}
    return Row(
        name=name,
        is_baseline=outcome.structure.is_baseline,
        rank=scored.rank(name),
        low={key: span[0] for key, span in spans.items()},
        middle={key: span[1] for key, span in spans.items()},
        high={key: span[2] for key, span in spans.items()},
        score=float(np.mean(scored.scores[name])),
        first=scored.first[name],
        first_error=scored.first_error[name],
        beats_baseline=scored.beats_baseline[name],
    )


def figures(evaluation: Evaluation, scored: Scored) -> dict[str, Any]:
    """Everything a reader sees of an evaluation, by deal: kept with a study, to be compared later.

    Each deal has rank, first, first_error, beats_baseline, score, and its quantities as lists of
    P10, median (of demand served the mean) and P90. Equal figures mean the same result to the
    last digit.
    """
    return {
        row.name: {
            "rank": row.rank,
            "first": row.first,
            "first_error": row.first_error,
            "beats_baseline": row.beats_baseline,
            "score": row.score,
            "quantities": {key: list(outcome.span(key)) for key in outcome.values},
        }
        for row, outcome in zip(
            summary(evaluation, scored), evaluation.outcomes.values(), strict=True
        )
    }


def as_json(
    evaluation: Evaluation, dataset: Dataset, ledgers: Mapping[str, Ledger] | None = None
) -> str:
    """Everything of an evaluation but the single draws, as JSON.

    ``ledgers`` is the money of every deal by name; without it, the deals are computed once more.
    """
    rows = summary(evaluation, score(evaluation, dataset.criteria))
    pairs = zip(rows, evaluation.outcomes.values(), strict=True)
    read = ledgers or _ledgers(evaluation, dataset)
    data = {
        "schema": SCHEMA,
        "dataset_version": evaluation.dataset_version,
        "model_version": evaluation.model_version,
        "study": evaluation.study.model_dump(mode="json"),
        "fingerprint": evaluation.study.fingerprint,
        "deals": [
            _deal(row, outcome, dataset) | {"money": _money(read[row.name])}
            for row, outcome in pairs
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)


def _ledgers(evaluation: Evaluation, dataset: Dataset) -> dict[str, Ledger]:
    """Read the money of every deal from its formulas."""
    memo = Memo(SHARED)

    def read(deal: str) -> Ledger:
        traced = trace(evaluation.study, dataset, deal, memo=memo)
        return _Read(deal_money(traced), shares(traced), states(traced), statements(traced))

    return {deal: read(deal) for deal in evaluation.outcomes}


def _money(ledger: Ledger) -> dict[str, Any]:
    """Tell the money of a deal as plain data: payments, parties, shares, states, statements."""
    found, shared, accounts = ledger.money, ledger.shares, ledger.accounts
    return {
        "books": found.books,
        "draws": found.draws,
        "payments": [_payment(each) for each in found.payments],
        "parties": {name: _party(each) for name, each in found.parties.items()},
        "shares": None if shared is None else {k: vars(each) for k, each in vars(shared).items()},
        "states": [vars(each) for each in ledger.states],
        "statements": None if accounts is None else _statements(accounts),
    }


def _payment(each: Payment) -> dict[str, Any]:
    told = {"name": each.name, "payer": each.payer, "payee": each.payee, "tax": each.tax}
    return {**told, "by_year": each.by_year.tolist()}


def _party(each: PartyMoney) -> dict[str, Any]:
    net = {"mean": each.mean.tolist(), "p10": each.low.tolist(), "p90": each.high.tolist()}
    return {
        "by_year": net,
        "npv": each.npv,
        "gain": each.gain,
        "loses": each.loses,
        "returned": None if each.returned is None else vars(each.returned),
        "lines": dict(each.lines),
    }


def _statements(accounts: Statements) -> dict[str, dict[str, list[float]]]:
    kinds = {"income": accounts.income, "cash": accounts.cash, "balance": accounts.balance}
    return {
        kind: {name: line.tolist() for name, line in lines.items()} for kind, lines in kinds.items()
    }


def quantities(outcome: Outcome, dataset: Dataset) -> dict[str, dict[str, Any]]:
    """Tell unit, mean, p10, p50, p90 and standard error of the mean of every result of a deal."""
    units = wired(dataset, outcome.deal.structure, outcome.country).units
    return {key: _spread(outcome, key, units[key]) for key in outcome.values}


def _deal(row: Row, outcome: Outcome, dataset: Dataset) -> dict[str, Any]:
    return {
        "name": row.name,
        "structure": outcome.deal.structure,
        "partner": outcome.deal.partner,
        "country": outcome.country,
        "is_baseline": row.is_baseline,
        "rank": row.rank,
        "first": row.first,
        "first_error": row.first_error,
        "beats_baseline": row.beats_baseline,
        "score": row.score,
        "quantities": quantities(outcome, dataset),
    }


def _spread(outcome: Outcome, quantity: str, unit: str) -> dict[str, Any]:
    values = outcome.defined(quantity)
    low, middle, high = outcome.quantiles(quantity)
    error = float(np.std(values, ddof=1) / np.sqrt(values.size))
    mean = outcome.mean(quantity)
    spread = {"mean": mean, "p10": low, "p50": middle, "p90": high, "standard_error": error}
    return {"unit": unit, **spread}
