"""What results say, in sentences; what grades mean; and where the model is weak."""

import math
from types import MappingProxyType

from dashboard import text
from dashboard.text import Money, listed
from models import DealMoney, Outcome

GRADES = MappingProxyType(
    {
        "A": "primary document, or exact arithmetic",
        "B": "reputable secondary source",
        "C": "trade press, or derived in several steps",
        "D": "judgement of this study",
    }
)
WEAKNESSES = (
    "No commercial terms of such a deal are public: fees, royalties and shares are judgements.",
    "Hazards are drawn apart from each other, and their rates rest on few events.",
    "Stoppages are long-run averages: a single bad year is worse than the figure shown.",
    "Each party has one return for all its cash, whatever its risk in the deal; tax and loans are "
    "told in whole years.",
    "All deals are served from one forecast of IREL's oxide, which has been missed before.",
    "Weights are the reader's. The default ones follow the order of criteria, not a survey.",
)

MONEY_TERMS = (
    "Medians. Gains and worths are present values at the effective date, at each party's own "
    "return; gains are beside selling the oxide and importing the magnets. Prices are in 2025 "
    "money. {day}"
)
HOW_RETURNS_ARE_READ = (
    "Medians, with P10 to P90 in brackets. The modified rate lets receipts earn the party's own "
    "return; it exists where the plain rate does not. Partner and lender have nothing without the "
    "deal, so their gain is their worth."
)
MEANS_ADD_UP = "Means, which add up; the numbers at the top of the page are medians."
CASH = (
    "Means of each year by kind of payment; the diamond is their net, its whisker P10 to P90. "
    "Below: all cash so far, not discounted, with P10 to P90."
)
BUILDING = (
    "Means, from the effective date to the end of the year in which the plant is ready. Both sides "
    "are the same sum. Interest of these years is added to the loan."
)
COVERAGE = (
    "Cash before tax over interest and principal, in the futures in which something is due. The "
    "sales incentive is paid in the shaded years, the darker the more often; coverage falls when "
    "it ends."
)
NO_INCENTIVE = (
    "Cash before tax over interest and principal, in the futures in which something is due. No "
    "sales incentive is paid in this deal (Indian magnet scheme)."
)
ACCOUNTS = (
    "Means over the futures, in {unit}, years to {end}; amounts of the day. The balance balances: "
    "its two sides differ by at most {gap} of the largest balance in any future and year."
)
BRIDGE = (
    "Means, which add up exactly: each bar is what one line differs between the two deals. Present "
    "values are at IREL's own return."
)
LEDGER = (
    "All parties together net to 0: the largest difference in {draws} futures and all years is "
    "{gap} of the largest payment. Sums are means of rupees of the day; worths are present values "
    "at the effective date, each at that party's own return."
)
PRICES = MappingProxyType(
    {
        "parity": "At the import price",
        "index": "At the indexed price",
        "cost_plus": "At cost and margin",
    }
)
NEARLY = 1.02  # a price this near to its floor or ceiling is there
UNMOVED = 1e-3  # of the largest gain: less is told as no change


def money_finding(outcome: Outcome, money: Money) -> str:
    """Say what the deal does for IREL beside selling its oxide, and what magnets have to sell for.

    For the baseline: what IREL earns and Indian buyers pay.
    """
    if outcome.structure.is_baseline:
        earned, paid = (outcome.span(f"{party}_npv")[1] for party in ("irel", "buyer"))
        return (
            "Nothing is agreed: no plant, no loan, no accounts. Selling its oxide is worth "
            f"{money.of_the_day(earned)} to IREL, and Indian buyers pay "
            f"{money.of_the_day(-paid)} for imported magnets (median present values)."
        )
    return f"{_basis(outcome)} {_irel(outcome, money)} {_prices(outcome, money)}"


def _basis(outcome: Outcome) -> str:
    """Name the price at which the magnets are sold."""
    terms, paid = outcome.deal.terms, outcome.span("buyer_price")[1]
    if paid <= getattr(terms, "price_floor", 0.0) * NEARLY:
        return "At the least price agreed"
    if paid * NEARLY >= getattr(terms, "price_ceiling", math.inf):
        return "At the highest price agreed"
    return PRICES.get(getattr(terms, "price_basis", ""), "At the price agreed")


def _irel(outcome: Outcome, money: Money) -> str:
    low, middle, high = outcome.span("irel_gain")
    ends = f"P10 to P90: {money.of_the_day(low)} to {money.of_the_day(high)}"
    size = money.of_the_day(abs(middle))
    if low <= 0.0 <= high:
        way = "more" if middle > 0.0 else "less"
        return (
            f"the deal may bring IREL more than selling its oxide, or less: {size} {way} ({ends})."
        )
    if middle > 0.0:
        return f"the deal brings IREL {size} more than selling its oxide ({ends})."
    return f"the deal costs IREL {size} beside selling its oxide ({ends})."


def _prices(outcome: Outcome, money: Money) -> str:
    cost, price, gap = (
        outcome.span(key)[1] for key in ("cost", "buyer_price", "price_against_cost")
    )
    side = "too little" if gap < 0.0 else "more than that"
    return (
        f"Magnets have to sell for {money.per_kg(cost)} to earn what their makers need; Indian "
        f"buyers pay {money.per_kg(price)}: {money.per_kg(abs(gap))} {side}."
    )


def who_gains(found: DealMoney) -> str:
    """Say who is better and who worse off than without the deal, where that is nearly sure."""
    spreads = {each.party: each.gain or each.npv for each in found.parties.values()}
    known = {party: spread for party, spread in spreads.items() if spread}
    largest = max((abs(end) for spread in known.values() for end in spread), default=0.0)
    told: dict[str, list[str]] = {"Better off": [], "Worse off": [], "Open": [], "As before": []}
    for party, (low, _, high) in known.items():
        still = max(abs(low), abs(high)) <= UNMOVED * largest
        kind = "Better off" if low > 0.0 else "Worse off" if high < 0.0 else "Open"
        told["As before" if still else kind].append(text.label(party))
    return "; ".join(f"{kind}: {listed(names)}" for kind, names in told.items() if names)
