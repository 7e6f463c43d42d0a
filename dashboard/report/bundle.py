"""Everything of a study in one ZIP: tables as CSV, results as JSON, the study, what they are.

    README.txt         what each file is, versions and units
    report.pdf         the report, if it was made
    workbook.xlsx      the workbook, if it was made
    study.json         the study, to be opened again; not of a partner view
    evaluation.json    results, as described in ``models.results``; of a partner view view.json
    tables/*.csv       the tables of the workbook; no cell can run as a formula

What the JSON of either kind holds says ``SCHEMAS``, and so does README.txt. The same subject gives
the same bytes.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard.report import (
    lens_rows,
    matter_rows,
    money_rows,
    rows,
    supply_rows,
    timing_rows,
    world_rows,
)
from dashboard.report.rows import Table
from dashboard.report.subject import Subject
from dashboard.report.workbook import NO_YEARS, PARTNER, UNITS
from dashboard.report.yearly_rows import yearly_table
from dashboard.share.files import to_json
from dashboard.tables import csv
from dashboard.text import NO_PUBLIC_TERMS
from models import Deal, as_json, quantities, summary

EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every member, so that equal content is equal bytes
UNIX, READABLE = 3, 0o644 << 16
SCHEMA = 1
SCORES = ("rank", "score", "first", "first_error", "beats_baseline")
QUANTITIES = "quantities by name: unit, mean, p10, p50, p90, standard_error of the mean"
MONEY = (
    "money in kINR of the day, over the first draws, from the effective date and then year by "
    "year: books (who keeps those of the magnet business), draws, payments (a list: name, payer, "
    "payee, tax class, by_year means), parties by name (by_year net cash, npv, gain, loses as a "
    "share of draws, returned: rates, payback and peak funding, lines: present value of each "
    "payment), shares of the worth, states that occur, statements (income, cash, balance)"
)
SCHEMAS = {
    "evaluation.json": (
        "schema 2; dataset_version; model_version; study, as in study.json; fingerprint of the "
        "study; deals, a list with the baseline last: name, structure, partner, country, "
        "is_baseline, rank (1= is a shared one), first (share of draws in which it scores "
        "highest), first_error, beats_baseline (share of draws), score (mean, 0 to 1), "
        f"{QUANTITIES}, and {MONEY}"
    ),
    "view.json": (
        "schema 1; title; dataset_version; model_version; draws; seed; weights, half_way and "
        "changed_numbers (null: not to be seen); worlds of the study's own; deals, a list with the "
        f"baseline last: name, structure, partner, terms by name, {QUANTITIES}; and, where scores "
        "may be seen, rank, score, first, first_error and beats_baseline as shares of 1"
    ),
}
TOLD = {
    "deals": "each deal with rank, score and criteria",
    "criteria": "what scores 0 and 100 points",
    "terms": "terms of each deal, what they could be, and where that comes from",
    "results": "every result of each deal: mean, P10, P50, P90, standard error of the mean",
    "comparison": "mean of every result, and its difference from the baseline's",
    "quantiles": "quantiles of every result over the draws",
    "assumptions": "every number of the dataset that the deals use, with its sources",
    "yearly": "quantities by year: mean, P10, P50, P90 over the first 2,000 draws at most",
    "parties": "what each party gains, kINR of the day: net present value and gain over having no "
    "deal; internal and modified rate; payback in years from the effective date; peak funding",
    "ledger": "every payment by year, kINR of the day: mean over the first 2,000 draws at most",
    "shares": "government's take and value made in India, and in which part of the draws defined",
    "states": "what binds, breaks or is left over, in which share of draws and usually from when",
    "timing": "months of every stage from the effective date over the first 2,000 draws at most, "
    "how often magnets wait for it, what a month saved on it saves, and what is reached when",
    "security": "simulated supply over the first 2,000 draws at most: what is unserved, its tail "
    "and its causes in days of demand a year, and what each clause saves or would save",
    "exposures": "which hazard reaches which stage of which deal, who controls it, and why",
    "measures": "static measures of supply risk, beside the results and part of none: EU supply "
    "risk, GeoPolRisk, largest share of a foreign country, N-1 over 209 days, diversity",
    "measure_steps": "the same step by step: suppliers, and the share that is not from India",
    "measure_places": "N-1 of every place in the chain: its sources, stock, share of demand met",
    "measure_facts": "facts of countries behind the measures, with grades and sources",
    "worlds": "every deal in every named world and in the study's own: criteria, score, regret",
    "regrets": "worlds that each deal wins, and its worst regret",
    "held": "what each world holds: numbers of the dataset, and terms",
    "people": "other people's weights, and how often each deal is the best by them",
    "ranks": "in which share of the draws of inputs and weights each deal has which rank",
    "wins": "in which share of them a deal scores above another, ties as one half",
    "regret": "how far each deal is behind the best of a draw, in score",
    "tornado": "each number at its P10 and P90: difference of the two highest scores",
    "tornado_terms": "each term at both ends of what the other terms allow: the same difference",
    "break_evens": "value of each number, term and weight at which the two swap, if there is one",
    "information": "what knowing it before choosing is worth, in score",
    "grades": "share of the difference's variance: luck, numbers by grade, single numbers",
    "facts": "what the results stand for: versions, draws, seed, money",
}


def tables(subject: Subject) -> dict[str, pd.DataFrame]:
    """Return every table that may be seen, by name."""
    return {
        name: pd.DataFrame(each.rows, columns=list(each.columns)) for name, each in _tables(subject)
    }


def bundle(subject: Subject, pdf: bytes | None, xlsx: bytes | None) -> bytes:
    """Put all files of a study into a ZIP."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        files = [*_files(subject, pdf, xlsx)]
        _put(archive, "README.txt", _readme(subject, [name for name, _ in files]))
        for name, data in files:
            _put(archive, name, data)
    return written.getvalue()


def _tables(subject: Subject) -> Iterator[tuple[str, Table]]:
    yield "deals", rows.deals_table(subject)
    yield "criteria", rows.criteria_table(subject)
    for name, made in (("terms", rows.terms_table), ("results", rows.results_table)):
        yield name, rows.joined([(deal.name, made(subject, deal)) for deal in subject.deals])
    yield "comparison", rows.comparison_table(subject)
    yield "quantiles", rows.quantiles_table(subject)
    yield "assumptions", rows.assumptions_table(subject)
    if subject.complete:
        yield "yearly", yearly_table(subject.years)
        yield "parties", money_rows.parties_table(subject)
        yield "ledger", money_rows.ledger_by_year(subject)
        yield "shares", money_rows.shares_table(subject)
        yield "states", money_rows.states_table(subject)
        yield "timing", timing_rows.timing_by_deal(subject)
        yield "security", supply_rows.supply_table(subject)
        hazards = {key: each.label for key, each in subject.dataset.hazards.items()}
        yield "exposures", supply_rows.exposure_table(subject, hazards)
        yield from lens_rows.tables(subject).items()
        yield "worlds", world_rows.worlds_table(subject)
        yield "regrets", world_rows.regrets_table(subject)
        yield "held", world_rows.held_table(subject)
        if subject.opinions is not None:
            yield "people", world_rows.people_table(subject)
    yield from matter_rows.tables(subject)
    yield "facts", Table(("fact", "value"), tuple(rows.facts(subject)))


def _files(subject: Subject, pdf: bytes | None, xlsx: bytes | None) -> Iterator[tuple[str, bytes]]:
    if pdf is not None:
        yield "report.pdf", pdf
    if xlsx is not None:
        yield "workbook.xlsx", xlsx
    if subject.complete:
        yield "study.json", to_json(subject.study)
        results = as_json(subject.evaluation, subject.dataset, subject.accounts)
        yield "evaluation.json", results.encode()
    else:
        yield "view.json", _view(subject)
    for name, table in tables(subject).items():
        yield f"tables/{name}.csv", csv(table)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.create_system, info.external_attr = UNIX, READABLE
    packed = name.endswith((".pdf", ".xlsx"))
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _view(subject: Subject) -> bytes:
    """Write what a partner may see as JSON."""
    study = subject.study
    scored: dict[str, dict[str, Any]] = {}
    if subject.scored:
        ranked = summary(subject.evaluation, subject.scored)
        scored = {row.name: {name: getattr(row, name) for name in SCORES} for row in ranked}
    data = {
        "schema": SCHEMA,
        "title": study.title,
        "dataset_version": subject.evaluation.dataset_version,
        "model_version": subject.evaluation.model_version,
        "draws": study.draws,
        "seed": study.seed,
        "weights": subject.weights,
        "half_way": subject.half_way,
        "changed_numbers": subject.changed_numbers,
        "worlds": [each.model_dump(mode="json") for each in subject.worlds],
        "deals": [_seen(subject, deal) | scored.get(deal.name, {}) for deal in subject.deals],
    }
    return json.dumps(data, indent=2, ensure_ascii=False, default=str).encode()


def _seen(subject: Subject, deal: Deal) -> dict[str, Any]:
    outcome = subject.evaluation.outcomes[deal.name]
    return {
        "name": deal.name,
        "structure": deal.structure,
        "partner": deal.partner,
        "terms": {term.name: value for term, value in subject.terms(deal)},
        "quantities": quantities(outcome, subject.dataset),
    }


def _readme(subject: Subject, names: list[str]) -> bytes:
    """Say what each file is, and what its numbers stand for."""
    told = {
        "report.pdf": "the report",
        "workbook.xlsx": "the same numbers as a workbook",
        "study.json": "the study: Lodestone opens it again on the Saved page",
        "evaluation.json": "the results as JSON, see below",
        "view.json": "what this view shows, as JSON, see below",
    }
    told |= {f"tables/{name}.csv": text for name, text in TOLD.items()}
    lines = [f"{subject.study.title or 'Study'}: files of Lodestone", ""]
    lines += [] if subject.complete else [PARTNER, NO_YEARS, ""]
    lines += [f"{name:<26}{told[name]}" for name in names]
    lines += ["", *(f"{name}: {SCHEMAS[name]}." for name in names if name in SCHEMAS)]
    lines += ["", UNITS, NO_PUBLIC_TERMS]
    lines += ["CSV is UTF-8 with commas; text that a spreadsheet would run has ' before it.", ""]
    lines += [f"{name}: {value}" for name, value in rows.facts(subject)]
    return ("\n".join(lines) + "\n").encode()
