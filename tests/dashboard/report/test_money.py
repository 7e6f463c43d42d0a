"""The money of deals in every export: the engine's numbers, and none of it in a partner's copy."""

import io
import json
import re
import zipfile
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.report import money_words
from dashboard.report.blocks import Page, Table
from dashboard.report.bundle import bundle
from dashboard.report.pdf import pdf
from dashboard.report.report import report_of
from dashboard.report.subject import Subject, subject_of
from dashboard.report.workbook import workbook
from dashboard.troubles import troubles
from models import (
    GAINS,
    PARTIES,
    WORTH,
    DealMoney,
    Outcome,
    Statements,
    deal_money,
    shares,
    statements,
    states,
    trace,
)
from tests.dashboard.drawn import DATASET, DOLLARS, RUPEES, USUAL, full
from tests.dashboard.report import hidden
from tests.dashboard.report.papers import page, strings, tables, words_of
from tests.dashboard.report.test_workbook import deal_sheets, read, same
from tests.dashboard.report.test_workbook import tables as sheet_tables

PRIVATE = {*WORTH, *GAINS, "ledger_residual"} - {"partner_npv"}
OTHERS = ("partner_net", "government_net", "operating_income", "magnet_sales", "loan_draw")


@cache
def subject() -> Subject:
    return subject_of(USUAL.changed(draws=200), DATASET, RUPEES)


@cache
def money(name: str) -> tuple[DealMoney, Statements | None]:
    traced = trace(subject().study, DATASET, name)
    return deal_money(traced), statements(traced)


@cache
def files(*, partner: bool = False) -> dict[str, bytes]:
    shown = hidden.subject(partner=True) if partner else subject()
    with zipfile.ZipFile(io.BytesIO(bundle(shown, None, None))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def results(outcome: Outcome) -> dict[str, Any]:
    """Results of a deal over its draws, by name."""
    return dict(vars(outcome)["values"])


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(files()[f"tables/{name}.csv"]), encoding="utf-8-sig")


@cache
def paper() -> dict[str, Page]:
    return {each.heading: each for each in report_of(subject()).pages}


def gains() -> tuple[Table, Table, Table, Table]:
    worth, gained, returns, troubled = tables(paper()["Who gains what"].blocks)
    return worth, gained, returns, troubled


def years(deal: str) -> list[str]:
    return [str(2026 + year) for year in range(len(money(deal)[0].years))]


def rows_of(deal: str, place: int) -> list[dict[str, Any]]:
    sheet = deal_sheets(book())[[each.name for each in subject().deals].index(deal)]
    return sheet_tables(sheet)[place]


@cache
def book() -> Any:
    return read(workbook(subject()))


@pytest.fixture(params=[each.name for each in USUAL.all_deals])
def deal(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_worth_and_gain_in_the_paper_are_those_of_all_draws() -> None:
    worth, gained, *_ = gains()
    outcomes = subject().evaluation.outcomes
    for shown, keys in ((worth, WORTH[:4]), (gained, GAINS)):
        assert shown.header[0].endswith("₹ crore")
        for row in shown.rows:
            found = [results(outcomes[row[0]]).get(key) for key in keys]
            for cell, values in zip(row[1:], found, strict=False):
                spread = None if values is None else tuple(np.percentile(values, (10, 50, 90)))
                assert cell == money_words.amounts(spread, RUPEES)


def test_returns_in_the_paper_are_those_of_the_engine() -> None:
    *_, returns, _ = gains()
    wanted = [
        (each, party) for each in USUAL.deals for party in ("irel", "partner")
    ]  # the baseline has no returns worth telling
    for row, (each, party) in zip(returns.rows, wanted, strict=True):
        found = money(each.name)[0].parties[party].returned
        assert row[0] == (each.name if party == "irel" else "")
        assert row[2] == money_words.rate(found)
        assert row[3] == money_words.payback(found)
        assert row[4] == money_words.peak(found, each, RUPEES)


def test_what_breaks_is_told_as_on_the_screen() -> None:
    *_, troubled = gains()
    for name, told in troubled.rows:
        worst = troubles(subject().accounts[name], RUPEES)[:2]
        assert told == "\n".join(each.said for each in worst)
    broken = [each.name for each in subject().deals if subject().accounts[each.name].states]
    assert set(broken) <= {name for name, _ in troubled.rows}


def test_shares_in_the_paper_are_those_of_the_engine() -> None:
    _, gained, *_ = gains()
    for row in gained.rows:
        found = shares(trace(subject().study, DATASET, row[0]))
        assert row[-2:] == (money_words.share(found.government), money_words.share(found.domestic))


def test_many_deals_have_their_returns_in_an_annex() -> None:
    most = report_of(subject_of(full().changed(draws=100), DATASET, DOLLARS))
    (worth, troubled) = tables(page(most, "Who gains what").blocks)
    assert len(worth.rows) == 13
    assert all("\n" not in row[1] for row in troubled.rows)
    heads = [each.header for each in tables(page(most, "Behind the charts").blocks)]
    assert any("Internal rate" in each for each in heads)


def test_every_payment_is_in_the_workbook(deal: str) -> None:
    found, _ = money(deal)
    told = {each["Payment"]: each for each in rows_of(deal, 2)}
    assert list(told) == [each.name for each in found.payments]
    for each in found.payments:
        row = told[each.name]
        assert (row["Payer"], row["Payee"], row["Tax class"]) == (each.payer, each.payee, each.tax)
        assert [row[year] for year in years(deal)] == [same(x) for x in each.by_year.tolist()]


def test_nets_of_parties_are_in_the_workbook_and_their_means_add_up_to_nothing(deal: str) -> None:
    found, _ = money(deal)
    told = {(each["Party"], each["Of"]): each for each in rows_of(deal, 3)}
    assert {name for name, _ in told} == set(found.parties) <= set(PARTIES)
    for name, each in found.parties.items():
        for part, line in (("mean", each.mean), ("p10", each.low), ("p90", each.high)):
            assert [told[name, part][year] for year in years(deal)] == [same(x) for x in line]
    for year in years(deal):
        means = [each[year] for (_, part), each in told.items() if part == "mean"]
        assert sum(means) == pytest.approx(0.0, abs=1e-9 * max(1.0, *map(abs, means)))


def test_statements_are_in_the_workbook_where_there_is_a_business(deal: str) -> None:
    _, accounts = money(deal)
    if accounts is None:
        assert len(sheet_tables(deal_sheets(book())[-1])) == 5
        return
    told = {(each["Statement"], each["Line"]): each for each in rows_of(deal, 4)}
    wanted = {
        (kind, name): line
        for kind in ("income", "cash", "balance")
        for name, line in getattr(accounts, kind).items()
    }
    assert set(told) == set(wanted)
    for key, line in wanted.items():
        assert [told[key][year] for year in years(deal)] == [same(x) for x in line]


def test_parties_are_in_the_summary_of_the_workbook() -> None:
    _, _, parties, shared = sheet_tables(book()["Summary"])
    assert shared[0]["Defined, share of draws"] is not None
    named = {(each["Deal"], each["Party"]): each for each in parties}
    for outcome in subject().evaluation.outcomes.values():
        for party, each in money(outcome.name)[0].parties.items():
            if party == "outside":
                continue
            row = named.pop((outcome.name, party))
            for kind, told in (("npv", "Net present value"), ("gain", "Gain")):
                values = results(outcome).get(f"{party}_{kind}")
                spread = [None] * 3 if values is None else np.percentile(values, (10, 50, 90))
                shown = [row[f"{told} P{part}, kINR"] for part in (10, 50, 90)]
                assert shown == [None if x is None else same(float(x)) for x in spread]
            if each.returned and each.returned.rate:
                assert row["Internal rate P50, share a year"] == same(each.returned.rate[1])
                assert row["Paid back, share of draws"] == same(each.returned.paid_back)
                assert row["Peak funding P90, kINR"] == same(each.returned.peak[2])
    assert not named


def test_units_and_number_formats_of_the_ledger_are_told() -> None:
    sheet = deal_sheets(book())[0]
    title = next(x for x in sheet["A"] if str(x.value).startswith("Ledger: "))
    assert "kINR of the day" in title.value
    assert "10,000 are a crore" in " ".join(str(x.value) for x in sheet["A"][:6])
    head = title.row + 2
    amounts = [x for x in sheet[head + 1][5:36] if isinstance(x.value, int | float)]
    large = [x for x in amounts if abs(x.value) >= 100]
    assert all(x.number_format == "#,##0" for x in large)


def test_the_ledger_and_the_parties_are_files() -> None:
    ledger = table("ledger").set_index(["deal", "payment"])
    parties = table("parties").set_index(["deal", "party"])
    for name, outcome in subject().evaluation.outcomes.items():
        for each in money(name)[0].payments:
            told = ledger.loc[(name, each.name)]
            assert list(told["mean"]) == list(each.by_year)
            assert list(told["year"]) == [int(year) for year in years(name)]
        values = results(outcome)["irel_npv"]
        assert parties.loc[(name, "irel"), "net_present_value_p50"] == np.median(values)
        stated = table("states").query("deal == @name")
        assert list(stated["state"]) == [
            each.key for each in states(trace(subject().study, DATASET, name))
        ]


def test_the_json_has_the_money_as_the_engine_gave_it(deal: str) -> None:
    data = json.loads(files()["evaluation.json"])
    assert data["schema"] == 2
    told = next(each for each in data["deals"] if each["name"] == deal)["money"]
    found, accounts = money(deal)
    assert (told["books"], told["draws"]) == (found.books, 200)
    assert [each["by_year"] for each in told["payments"]] == [
        each.by_year.tolist() for each in found.payments
    ]
    for name, each in found.parties.items():
        party = told["parties"][name]
        assert party["by_year"]["mean"] == each.mean.tolist()
        assert party["npv"] == (None if each.npv is None else list(each.npv))
        assert party["lines"] == dict(each.lines)
        if each.returned is None:
            assert party["returned"] is None
        else:
            assert party["returned"]["reasons"] == dict(each.returned.reasons)
    assert (told["statements"] is None) == (accounts is None)


def test_every_key_of_the_money_is_in_the_readme() -> None:
    (line,) = (
        each
        for each in files()["README.txt"].decode().splitlines()
        if each.startswith("evaluation.json:")
    )
    told = json.loads(files()["evaluation.json"])["deals"][0]["money"]
    for key in (*told, *told["payments"][0], *told["parties"]["irel"]):
        assert re.search(rf"\b{key}\b", line), key


def test_a_partner_is_told_its_own_worth_and_nothing_else_of_the_ledger() -> None:
    seen = hidden.subject(partner=True)
    assert not seen.accounts
    (worth,) = tables(page(report_of(seen), "Who gains what").blocks)
    assert worth.header[1:] == ("Partner",)
    for deal, row in zip(seen.deals, worth.rows, strict=True):
        spread = seen.span(deal, "partner_npv")
        assert row[1] == money_words.amounts(spread, seen.money)


def test_no_file_of_a_partner_names_or_holds_what_others_gain() -> None:
    seen, whole = hidden.subject(partner=True), hidden.subject(partner=False)
    report = report_of(seen)
    data = bundle(seen, pdf(report, None), workbook(seen))
    pages = b"\n".join(part for _, part in hidden.opened(data))
    text = " ".join(strings(report.as_data())) + words_of(pdf(report, None))
    for name in (*PRIVATE, *OTHERS):
        assert name.encode() not in pages, name
    for outcome in whole.evaluation.outcomes.values():
        for key in PRIVATE & set(results(outcome)):
            middle = float(np.median(results(outcome)[key]))
            if abs(middle) > 1.0:
                assert f"{middle:.16g}"[:11].encode() not in pages, key
                told = money_words.amounts((middle,) * 3, seen.money)
                assert len(told) < 4 or f" {told}\n" not in text, key
    assert {"tables/ledger.csv", "tables/parties.csv", "evaluation.json"}.isdisjoint(
        files(partner=True)
    )


def test_what_others_gain_would_be_found() -> None:
    whole = hidden.subject(partner=False)
    pages = b"\n".join(part for _, part in hidden.opened(bundle(whole, None, workbook(whole))))
    assert all(name.encode() in pages for name in (*PRIVATE, "magnet_sales"))
    first = results(whole.evaluation.outcomes[whole.deals[0].name])
    middle = float(np.median(first["irel_npv"]))
    assert f"{middle:.16g}"[:11].encode() in pages


def test_money_is_read_once_for_a_subject() -> None:
    assert subject().accounts is subject().accounts
