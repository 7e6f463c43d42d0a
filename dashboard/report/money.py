"""Part four: what each party gains of each deal, what its cash returns, and what breaks.

Nothing of it is told to a partner but the partner's own net present value.
"""

from collections.abc import Iterable, Iterator

from dashboard import charts, text
from dashboard.finances import Finances
from dashboard.report import money_words, words
from dashboard.report.blocks import Block, Page, Paragraph, Subheading, Table
from dashboard.report.figures import figure
from dashboard.report.subject import Subject
from dashboard.troubles import troubles
from models import GAINS, WORTH, Deal

ABOUT = (
    "Worth is the net present value of all that a party is paid and pays, at its own return: the "
    "median, with P10 to P90 below it. {day}"
)
BESIDE = (
    "Gain is what a deal adds beside selling the same oxide and importing the same magnets; a "
    "partner has nothing without the deal, so that its gain is its worth. Government's take: its "
    "part of what all gain together; not defined where there is no gain. Stays in India: sales "
    "less what is bought or paid abroad."
)
RETURNS = (
    "From the first {draws:,} draws; so many of 100 are futures. Rates are for a year, in money of "
    "the day; payback counts years from the effective date; peak funding is the most that was ever "
    "put in and not yet back, with its usual year."
)
GAINS_OF = "Gains and worth: {name}"
OWN = "The partner's own worth is told; what others gain is left out."
IN_ANNEX = "Gains, returns, and all that is told of what breaks are in annex D, deal by deal."
LEFT_OUT = "What each party gains is left out."
OWNERS = tuple(each for each in WORTH if each != "lender_npv")
RETURNING = ("irel", "partner")
BEFORE, EVERY = "What to know before signing", "What breaks or binds"
WORST, ALL = 2, 99  # states named of each deal; the money page of the tool has all


def gains(subject: Subject, *, detailed: bool) -> Page:
    """What each party gains, and, where there is room, what it returns and what breaks."""
    worth = _worth(subject)
    about = Paragraph(ABOUT.format(day=subject.money.day_words))
    if not subject.complete:
        told: tuple[Block, ...] = (about, worth) if worth else ()
        closing = Paragraph(OWN if worth else LEFT_OUT)
        return Page("Who gains what", (*told, closing), starts=False)
    brief = (Paragraph(IN_ANNEX), *_states(subject, BEFORE, 1))
    more = [*details(subject, BEFORE, WORST)] if detailed else brief
    return Page("Who gains what", (about, *([worth] if worth else []), *more), starts=False)


def _worth(subject: Subject) -> Table | None:
    """Net present value of every party but the lender in every deal, as far as it is seen."""
    keys = [each for each in OWNERS if any(subject.span(x, each) for x in subject.deals)]
    if not keys:
        return None
    return Table(
        (f"Worth, {subject.money.amount_unit}", *map(_party, keys)),
        tuple((each.name, *_amounts(subject, each, keys)) for each in subject.deals),
        words.sides(1 + len(keys)),
        (0.28, *[0.72 / len(keys)] * len(keys)),
    )


def _party(key: str) -> str:
    return text.label(key.rpartition("_")[0])


def _amounts(subject: Subject, deal: Deal, keys: Iterable[str]) -> Iterator[str]:
    for each in keys:
        yield money_words.amounts(subject.span(deal, each), subject.money)


def details(subject: Subject, heading: str, most: int) -> Iterator[Block]:
    """Gains and shares, returns, and so many states of every deal; nothing of a partner's."""
    if not subject.accounts:
        return
    yield from _gained(subject)
    yield Subheading("What their cash returns")
    yield _returns(subject)
    yield Paragraph(RETURNS.format(draws=_draws(subject)), "small")
    yield from _states(subject, heading, most)


def _draws(subject: Subject) -> int:
    return max(each.money.draws for each in subject.accounts.values())


def _gained(subject: Subject) -> Iterator[Block]:
    """What each deal adds beside the baseline, and how its worth is shared."""
    found = [each for each in subject.accounts.values() if each.shares and not each.is_baseline]
    if not found:
        return
    yield Subheading("Gain over no deal, and how it is shared")
    heads = (*map(_party, GAINS), "Government's\ntake", "Stays in\nIndia")
    yield Table(
        (f"Gain, {subject.money.amount_unit}", *heads),
        tuple(_gain(subject, each) for each in found),
        words.sides(1 + len(heads)),
        (0.24, *[0.165] * len(GAINS), 0.135, 0.13),
    )
    yield Paragraph(BESIDE, "small")


def _gain(subject: Subject, found: Finances) -> tuple[str, ...]:
    shared = (found.shares.government, found.shares.domestic) if found.shares else ()
    gained = _amounts(subject, found.deal, GAINS)
    return (found.deal.name, *gained, *map(money_words.share, shared))


def _returns(subject: Subject) -> Table:
    """Rate, payback and peak funding of those who put money in."""
    peak = f"Peak funding,\n{subject.money.amount_unit}"
    return Table(
        ("Deal", "Party", "Internal rate", "Payback,\nyears", peak),
        tuple(_lines(subject)),
        ("left", "left", "right", "right", "right"),
        (0.25, 0.10, 0.28, 0.20, 0.17),
    )


def _lines(subject: Subject) -> Iterator[tuple[str, ...]]:
    """A line for each party with a rate; the deal is named in its first line alone."""
    dealt = {name: each for name, each in subject.accounts.items() if not each.is_baseline}
    for name, found in dealt.items():
        called = name
        for party in RETURNING:
            each = found.money.parties.get(party)
            if each is None or (told := each.returned) is None:
                continue
            yield (
                called,
                text.label(party),
                money_words.rate(told),
                money_words.payback(told),
                money_words.peak(told, found.deal, subject.money),
            )
            called = ""


def _states(subject: Subject, heading: str, most: int) -> Iterator[Block]:
    """Name what binds or breaks in each deal, the worst first."""
    rows = []
    for name, found in subject.accounts.items():
        told = troubles(found, subject.money)
        if told:
            rows.append((name, "\n".join(each.said for each in told[:most])))
    if rows:
        yield Subheading(heading)
        yield Table(("Deal", "What breaks or binds"), tuple(rows), ("left", "left"), (0.25, 0.75))


def gain_charts(subject: Subject) -> Iterator[Block]:
    """Draw what each deal is worth to each party."""
    for name, found in subject.accounts.items():
        if not found.is_baseline:
            yield Subheading(GAINS_OF.format(name=name))
            yield figure(charts.gains(found, subject.money))
