"""What matters between deals, in sentences: made from results by templates."""

from dashboard import amounts, text
from dashboard.amounts import amount, points, quoted
from dashboard.text import Money, listed, of_hundred
from models import (
    Bound,
    BreakEven,
    Dataset,
    Gaps,
    Knowing,
    Losing,
    Movers,
    Outlook,
    Sobol,
    Stress,
    Study,
    Switches,
)

TOLD = 2  # inputs named in a finding
NEAREST = 3  # break-evens named
ERRORS = 2.0  # standard errors within which a share is none
NOTICED = 0.01  # of the whole, from which on luck is told
LUCK = (
    "which interruptions strike, whether projects stall, prices of single years, which no study "
    "can tell"
)
NESTED = "What numbers are worth rests on {draws:,} draws, each with {runs} turns of luck."
LUCK_IS = "is luck that no study can tell, such as which interruptions strike"
NO_VALUE = "never within its range"
SELDOM = 0.01  # share of draws below which a box would be chance
STRONG = 0.01  # density beyond that of all futures that makes a box worth telling


def finding(found: Movers, study: Study, data: Dataset, money: Money) -> str:
    """Say what decides between two deals, and what would have to be so for the other to lead."""
    names = " and then ".join(quoted(bar.label) for bar in found.tornado.bars[:TOLD])
    decides = f"What decides between {found.first} and {found.second} is {names}."
    if not found.apart:
        return (
            f"{found.first} and {found.second} are too close to rank: their mean scores differ by "
            f"{points(found.gap)}, within the error of the draws. {decides}"
        )
    return f"{decides} {_unless(found, study, data, money)}"


def _unless(found: Movers, study: Study, data: Dataset, money: Money) -> str:
    turning = next((each for each in found.turns if each.value is not None), None)
    ahead = f"{found.first} is ahead by {points(found.gap)} and stays ahead"
    if turning is None:
        return (
            f"{ahead} wherever one of the {len(found.turns)} strongest numbers lies in its range."
        )
    told = condition(turning, found.first, study, data, money)
    return f"{ahead} unless {quoted(turning.label)} is {told}."


def condition(turning: BreakEven, leader: str, study: Study, data: Dataset, money: Money) -> str:
    """Say beyond which value the other deal leads: above 141 USD/kg (P91 of its range)."""
    side = "below" if turning.above == leader else "above"
    value = amount(turning.name, turning.value or 0.0, study, data, money)
    return f"{side} {value}{amounts.percentile(turning, ' ({} of its range)')}"


def switching(found: Switches, first: str, second: str) -> str:
    """Say how many inputs make two deals swap, and which are nearest to doing so."""
    turning = [each for each in found.inputs if each.value is not None]
    if not turning:
        return f"No single input makes {first} and {second} swap within its range."
    names = listed([quoted(amounts.label(each)) for each in turning[:NEAREST]])
    weights = [each.label.lower() for each in found.weights if each.value is not None]
    moved = f" So do other weights of {listed(weights)}." if weights else " No weight alone does."
    return (
        f"{len(turning)} of {len(found.inputs)} inputs make {first} and {second} swap somewhere in "
        f"their range; the nearest to doing so: {names}.{moved}"
    )


def together(found: Sobol, data: Dataset) -> str:
    """Say how much inputs do alone, how much only together, and which are strongest."""
    alone = min(max(float(found.first.value.sum()), 0.0), 1.0)
    names = [quoted(amounts.column(name, data)) for name in found.ranked()[:TOLD]]
    return (
        f"Inputs by themselves bring about {text.share(alone)} of the variance of the difference; "
        f"the rest comes from what they do together. Strongest: {' and then '.join(names)}."
    )


def columns(found: Sobol, data: Dataset) -> dict[str, str]:
    """Names of all that varies in a Sobol design."""
    return {name: amounts.column(name, data) for name in found.names}


def worth(found: Knowing, data: Dataset, money: Money) -> str:
    """Say what knowing everything is worth, how much of it is luck, and what is worth most."""
    if not found.all.found:
        return "Nothing that could be found out would change the choice: one deal is always best."
    whole = f"Knowing everything before choosing is worth {priced(found.all.value, found, money)}"
    luck = found.all.value - found.numbers.value
    if luck > NOTICED * found.all.value:
        whole += f", of which {points(luck)} {LUCK_IS}"
    name, most = next(iter(found.single.items()))
    if not most.found:
        every = f"All numbers together are worth {points(found.numbers.value)}; no single one"
        who = every if found.numbers.found else "No single number"
        return f"{whole}. {who}, known first, would change the choice."
    told = quoted(data.parameters[name].label)
    return f"{whole}. Most of it for one number: {told}, {priced(most.value, found, money)}."


def nested(found: Knowing) -> str:
    """Say what the worth of numbers rests on."""
    return NESTED.format(draws=found.draws, runs=found.runs)


def priced(value: float, found: Knowing, money: Money) -> str:
    """Write points, and what they are worth in the cost of a kilogram."""
    if found.point is None:
        return points(value)
    return f"{points(value)} (as much as {money.per_kg(value * found.point)} less cost)"


def guesses(found: Gaps) -> str:
    """Say how much of the difference is luck, and how much of the rest rests on grade D numbers."""
    share = min(max(found.on_guesses, 0.0), 1.0)
    known = (
        f"Of what single numbers explain of the variance of the difference, {text.share(share)} "
        "rests on numbers of grade D, judgements of this study."
    )
    luck, error = found.luck
    if luck <= ERRORS * error or luck < SELDOM:
        return f"{known} Luck plays next to no part in it."
    return f"{known} Luck takes part in {text.share(min(luck, 1.0))} of the variance: {LUCK}."


def where(found: Losing, data: Dataset, money: Money) -> str:
    """Say in one sentence where a deal loses, or wins if it seldom does."""
    often = f"{found.deal} is the best in {of_hundred(found.best)} of 100 futures"
    box = found.box
    if box.base in {0.0, 1.0}:
        return f"{found.deal} is {'never' if found.wins else 'always'} the best."
    if box.base < SELDOM:
        return f"{often}: {'this' if found.wins else 'that it is not'} is too rare to say when."
    if not box.bounds or box.density < box.base + STRONG:
        return f"{often}: no few inputs say when."
    named = listed(
        [
            f"{quoted(data.parameters[each.name].label)} is {bound(each, data, money)}"
            for each in box.bounds
        ]
    )
    sought = "the best" if found.wins else "not the best"
    if not box.stated:
        return (
            f"{often}: no few inputs say well when. Even where {named}, it is {sought} in only "
            f"{of_hundred(box.density)} of 100."
        )
    return (
        f"{often}. It is {sought} in {of_hundred(box.density)} of 100 futures (density) in which "
        f"{named}; these hold {text.share(box.coverage)} of all futures in which it is {sought} "
        "(coverage)."
    )


def bound(each: Bound, data: Dataset, money: Money) -> str:
    """Write the bounds of an input in a box."""
    low, high = (
        None if end is None else amounts.parameter(each.name, end, data, money)
        for end in (each.low, each.high)
    )
    if low is not None and high is not None:
        return f"between {low} and {high}"
    return f"below {high}" if low is None else f"above {low}"


def stress(found: Stress) -> str:
    """Say who wins how many worlds, in how many that is open, and whose worst case is mildest."""
    wins = {deal: count for deal, count in found.wins().items() if count}
    order = sorted(wins, key=lambda deal: -wins[deal])
    told = listed(
        [f"{deal} {'wins ' * (not place)}{wins[deal]}" for place, deal in enumerate(order)]
    )
    mild = found.least_regret
    worst, world = found.worst_regret(mild[0])
    close = sum(not each.apart for each in found.outlooks)
    near = f" In {close} of them the first two are too close to rank." if close else ""
    has, gives = ("has", "it gives") if len(mild) == 1 else ("have", "they give")
    return (
        f"Of {len(found.outlooks)} worlds, {told}.{near} The mildest worst case {has} "
        f"{listed([*mild])}: {gives} up at most {points(worst)}, in {quoted(world.label)}."
    )


def outlook(found: Outlook) -> str:
    """Say who wins a world, and by how much."""
    order = sorted(found.scores, key=lambda deal: -found.scores[deal])
    if len(order) == 1:
        return f"{order[0]} is alone."
    gap = points(found.scores[order[0]] - found.scores[order[1]])
    if not found.apart:
        return f"{order[0]} and {order[1]} are too close to rank in this world."
    return f"{order[0]} wins this world, {gap} ahead of {order[1]}."


def held(name: str, value: float, data: Dataset, money: Money) -> str:
    """Say what a world holds a number at, and what it is in the dataset."""
    usual = data.parameters[name].mode
    new, now = (amounts.parameter(name, each, data, money) for each in (value, usual))
    return f"{new} instead of {now}"
