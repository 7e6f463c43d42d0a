"""Bad states of a deal's money in plain words: what is wrong, how often, from when, what helps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard import text
from dashboard.finances import Finances, ending
from models import State

RARE = 0.01  # share of the futures below which a state is left out
OFTEN = 0.995
SELDOM = 0.1
WORTH_SAYING = 0.05  # share of the futures from which on a missing rate of return is told
FAILS, LOSES, BINDS, ASKS = range(4)  # worst first


@dataclass(frozen=True)
class Wording:
    """How a state is told: how bad it is, its sentence, its amount, and what one can do."""

    rank: int
    said: str
    helps: str
    amount: str = ""  # with a place for the amount
    kind: str = "money"  # what the amount is: money, a number or a share


WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "never_delivers": Wording(
            FAILS,
            "No magnet is ever delivered",
            "Give it oxide (more of IREL's share, or imports) or an earlier effective date.",
        ),
        "operates_at_a_loss": Wording(
            FAILS,
            "Making the magnets costs more than their sales bring, in most years",
            "A higher price (Sales), cheaper inputs or an income guarantee (Guarantees) would "
            "help; a loan or a tax relief cannot.",
        ),
        "coverage_below_one": Wording(
            LOSES,
            "The cash of a year does not pay that year's interest and principal",
            "Owners have to pay in. A smaller loan, more years or a later start of repayment "
            "(Loan) lowers what is due.",
            " (median of the worst year: {} of what is due)",
            "share",
        ),
        "loan_above_cover": Wording(
            LOSES,
            "The loan is larger than the cash covers as the lender asks",
            "No lender would give it as it is: borrow less, or let coverage limit it (Loan).",
            " (too large by {} on average)",
        ),
        "loan_above_uses": Wording(
            LOSES,
            "The loan exceeds what it may pay for",
            "Lower the share of the outlay paid by a loan (Loan).",
            " (by {} on average)",
        ),
        "tax_losses_left": Wording(
            LOSES,
            "Losses that income tax would let off are never used",
            "They would be worth something to a company with other income (Income tax).",
            " ({} on average)",
        ),
        "scheme_not_won": Wording(
            LOSES,
            "The award of the Indian magnet scheme is not won",
            "Without it there are no subsidy and no incentive; see the chance on the Data page.",
        ),
        "incentive_years_lost": Wording(
            LOSES,
            "The sales incentive ends before its years are used up, as the plant starts late",
            "Start earlier (Scale and timing) or agree on a later end (Indian magnet scheme).",
            " ({} years lost on average)",
            "number",
        ),
        "loan_cut": Wording(
            BINDS,
            "The lender gives less than asked, as the cash does not cover more",
            "Owners pay the rest. Ask for less, or lower the coverage asked (Loan).",
            " (cut by {} on average)",
        ),
        "dividends_locked": Wording(
            BINDS,
            "The lender stops dividends, as coverage is too low",
            "Agree on a lower coverage below which no dividend is paid (Loan).",
        ),
        "price_floor_binds": Wording(
            BINDS,
            "The least magnet price is what buyers pay",
            "Buyers then pay more than the market asks. Lower it (Sales).",
        ),
        "price_ceiling_binds": Wording(
            BINDS, "The highest magnet price is what buyers pay", "Raise it (Sales)."
        ),
        "oxide_price_floor_binds": Wording(
            BINDS,
            "The least oxide price is what IREL gets",
            "The magnet company then pays more than the market asks. Lower it (Oxide).",
        ),
        "oxide_price_ceiling_binds": Wording(
            BINDS,
            "The highest oxide price is what IREL gets",
            "IREL then gets less than the market pays. Raise it (Oxide).",
        ),
        "royalty_floor_binds": Wording(
            BINDS, "The least royalty is due, whatever is sold", "Lower it (Know-how)."
        ),
        "royalty_cap_binds": Wording(
            BINDS, "The highest royalty of a year is reached", "Raise or lower it (Know-how)."
        ),
        "royalty_lifetime_binds": Wording(
            BINDS,
            "The highest royalty in total is reached; none is due afterwards",
            "Raise or lower it (Know-how).",
        ),
        "incentive_sales_cap_binds": Wording(
            BINDS,
            "The incentive is cut to its highest share of sales",
            "A higher bid would bring nothing (Indian magnet scheme).",
        ),
        "incentive_total_binds": Wording(
            BINDS,
            "The incentive reaches its total and ends",
            "A larger plant would get no more of it.",
        ),
        "penalty_cap_binds": Wording(
            BINDS,
            "The penalty for a low yield is at its highest",
            "The converter bears no more; raise the highest penalty (Toll contract).",
        ),
        "approval_ministry": Wording(
            ASKS,
            "IREL's board may not decide alone: the ministry has to approve",
            "A smaller share of IREL or a smaller plant stays within the board's power.",
            " (IREL commits {} at the median)",
        ),
        "approval_cabinet": Wording(
            ASKS,
            "The cabinet has to approve",
            "A smaller share of IREL or a smaller plant needs less.",
            " (IREL commits {} at the median)",
        ),
    }
)
SILENT = frozenset({"approval_board"})  # nothing is wrong
REASONS = MappingProxyType(
    {
        "no_flow": "nothing is paid or received",
        "no_outlay": "nothing is put in first",
        "no_receipt": "nothing ever comes back",
        "several": "cash turns more than once, so more than one rate would do",
        "beyond": "it would be below \N{MINUS SIGN}95 % or above 500 % a year",
    }
)


@dataclass(frozen=True)
class Trouble:
    """One bad state, told."""

    rank: int
    share: float
    said: str
    helps: str


def troubles(found: Finances, money: text.Money) -> list[Trouble]:
    """All bad states of a deal, the worst first and the more frequent before the rarer."""
    told = [*_states(found.states, found, money), *_returns(found)]
    return sorted(told, key=_order)


def _order(each: Trouble) -> tuple[int, float]:
    """Place of a state: what is bad and seldom stands behind all that is bad and not."""
    seldom = each.rank < BINDS and each.share < SELDOM
    return (BINDS if seldom else each.rank), -each.share


def why_no_rate(reasons: Mapping[str, float]) -> str:
    """Say why there is no internal rate of return: the usual reason first."""
    order = sorted(reasons, key=lambda key: -reasons[key])
    told = [key for key in order if reasons[key] >= WORTH_SAYING] or order[:1]
    return "; ".join(REASONS.get(key, key) for key in told)


def in_futures(share: float) -> str:
    """Say in how many futures."""
    if share >= OFTEN:
        return "in all futures" if share == 1.0 else "in nearly all futures"
    return f"in {text.of_hundred(share)} of 100 futures"


def _states(states: Iterable[State], found: Finances, money: text.Money) -> Iterator[Trouble]:
    for each in states:
        if each.key not in SILENT and each.share >= RARE:
            wording = WORDINGS.get(each.key, Wording(BINDS, text.label(each.key), ""))
            when = "" if each.year is None else f", usually from {ending(found.deal, each.year)}"
            amount = "" if each.amount is None else _amount(wording, each.amount, money)
            said = f"{wording.said}: {in_futures(each.share)}{when}{amount}."
            yield Trouble(wording.rank, each.share, said, wording.helps)


def _amount(wording: Wording, amount: float, money: text.Money) -> str:
    if wording.kind == "share":
        return wording.amount.format(text.share(amount)) if amount < 1.0 else ""
    shown = text.number(amount) if wording.kind == "number" else money.of_the_day(amount)
    return wording.amount.format(shown)


def _returns(found: Finances) -> Iterator[Trouble]:
    """Parties that put money in and yet have no rate of return."""
    for each in found.money.parties.values():
        told = each.returned
        if told is None or not told.peak[1]:
            continue
        share = sum(told.reasons.get(key, 0.0) for key in PUT_IN)
        if share >= WORTH_SAYING:
            reasons = {key: told.reasons[key] for key in PUT_IN if key in told.reasons}
            who = text.label(each.party)
            said = f"No single rate of return for {who}: {in_futures(share)}"
            helps = "Its net present value, the modified rate and the payback say more (Parties)."
            yield Trouble(BINDS, share, f"{said}, as {why_no_rate(reasons)}.", helps)


PUT_IN = ("no_receipt", "several", "beyond")  # the reasons that tell of money lost or unclear
