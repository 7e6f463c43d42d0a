"""What the simulated supply of a deal says in sentences."""

from dashboard import text
from dashboard.supplies import Supplies, group
from models import Supplied

INTRO = (
    "What can stop the magnets, how long stocks and clauses hold, and what a bad decade looks like."
)
WAIT = (
    "Simulating ten years of supply in {size:,} worlds. The first time on a machine this takes "
    "about ten seconds."
)
HOW = (
    "Means over {size:,} simulated worlds of ten years, each with its own interruptions and one "
    "future of the study; ± is the standard error. All deals meet the same interruptions. A day is "
    "a day of the deal's whole demand; worlds open with full stocks."
)
SERVED = (
    "The mean is what the score of supply security uses. Several hazards may strike at once, "
    "stocks are refilled only as fast as plants and borders allow, and drain slowly where only "
    "part of the oxide stops. What differs between two worlds is luck as well as risk."
)
PAIRS = (
    "In the same worlds {deal} loses fewer days than the others in so many of 100 (worlds without "
    "a difference count half):"
)
CAUSES = (
    "Each cause is switched on in every possible order; its part is what it adds on average "
    "(Shapley value), so the parts sum to the loss exactly."
)
WORLD = (
    "Above: when each hazard that reaches the deal strikes, and in red when some demand is "
    "unserved. Below: the stocks, in days of the demand that they serve. Heavy and light grades "
    "are told apart. Oxide that cannot leave gathers in India until it makes up for what is "
    "missing beyond the border."
)
STOCKS = (
    "One stock changes, all else as agreed, in the same worlds. A flat line means that this stock "
    "is never the one that is missing."
)
CLAUSES = (
    "What is agreed is taken away; what is not is added (a stock: 30 days). Values do not add up: "
    "two stocks can save the same day."
)
STRESS = (
    "One interruption that begins while all stocks are full, and nothing else happens. 2010 and "
    "2025 take 95 % as they did; India's stop takes all; an exit takes what the study draws, and "
    "is the owner's, a shareholders' deadlock or the end of the licence, as the deal has it. Deals "
    "without a mark are not reached."
)
SURVIVAL = (
    "How long stocks, standby oxide and the other products carry the deal if one hazard alone "
    "strikes and does not end. Interruptions vary: some are longer than usual."
)
MONEY = (
    "What buyers would pay above the price for the magnets that are missing, at {each} "
    "(grade D: no source; lines that stand still are not counted). It is never part of the cost."
)


def finding(supply: Supplies, deal: Supplied) -> str:
    """Say how much is lost, to what, and against importing."""
    days = text.DAYS_A_YEAR * deal.summary.unserved.mean
    told = [f"{deal.deal.name}: {text.number(days)} days of demand a year go unserved, on average."]
    if days:
        key, most = max(deal.parts.items(), key=lambda each: each[1].mean)
        share = most.mean / deal.summary.unserved.mean
        told.append(f"{text.label(group(key))} cause {text.share(round(share, 2))} of it.")
        worst = text.number(text.DAYS_A_YEAR * deal.summary.tail)
        told.append(f"In the worst twentieth of the worlds it is {worst} days a year.")
    if not deal.is_baseline:
        safer = supply.found.safer(deal.deal.name, supply.study.baseline.name)
        told.append(f"It loses less than importing in {text.of_hundred(safer.mean)} of 100 worlds.")
    return " ".join(told)
