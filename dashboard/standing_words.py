"""How sure the answer is, in sentences for the screen and the paper; all from numbers.

Units    Shares as so many of 100 futures; money in the reader's own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dashboard import text
from dashboard.text import PERCENT, Money, listed, of_hundred, one_figure
from models import CRITERIA, Standing, Study

TENTH = 0.05  # of a point: less than this shows as nothing
HOW_TO_READ = (
    "One future is one draw of all uncertain inputs and one set of weights around yours, the wider "
    "the less sure you are. Clear: the best in at least 90 of 100; leaning: 70; open: 50. "
    "What a wrong choice costs is the score it loses, at the price your weights give to cost; in "
    "points, if cost has no one price."
)
PAIRS = (
    "Each pair for itself: unlike the share of being the best, this does not change when another "
    "deal comes or goes. A tie counts half."
)
TRIANGLE = (
    "Each point is one set of weights; its area says which deal is the best there if every input "
    "has its expected value. The dotted line is the shortest way to another winner."
)
LEVELS = (("cost", "USD/kg"), ("lead_time", "month"), ("supply_security", "1"))
UNITS = (("lead_time", 1.0, "One month"), ("supply_security", 0.01, "One more % of demand served"))


def finding(found: Standing, money: Money) -> tuple[str, ...]:
    """Say which is the best how often, how clear that is, and what it costs when it is not."""
    leaders = found.leaders
    if len(leaders) > 1:
        return _tie(found, leaders), _lost(found, leaders, money)
    return _winner(found, leaders[0]), _lost(found, leaders, money)


def _winner(found: Standing, name: str) -> str:
    place = found.names.index(name)
    return (
        f"With your weights, {name} is the best in {of_hundred(float(found.first[place]))} of 100 "
        f"futures (± {_error(found)}): {found.word}."
    )


def _tie(found: Standing, leaders: Sequence[str]) -> str:
    shares = [of_hundred(float(found.first[found.names.index(name)])) for name in leaders]
    told = listed([f"{name} ({share})" for name, share in zip(leaders, shares, strict=True)])
    return (
        f"With your weights, it cannot be told which is the best most often, in so many of 100 "
        f"futures (± {_error(found)}): {told}: no leader."
    )


def _error(found: Standing) -> str:
    return one_figure(PERCENT * float(found.error[found.order[0]]))


def _lost(found: Standing, leaders: Sequence[str], money: Money) -> str:
    """Say what it costs to choose a leader in the futures in which another is better."""
    lost = [float(found.regret.when_wrong[found.names.index(name)]) for name in leaders]
    if not any(lost):
        return "In no future drawn is another one better."
    price = found.point_price
    told = [_priced(each, price, money) for each in lost]
    if len(leaders) == 1:
        return f"When it is not, choosing it costs {told[0]} on average."
    each = listed([f"{name} {cost}" for name, cost in zip(leaders, told, strict=True)])
    return f"When it is not the best, choosing it costs on average: {each}."


def _priced(lost: float, price: float | None, money: Money) -> str:
    """Write regret in money, or in points where cost has no weight and so no price."""
    points = f"{text.number(PERCENT * lost)} points of 100"
    return points if price is None else money.per_kg(lost * price)


def against_baseline(found: Standing, study: Study) -> str:
    """Say how often the leader, or else the strongest deal, beats importing."""
    base = found.deals.index(study.baseline.name)
    if len(found.names) < len(found.deals):
        return ""
    best = found.order[0]
    if best != base:
        wins = of_hundred(float(found.wins[best, base]))
        return f"{found.names[best]} beats importing magnets in {wins} of 100."
    rival = next((each for each in found.order if each != base), best)
    wins = of_hundred(float(found.wins[rival, base]))
    return f"The strongest deal, {found.names[rival]}, beats importing magnets in {wins} of 100."


def what_is_uncertain(found: Standing) -> str:
    """Say how often the leader is the best with only inputs, or only weights, uncertain."""
    best, views = found.order[0], found.views
    only, weights = (of_hundred(float(each[best])) for each in (views.inputs, views.weights))
    return (
        f"{found.names[best]} is the best in {only} of 100 if only the inputs are uncertain, and "
        f"in {weights} of 100 if only the weights are."
    )


def ties(ranks: Mapping[str, int]) -> str:
    """Say which deals share the first place by mean score; nothing if one has it alone."""
    top = [name for name, rank in ranks.items() if rank == 1]
    if len(top) == 1:
        return ""
    return f"The mean scores of {listed(top)} are too close to rank: they share the first place."


def prices(found: Standing, money: Money) -> str:
    """Say what the weights are worth in money: "One month is worth 1.2 USD/kg".

    Where something is not valued evenly, that holds at one place alone, which is told.
    """
    worth = [(words, found.price(key), size) for key, size, words in UNITS if key in CRITERIA]
    if any(price is None for _, price, _ in worth):
        return "Cost has no weight, so that nothing can be told in money."
    told = [
        f"{words} is worth {money.per_kg(size * (price or 0.0))}" for words, price, size in worth
    ]
    if not found.bent:
        return f"What these weights say: {'; '.join(_small(told))}."
    name, level = found.leading, found.level
    place = listed([text.display(level[key], unit, money) for key, unit in LEVELS if key in level])
    return (
        f"What these weights say where {name} is on average ({place}): {'; '.join(_small(told))}."
    )


def _small(told: Iterable[str]) -> Iterator[str]:
    """Begin all but the first in small letters."""
    for place, each in enumerate(told):
        yield each if place == 0 else each[:1].lower() + each[1:]


def border(found: Standing) -> str:
    """Say how far the weights have to move until another deal wins, at expected values."""
    seen = found.triangle
    best = [found.deals[each] for each in seen.best]
    if len(best) > 1:
        return f"At expected values your weights lie on the border between {listed(best)}."
    if seen.nearest is None:
        return f"At expected values {best[0]} wins whatever the weights are."
    steps = listed(
        [
            f"{_points(each.points)} from {_criterion(found, each.source)} to "
            f"{_criterion(found, each.target)}"
            for each in seen.nearest.shifts
        ]
    )
    winner = found.deals[seen.nearest.deal]
    return f"At expected values {best[0]} wins. You would have to move {steps} for {winner} to win."


def ahead(found: Standing, first: str, second: str) -> str:
    """Say how large a lead is, and in how many futures one deal is ahead of another."""
    told = found.lead(first, second)
    size = text.number(PERCENT * abs(told.total))
    side = "more" if told.total >= 0.0 else "fewer"
    return (
        f"On average {first} has {size} points of 100 {side} than {second} (± "
        f"{one_figure(PERCENT * told.error)}), and is ahead in "
        f"{of_hundred(told.ahead)} of 100 futures with exactly these weights."
    )


def _points(share: float) -> str:
    points = PERCENT * share
    if points < TENTH:
        return "less than 0.1 points"
    shown = text.number(round(points, 1))
    return f"{shown} point{'s' * (shown != '1')}"


def _criterion(found: Standing, place: int) -> str:
    return text.label(found.criteria[place]).lower()
