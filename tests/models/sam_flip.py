"""An oracle: the System Advisor Model of the NREL splits a project between two partners.

Its leveraged partnership flip in plain words, as found in its results and in its source:

- At t = 0 the investor pays its share of equity (capital less subsidy less debt), the sponsor
  the rest. From year 1 on the investor has one share of the project's cash before tax (after debt
  service, with incentives and salvage) and one share of its tax, losses too; the sponsor has the
  rest of both.
- Each year has one set of shares. It is chosen by the *highest* rate of return the investor has
  had up to the end of the year before, over its flows *after tax*, never below 0: under the
  target the shares of before the flip, from the target on those of after it.
- So the year in which the target is reached is still shared as before, however far the return
  overshoots, and SAM names that year as the flip year; the new shares apply from the next year to
  the end. There is no part-year flip and no true-up. A later fall of the return undoes nothing.
- A return within 0.001 percentage points below the target is as good as the target
  (`ppa_soln_tolerance`, a fraction of 1e-5).
- A target of 0 means the shares of after the flip from year 1, with no flip year named; one below
  0 is refused. An investor that pays nothing in has no return, so it never flips.
- SAM's return of a year is NaN where its search finds no root, and NaN counts as 0. Before the
  flip that is harmless. After it, it *undoes* the flip for the next year: the shares of before are
  back until the return is at the target again. That is a fault of the search, not a rule of the
  contract; `undone` tells of it, and such a case is none to compare with.

Evidence, with `CASE_A` and 26 % of equity, cash and tax that turn to 5 % of cash and 10 % of tax:
the investor's return at the ends of the years 3 to 6 is 10.586, 20.031, 25.832 and (for a target
of 25 %) 26.271 %. Target 25 %: flip year 5, year 5 shared as before, year 6 to 12 as after. Target
25.8325 %, 0.0007 points over the return of year 5: flip year 5 too. Target 25.833 %, 0.0012 points
over: flip year 6. With shares that turn to 2 % of cash and 60 % of tax the return falls to 15.163 %
in year 7 and year 8 is still shared as after; in year 8 SAM finds none, and year 9 is shared as
before.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.models.sam import PERCENT, Array, SingleOwner, executed, lines, settings

Levpartflip = pytest.importorskip("PySAM.Levpartflip", reason="no PySAM for this machine")
PARTNERS = {"investor": "tax_investor", "sponsor": "sponsor"}


@dataclass(frozen=True)
class Flip:
    """The investor's shares before and after its return reaches the target, all as fractions."""

    equity: float
    cash: float
    tax: float
    cash_after: float
    tax_after: float
    target: float


def split(case: SingleOwner, flip: Flip) -> dict[str, Array]:
    """What `run` gives of the project, and each partner's lines over t = 0 to the last year.

    For `investor_` and `sponsor_` each: `flow` after tax, `cash` before it, `tax` (positive when
    paid), `irr` of the flows so far; and the figure `npv`. Then `flip_year`, NaN when there is
    none, and whether the flip was `undone`. Here the coverage of a year without debt service is
    NaN, not 0.
    """
    inputs = {
        "cost_dev_fee_percent": 0.0,
        "cost_equity_closing": 0.0,
        "tax_investor_equity_percent": flip.equity * PERCENT,
        "tax_investor_preflip_cash_percent": flip.cash * PERCENT,
        "tax_investor_preflip_tax_percent": flip.tax * PERCENT,
        "tax_investor_postflip_cash_percent": flip.cash_after * PERCENT,
        "tax_investor_postflip_tax_percent": flip.tax_after * PERCENT,
        "flip_target_percent": flip.target * PERCENT,
        "flip_target_year": float(case.years),
    }
    outputs = executed(_model(), settings(case) | inputs)
    got = lines(outputs) | {"flip_year": np.array(outputs.flip_actual_year)}
    for partner, sams in PARTNERS.items():
        got |= _partner(outputs, partner, f"{sams}_aftertax")
    since = np.arange(case.years + 1) > got["flip_year"]
    got["undone"] = np.array(np.isnan(got["investor_irr"][since][:-1]).any())
    return got


def _partner(outputs: Any, partner: str, sams: str) -> dict[str, Array]:
    """One partner's lines, of which SAM's names begin as given."""
    return {
        f"{partner}_flow": np.array(getattr(outputs, f"cf_{sams}")),
        f"{partner}_cash": np.array(getattr(outputs, f"cf_{sams}_cash")),
        f"{partner}_tax": -np.array(getattr(outputs, f"cf_{sams}_tax")),
        f"{partner}_irr": np.array(getattr(outputs, f"cf_{sams}_irr")) / PERCENT,
        f"{partner}_npv": np.array(getattr(outputs, f"{sams}_npv")),
    }


@cache
def _model() -> Any:
    """SAM's model, built once: a run sets every input that any case changes."""
    return Levpartflip.default("CustomGenerationProfileLeveragedPartnershipFlip")
