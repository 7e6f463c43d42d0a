"""The money of deals as plain rows, for the workbook and for files; none of a partner's subject.

Net present values and gains are over all draws, as the other results; what is read of the ledger
is over the first draws, at most 2,000. Years are those of the calendar in which a year of the deal
ends; the first is the effective date.

Units    kINR of the day, an amount of a year in each; rates and shares of 1; years (a).
"""

from collections.abc import Sequence

import numpy as np

from dashboard.finances import Finances, ending
from dashboard.report.rows import Cell, Table
from dashboard.report.subject import Subject
from dashboard.text import label
from models import PartyMoney, Returned, Share

PARTS = ("p10", "p50", "p90")
NONE, RATE = (None, None, None), "share a year"
KINDS = ("income", "cash", "balance")
SHARES = {
    "government": "Government's take",
    "state": "Government's and IREL's take",
    "domestic": "Value made in India",
    "national": "Value that stays in India",
}


def parties_table(subject: Subject) -> Table:
    """What each party of each deal gains, and what its cash returns."""
    heads = ["deal", "party", "label"]
    heads += [f"{kind}_{part}" for kind in ("net_present_value", "gain") for part in PARTS]
    heads += ["loses", *(f"internal_rate_{part}" for part in PARTS)]
    heads += ["rate_defined", "rate_not_defined_because"]
    heads += [f"{kind}_{part}" for kind in ("modified_rate", "payback") for part in PARTS]
    heads += ["paid_back", *(f"peak_funding_{part}" for part in PARTS), "peak_year"]
    rows = [
        (name, party, label(party), *_worth(subject, name, party), *_returned(account, each))
        for name, account in subject.accounts.items()
        for party, each in account.money.parties.items()
        if party != "outside"
    ]
    return Table(tuple(heads), tuple(rows), _units(heads))


def _units(heads: Sequence[str]) -> dict[str, str]:
    units = {"net_present_value": "kINR", "gain": "kINR", "internal_rate": RATE}
    units |= {"modified_rate": RATE, "payback": "a", "peak_funding": "kINR"}
    found = {f"{kind}_{part}": unit for kind, unit in units.items() for part in PARTS}
    shares = ("loses", "rate_defined", "paid_back")
    return found | dict.fromkeys((each for each in shares if each in heads), "share of draws")


def _worth(subject: Subject, deal: str, party: str) -> tuple[Cell, ...]:
    """Quantiles of value and gain over all draws, and how often the party is the worse for it."""
    outcome = subject.evaluation.outcomes[deal]
    kinds = [f"{party}_{kind}" for kind in ("npv", "gain")]
    spans = [outcome.span(each) if each in outcome.values else NONE for each in kinds]
    known = [each for each in kinds if each in outcome.values]
    loses = float(np.mean(outcome.values[known[-1]] < 0.0)) if known else None
    return *spans[0], *spans[1], loses


def _returned(account: Finances, party: PartyMoney) -> tuple[Cell, ...]:
    """Tell what a party's cash returns, and why a rate is not defined in which share of draws."""
    if (found := party.returned) is None:
        return (None,) * (4 * len(PARTS) + 4)
    why = "; ".join(f"{reason}: {share:.6g}" for reason, share in found.reasons.items())
    rates = (*(found.rate or NONE), found.rate_defined, why, *(found.modified or NONE))
    peak = (*found.peak, _peak_year(account, found))
    return *rates, *(found.payback or NONE), found.paid_back, *peak


def _peak_year(account: Finances, found: Returned) -> int | None:
    return ending(account.deal, found.peak_year) if found.peak[-1] > 0.0 else None


def shares_table(subject: Subject) -> Table:
    """Who gets what of each deal: shares, and in which part of the draws they mean something."""
    heads = ("deal", "share", *PARTS, "defined")
    rows: list[tuple[Cell, ...]] = []
    for name, account in subject.accounts.items():
        for kind, told in SHARES.items() if account.shares else ():
            each: Share = getattr(account.shares, kind)
            rows.append((name, told, *(each.spread or NONE), each.defined))
    return Table(heads, tuple(rows), {"defined": "share of draws"})


def states_table(subject: Subject) -> Table:
    """States that a reader must be told, by the model's name for them."""
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            each.key,
            each.share,
            None if each.year is None else ending(account.deal, each.year),
            each.amount,
        )
        for name, account in subject.accounts.items()
        for each in account.states
    ]
    return Table(("deal", "state", "share_of_draws", "usual_first_year", "amount"), tuple(rows))


def ledger_table(account: Finances) -> Table:
    """Every payment of a deal: who pays whom, how it is taxed, and the mean of each year."""
    years = account.calendar
    heads = ("payment", "label", "payer", "payee", "tax_class", *map(str, years))
    rows = (
        (each.name, label(each.name), each.payer, each.payee, each.tax, *each.by_year.tolist())
        for each in account.money.payments
    )
    return Table(heads, tuple(rows))


def nets_table(account: Finances) -> Table:
    """Net cash of every party in each year: mean, P10 and P90. The means add up to nothing."""
    years = account.calendar
    heads = ("party", "label", "of", *map(str, years))
    rows = (
        (name, label(name), part, *line.tolist())
        for name, each in account.money.parties.items()
        for part, line in (("mean", each.mean), ("p10", each.low), ("p90", each.high))
    )
    return Table(heads, tuple(rows))


def statements_table(account: Finances) -> Table | None:
    """Accounts of the magnet business, as means; none where there is no such business."""
    if account.accounts is None:
        return None
    years = account.calendar
    heads = ("statement", "line", "label", *map(str, years))
    rows = (
        (kind, name, label(name), *line.tolist())
        for kind in KINDS
        for name, line in getattr(account.accounts, kind).items()
    )
    return Table(heads, tuple(rows))


def ledger_by_year(subject: Subject) -> Table:
    """Every payment of every deal, with a row for each year."""
    heads = ("deal", "payment", "payer", "payee", "tax_class", "unit", "year", "mean")
    rows: list[tuple[Cell, ...]] = []
    for name, account in subject.accounts.items():
        years = account.calendar
        for each in account.money.payments:
            told = (name, each.name, each.payer, each.payee, each.tax, "kINR/a")
            pairs = zip(years, each.by_year.tolist(), strict=True)
            rows += [(*told, *pair) for pair in pairs]
    return Table(heads, tuple(rows))
