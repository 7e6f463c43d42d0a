"""What the simulated supply of a deal says in sentences."""

from collections.abc import Sequence

from dashboard import supply_tables, text
from dashboard.supplies import CLAUSES as NAMES
from dashboard.supplies import Supplies, group
from models import Matches, Supplied, Tie

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
ORDEALS = {
    "japan_2010": "China lets 5 % of dysprosium and terbium through to Japan, as for 60 days after "
    "the collision near disputed islands.",
    "india_2025": "China lets 5 % of dysprosium, terbium and magnets with them through to India, "
    "as for 209 days until the first Indian licences. Two to three weeks of stock were left in "
    "June, so importers may have held more than the 21 days of the baseline.",
    "export_stop": "No oxide of IREL's leaves India, as its minister asked in June 2025.",
    "exit": "The owner sends output elsewhere, the shareholders block each other or the licence "
    "ends, as the deal has it; it takes what the study draws.",
}
ORDEAL = (
    "It begins on day 0 with all stocks full, and nothing else happens. Drawn is the world nearest "
    "to the numbers of the table: mean losses, and the median of the first days."
)
NOT_REACHED = (
    "It does not reach {deal}: nothing of this deal comes by where it strikes. What it takes from "
    "the others stands in the table."
)
STRESS = (
    "One interruption that begins while all stocks are full, and nothing else happens. 2010 and "
    "2025 take 95 % as they did; India's stop takes all; an exit takes what the study draws, and "
    "is the owner's, a shareholders' deadlock or the end of the licence, as the deal has it. Deals "
    "without a mark are not reached."
)
MATCHES = (
    "Read a line: with so many days of this stock, all else as agreed, the deal loses as little as "
    "the deal of the column does as agreed. ± is the standard error over the worlds. None does: "
    "the loss flattens above what the other deal loses, whatever the size. 0: it loses no more "
    "without any. Over 365: more than terms may hold."
)
TIES = (
    "One hazard strikes at one rate in all worlds; all else stays as drawn, and deals that it "
    "reaches meet the same events. In brackets: the share of the range that lies below. A hazard "
    "that reaches both deals can still turn them, if it costs one more than the other."
)
SURVIVAL = (
    "How long stocks, standby oxide and the other products carry the deal if one hazard alone "
    "strikes and does not end. Interruptions vary: some are longer than usual."
)
MONEY = (
    "What buyers would pay above the price for the magnets that are missing, at {each} "
    "(grade {grade}: price gaps of 2011 and 2025; lines that stand still are not counted). It is "
    "never part of the cost."
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


def matching(found: Matches, deal: str, other: str) -> str:
    """Say which size of a stock makes a deal lose as little as the safest other one."""
    stock = _inline(NAMES[found.stock])
    safest = f"{other}, which loses least of the others"
    if deal not in found.agreed:
        return f"{deal} holds no stock of this kind."
    each, agreed = found.sizes[deal, other], text.number(round(found.agreed[deal]))
    if each.size is None:
        return (
            f"No stock of {stock} makes {deal} lose as little as {safest}: "
            f"{text.number(round(each.least, 1))} days a year are left with any, and {other} loses "
            f"{text.number(round(found.lost[other], 1))}."
        )
    if each.size == 0.0:
        return f"Even without {stock} (agreed: {agreed} days) {deal} loses no more than {safest}."
    told = supply_tables.with_error(each.size, each.error)
    more = " That is more than terms may hold." if each.size > found.most[deal] else ""
    return (
        f"With {told} days of {stock} (agreed: {agreed}) {deal} would lose as little as "
        f"{safest}.{more}"
    )


def tying(supply: Supplies, found: Sequence[Tie], deal: str, other: str) -> str:
    """Say which hazard is nearest to making two deals lose the same, and how many can."""
    within = [each for each in found if each.within]
    if not within:
        lost = {name: supply.of(name).summary.unserved.mean for name in (deal, other)}
        safer = min(lost, key=lambda name: lost[name])
        return (
            f"No hazard alone makes {deal} and {other} lose the same, however often it strikes "
            f"within its range: {safer} loses less throughout."
        )
    tie = within[0]
    turns, usual = supply_tables.often(tie.rate or 0.0), supply_tables.often(tie.usual)
    return (
        f"“{supply.hazards[tie.hazard]}” {turns} instead of {usual} would make {deal} lose as much "
        f"as {other}, which loses least of the others; if more often, {tie.above} loses less. "
        f"{len(within)} of {len(found)} hazards can make them tie within their range."
    )


def _inline(name: str) -> str:
    """A name inside a sentence."""
    return name[:1].lower() + name[1:]
