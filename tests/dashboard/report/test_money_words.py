"""What a party's cash returns reads well, whatever it is: invented results, the odd ones first."""

import math
from typing import Any

import pytest

from dashboard.report import money_words
from dashboard.text import DASH, MINUS
from models import Deal, Returned, Share
from tests.dashboard.drawn import DOLLARS, RUPEES, USUAL

DEAL: Deal = USUAL.deals[0]  # in effect on 1 January 2027
USUALLY: dict[str, Any] = {
    "rate": (0.04, 0.1, 0.2),
    "rate_defined": 1.0,
    "reasons": {},
    "modified": (0.04, 0.1, 0.2),
    "payback": (8.0, 10.0, 12.5),
    "paid_back": 1.0,
    "peak": (1e7, 2e7, 3e7),
    "peak_year": 5.0,
}


def returned(**told: Any) -> Returned:
    return Returned(**{**USUALLY, **told})


def undefined(**reasons: float) -> Returned:
    return returned(rate=None, rate_defined=1.0 - sum(reasons.values()), reasons=reasons)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (returned(), "10 %\n4 to 20 %"),
        (returned(rate=(0.1, 0.1, 0.1)), "10 %"),
        (returned(rate=(-0.7642, -0.0439, 1.856)), f"{MINUS}4.39 %\n{MINUS}76 to 186 %"),
        (returned(rate=(-0.004, 0.001, 0.2)), f"0.1 %\n{MINUS}0.4 to 20 %"),
        (returned(rate_defined=0.97, reasons={"beyond": 0.03}), "10 %\n4 to 20 %"),
        (returned(rate_defined=0.9, reasons={"beyond": 0.1}), "10 %\n4 to 20 %\nnone in 10 of 100"),
        (undefined(no_outlay=1.0), "not defined: it never pays anything in"),
        (undefined(no_flow=1.0), "not defined: no cash at all"),
        (undefined(no_receipt=1.0), "not defined: nothing ever comes back"),
        (undefined(several=0.74, beyond=0.26), "not defined: more than one rate fits"),
        (returned(rate=None, rate_defined=0.0), "not defined"),
        (undefined(a_new_reason=1.0), "not defined: a_new_reason"),
        (
            returned(rate_defined=0.25, reasons={"several": 0.74, "beyond": 0.01}),
            "not defined in 75 of 100: more than one rate fits",
        ),
    ],
)
def test_a_rate_is_told_or_why_there_is_none(found: Returned, said: str) -> None:
    assert money_words.rate(found) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (returned(), "10\n8 to 12.5"),
        (returned(payback=(16.6, 16.6, 16.6), paid_back=0.0005), "never"),
        (returned(payback=None, paid_back=0.0), "never"),
        (returned(paid_back=0.14), "never in 86 of 100"),
        (returned(paid_back=0.8), "10\n8 to 12.5\nnever in 20 of 100"),
        (returned(payback=None, paid_back=0.0, reasons={"no_outlay": 1.0}), "nothing to pay back"),
        (returned(paid_back=0.02, reasons={"no_outlay": 0.97}), "nothing to pay back in 97 of 100"),
        (returned(paid_back=0.6, reasons={"no_outlay": 0.4}), "10\n8 to 12.5"),
    ],
)
def test_years_to_pay_back_are_told_or_that_it_never_does(found: Returned, said: str) -> None:
    assert money_words.payback(found) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (returned(), "2,000 in 2031\n1,000 to 3,000"),
        (returned(peak=(0.0, 0.0, 0.0), peak_year=0.0), "none"),
        (returned(peak=(0.0, 0.0, 3e7), peak_year=0.0), "0\n0 to 3,000"),
        (returned(peak=(2e7, 2e7, 2e7)), "2,000 in 2031"),
    ],
)
def test_the_most_money_put_in_has_its_year(found: Returned, said: str) -> None:
    assert money_words.peak(found, DEAL, RUPEES) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Share((0.2, 0.25, 0.3), 1.0), "25 %\n20 to 30 %"),
        (Share((0.2, 0.25, 0.3), 0.98), "25 %\n20 to 30 %"),
        (Share((0.2, 0.25, 0.3), 0.8), "25 %\n20 to 30 %\nnot defined in 20 of 100"),
        (Share((0.5, 1.5, 6.3), 0.068), "not defined in 93 of 100"),
        (Share(None, 0.0), "not defined"),
    ],
)
def test_a_share_of_nothing_is_not_told(found: Share, said: str) -> None:
    assert money_words.share(found) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, DASH),
        ((0.0, 0.0, 0.0), "0"),
        ((-3.7e-9, 0.0, 3.7e-9), "0"),
        ((-18.5e6, -11e6, 4e6), f"{MINUS}1,100\n{MINUS}1,850 to 400"),
        ((1.5e9, 1.5e9, 1.5e9), "1,50,000"),
    ],
)
def test_amounts_are_in_crore_and_rounding_is_no_money(found: Any, said: str) -> None:
    assert money_words.amounts(found, RUPEES) == said


def test_amounts_in_dollars_are_at_the_rate_of_the_reader() -> None:
    crore, dollars = 1e4, 1e4 / DOLLARS.rate / 1e3  # kINR, and millions of dollars
    assert float(money_words.amounts((crore,) * 3, DOLLARS)) == pytest.approx(dollars, rel=5e-3)


def test_no_word_is_a_number_that_is_none() -> None:
    odd = returned(rate=(math.nan,) * 3, peak=(math.nan,) * 3, payback=(math.inf,) * 3)
    told = (money_words.rate(odd), money_words.payback(odd), money_words.peak(odd, DEAL, RUPEES))
    assert not any(word in each for each in told for word in ("nan", "inf"))
