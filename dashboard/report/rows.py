"""Tables of a study as plain rows, for the workbook and for files: numbers in the engine's units.

``deals_table`` to ``yearly_table`` make one table each; a reader's rupees are a column beside.
None of them reads anything that a partner must not see, and what depends on every formula of a
deal (yearly quantities) is made for complete subjects alone: it may give away a hidden term.

Units    Those of the model: USD of 2025 and its thousands (kUSD) and millions (MUSD), thousands of
         rupees of the day (kINR), tonnes a year (t/a), months, years (a), days (d), and 1 for
         shares and pure numbers.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dashboard.report.subject import Subject
from dashboard.text import MONEY_YEAR, Money, label
from models import (
    CRITERIA,
    STRUCTURES,
    Deal,
    Parameter,
    Term,
    World,
    quantities,
    summary,
    used_numbers,
)

PERCENTILES = (1, 5, 10, 25, 50, 75, 90, 95, 99)
SPREAD = ("mean", "p10", "p50", "p90", "standard_error")
PARTS = ("p10", "p50", "p90")
Cell = str | float | int | bool | datetime.date | None


@dataclass(frozen=True)
class Table:
    """Rows under named columns; a cell is text, a number, yes or no, a date, or empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    units: Mapping[str, str] = field(default_factory=dict)  # of columns that have one for all rows


def in_money(unit: str, money: Money) -> tuple[float, str] | None:
    """Factor and unit that turn money into a reader's rupees; none where there is no need."""
    coin, _, per = unit.partition("/")
    steps = {"USD": 1.0, "kUSD": 1.0, "MUSD": 1e3, "kINR": 1.0}
    if money.kind == "USD" or coin not in steps:
        return None
    if coin == "kINR":
        return money.day_scale, f"{money.amount_unit}/{per}" if per else money.amount_unit
    scale, name = money.per_kg_scale, "₹"
    if coin != "USD":
        scale, name = money.amount_scale * steps[coin], money.amount_unit
    return scale, f"{name}/{per}" if per else name


def deals_table(subject: Subject) -> Table:
    """Every deal with its rank and score, if they may be seen, and the criteria."""
    heads: list[str] = ["deal", "structure", "partner"]
    if subject.scored:
        heads += ["rank", "score", "first", "first_error", "beats_baseline"]
    seen = [key for key in CRITERIA if all(subject.span(x, key) for x in subject.deals)]
    heads += [f"{key}_{part}" for key in seen for part in PARTS]
    rupees = in_money("USD/kg", subject.money) if "cost" in seen else None
    heads += [f"cost_{part}_rupees" for part in PARTS if rupees]
    ranked = {}
    if subject.scored:
        ranked = {row.name: row for row in summary(subject.evaluation, subject.scored)}
    rows = []
    for deal in subject.deals:
        cells: list[Cell] = [deal.name, STRUCTURES[deal.structure].title, company(subject, deal)]
        if deal.name in ranked:
            row = ranked[deal.name]
            cells += [row.rank, row.score, row.first, row.first_error, row.beats_baseline]
        spans = {key: subject.span(deal, key) or () for key in seen}
        cells += [each for key in seen for each in spans[key]]
        cells += [each * rupees[0] for each in spans["cost"]] if rupees else []
        rows.append(tuple(cells))
    return Table(tuple(heads), tuple(rows), _units(subject, heads))


def _units(subject: Subject, heads: Sequence[str]) -> dict[str, str]:
    """Units of the columns of all deals, by column."""
    units = {"score": "0 to 1", **dict.fromkeys(("first", "beats_baseline"), "share of draws")}
    for key, each in subject.dataset.criteria.items():
        unit = "share" if each.unit == "1" else each.unit
        units |= dict.fromkeys((f"{key}_{part}" for part in PARTS), unit)
    units |= dict.fromkeys((f"cost_{part}_rupees" for part in PARTS), subject.money.per_kg_unit)
    return {head: units[head] for head in heads if head in units}


def company(subject: Subject, deal: Deal) -> str:
    """Name of the partner of a deal, if it has one."""
    partner = subject.dataset.partners.get(deal.partner)
    return partner.company if partner else deal.partner


def criteria_table(subject: Subject) -> Table:
    """What scores 0, 50 and 100 points, and how much each criterion counts, if it may be seen."""
    weights, half_way = subject.weights, subject.half_way
    heads = ("criterion", "label", "unit", "scores_0", "scores_100")
    rows: list[tuple[Cell, ...]] = []
    for key, each in subject.dataset.criteria.items():
        told = (key, each.label, each.unit, each.worst, each.best)
        own: tuple[Cell, ...] = ()
        if weights is not None and half_way is not None:
            own = (half_way.get(key, (each.worst + each.best) / 2.0), weights[key])
        rows.append((*told, *own))
    return Table((*heads, "scores_50", "weight") if weights is not None else heads, tuple(rows))


def terms_table(subject: Subject, deal: Deal) -> Table:
    """Terms of a deal with what they could be and where that comes from."""
    rupees = subject.money.kind == "INR"
    heads = ("term", "label", "unit", "value", "default", "low", "high", "grade", "source")
    rows = []
    for term, value in subject.terms(deal):
        told = (value, term.default, term.low, term.high)
        cells = (term.name, term.label, term.unit, *(_option(term, x) for x in told))
        more: tuple[Cell, ...] = _rupees(value, term.unit, subject.money) if rupees else ()
        rows.append((*cells, term.grade, term.source, *more))
    return Table((*heads, "value_rupees", "rupees_unit") if rupees else heads, tuple(rows))


def _option(term: Term, value: Cell) -> Cell:
    """Write an option of a choice by its label, anything else as it is."""
    return term.options.get(value, value) if isinstance(value, str) else value


def results_table(subject: Subject, deal: Deal) -> Table:
    """Every result of a deal that may be seen: mean, quantiles and the error of the mean."""
    rupees = subject.money.kind == "INR"
    heads = ("result", "label", "unit", *SPREAD)
    rows = []
    outcome = subject.evaluation.outcomes[deal.name]
    for key, found in quantities(outcome, subject.dataset).items():
        cells = (key, label(key), found["unit"], *(found[part] for part in SPREAD))
        more = _rupees(found["p50"], found["unit"], subject.money) if rupees else ()
        rows.append((*cells, *more))
    return Table((*heads, "p50_rupees", "rupees_unit") if rupees else heads, tuple(rows))


def _rupees(value: Any, unit: str, money: Money) -> tuple[float | None, str]:
    factor = in_money(unit, money)
    return (value * factor[0], factor[1]) if factor else (None, "")


def quantiles_table(subject: Subject) -> Table:
    """Quantiles over the draws of every result of every deal."""
    heads = ("deal", "result", "label", "unit", *(f"p{each}" for each in PERCENTILES))
    rows: list[tuple[Cell, ...]] = []
    for outcome in subject.evaluation.outcomes.values():
        units = quantities(outcome, subject.dataset)
        for key, values in outcome.values.items():
            found = map(float, np.percentile(values, PERCENTILES))
            rows.append((outcome.name, key, label(key), units[key]["unit"], *found))
    return Table(heads, tuple(rows))


def comparison_table(subject: Subject) -> Table:
    """Mean of every result of every deal, and what it differs by from the baseline's."""
    outcomes = subject.evaluation.outcomes
    found = {name: quantities(each, subject.dataset) for name, each in outcomes.items()}
    base = found[subject.study.baseline.name]
    rows = [
        (name, key, each["unit"], each["mean"], each["mean"] - base[key]["mean"])
        if key in base
        else (name, key, each["unit"], each["mean"], None)
        for name, results in found.items()
        for key, each in results.items()
    ]
    return Table(("deal", "result", "unit", "mean", "difference_from_baseline"), tuple(rows))


def assumptions_table(subject: Subject) -> Table:
    """Every number of the dataset that the deals use, with its sources.

    Where a partner must not see which numbers the study changed, they are told as in the dataset.
    """
    changed = subject.changed_numbers
    study = subject.study if changed is not None else subject.study.changed(world=World())
    heads = (
        *("name", "label", "unit", "distribution", "low", "mode", "high", "grade"),
        *("source", "citation", "url", "locator", "note"),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, each in used_numbers(study, subject.dataset).items():
        told = (name, *_assumed(each), *_cited(subject, each), each.locator, each.note)
        held = () if changed is None else _changed(subject, name, name in changed)
        rows.append((*told, *held))
    more = () if changed is None else ("changed_by_the_study", "mode_in_the_dataset")
    return Table((*heads, *more), tuple(rows))


def _changed(subject: Subject, name: str, changed: bool) -> tuple[Cell, ...]:
    return (True, subject.dataset.parameters[name].mode) if changed else (False, None)


def _assumed(row: Parameter) -> tuple[Cell, ...]:
    return (row.label, row.unit, row.distribution, row.low, row.mode, row.high, row.grade)


def _cited(subject: Subject, row: Parameter) -> tuple[str, str, str]:
    """Keys, citations and addresses of the sources of a number, with bars between them."""
    keys = row.source.split("|")
    known = [subject.dataset.sources[key] for key in keys if key in subject.dataset.sources]
    cited = (f"{each.citation} ({each.publisher}, {each.published})" for each in known)
    return " | ".join(keys), " | ".join(cited), " | ".join(each.url for each in known if each.url)


def facts(subject: Subject) -> Iterator[tuple[str, Cell]]:
    """What the results stand for: versions, draws, money, and who saved them when."""
    study, evaluation = subject.study, subject.evaluation
    yield "Study", study.title
    yield "Dataset", evaluation.dataset_version
    yield "Model", evaluation.model_version
    yield "Draws", study.draws
    yield "Seed", study.seed
    yield "Money of the year", MONEY_YEAR
    if subject.money.kind == "INR":
        yield "Rupees for a dollar", subject.money.rate
    if subject.version is not None:
        yield "Version", subject.version
    if subject.made_at is not None:
        yield "Saved at (UTC)", f"{subject.made_at.astimezone(datetime.UTC):%Y-%m-%d %H:%M}"
    if subject.complete:  # a note or a link may tell what a partner must not know
        told = {"Saved by": subject.author, "Note": subject.note, "Link": subject.link}
        yield from ((name, each) for name, each in told.items() if each)
        yield "Fingerprint of the study", study.fingerprint


def joined(tables: Sequence[tuple[str, Table]]) -> Table:
    """Put tables of the same columns below each other, with the deal's name before each row."""
    rows = [(name, *row) for name, each in tables for row in each.rows]
    return Table(("deal", *tables[0][1].columns), tuple(rows))
