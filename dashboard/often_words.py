"""What the tab How often says: how the past is counted, and what that changes."""

import datetime
from collections.abc import Mapping

from dashboard import text
from models import Dataset, dated_events, fading

IN_USE = "In the study"
NO_FADING = "no fading"
SMALL = 0.02  # of a chance: what today's state may change without a word of warning
INTRO = (
    "What a government may do again is known from few events. How much an old one still says is a "
    "judgement, so both ends are shown: all events count alike, or each counts half as much after "
    "5 years."
)
TIMES = (
    "Events of the dataset up to {end}, with their rows and sources on the Data page. A hazard "
    "without a dated event is not here; its rate stays as it is."
)
RATES = (
    "By the events, a rate is (events + ½) / years, both faded (Jeffreys' prior). In the dataset "
    "most are (events + ½) / (years + 1), over all 17 years and over the last 4. {alike}"
)
TAKEN = "**● The study holds these numbers.**"
LENGTHS = "Lengths, too"
LENGTHS_HELP = (
    "Mean lengths of the hazards whose events have a length, from one law for all of them. A "
    "hazard that takes a part of supply gets more days: a full stop's over the part it takes."
)
TAKE_HELP = "They become changed numbers of this study: marked, saved, shared and undone as such"
FADING_HELP = (
    "After a half-life an event counts half, and so does a year of the record. No fading counts "
    "the whole record alike"
)
BOTH = (
    "Share of demand unserved, mean over the draws, as the score measures it. Each column but the "
    "first is this study with {what} by the events in place of its own, held at their means: how "
    "far they may be off (P10 to P90 above) is then not drawn."
)
LICENCES = (
    "Licensing can let a part through, which two states cannot say. The same events with three "
    "states: a regime comes as often as above and licenses for {months} months, in which "
    "{passing} passes (April to June 2025). Of the regimes (stops + ½) / (events + 1) go on to a "
    "stop of all trade, for as long as the law of lengths says."
)


def fading_name(half_life: float | None) -> str:
    """Name how fast the past fades."""
    return NO_FADING if half_life is None else f"half-life {text.number(half_life)} years"


def in_sentence(half_life: float | None) -> str:
    """Name it after "with"."""
    return NO_FADING if half_life is None else f"a half-life of {text.number(half_life)} years"


def half_life(name: str) -> float | None:
    """Find how fast the past fades by its name."""
    return next(each for each in dated_events.FADINGS if fading_name(each) == name)


def capital(half_life: float | None) -> str:
    """Name it at the start of a line."""
    name = fading_name(half_life)
    return name[0].upper() + name[1:]


def times(known: dated_events.Record) -> str:
    """Say what the time line shows."""
    return TIMES.format(end=f"{known.end:.1f}")


def rates(known: dated_events.Record) -> str:
    """Say how rates come about, and which half-lives give those of the study."""
    lives = sorted(each.alike for each in known.hazards.values() if each.alike)
    if not lives:
        return RATES.format(alike="No half-life gives the rates of the study.")
    low, high = round(lives[0], 1), round(lives[-1], 1)
    span = text.interval(low, high) if low < high else text.number(low)
    one = f"The study's rates are those of half-lives of {span} years"
    some = "" if len(lives) == len(known.hazards) else f", for {len(lives)} of {len(known.hazards)}"
    return RATES.format(alike=f"{one}{some}.")


def take(held: Mapping[str, float]) -> str:
    """Name the button that takes numbers into the study."""
    return f"Take these {len(held)} numbers into the study"


def held(half_life: float | None) -> str:
    """Say whose rates the study holds."""
    return f"● The study holds the rates by the events with {in_sentence(half_life)}."


def both(lengths: bool) -> str:
    """Say what the table of both ends shows."""
    return BOTH.format(what="rates and lengths" if lengths else "rates")


def licences(months: float, passing: float) -> str:
    """Say what the three states rest on."""
    return LICENCES.format(months=text.number(months), passing=text.share(passing))


def finding(ends: Mapping[float | None, fading.Served], baseline: str) -> str:
    """Say whether it changes which deal serves most, and where importing stands."""
    told = [_most(ends)]
    for life, each in ends.items():
        if not each.apart and each.second != each.best:
            told.append(
                f"With {in_sentence(life)} it is ahead of {each.second} by no more than the error "
                "of the draws."
            )
    slow, fast = ends.values()
    told.append(_importing(slow.place(baseline), fast.place(baseline), len(slow.unserved)))
    return " ".join(told)


def _most(ends: Mapping[float | None, fading.Served]) -> str:
    bests = {life: each.best for life, each in ends.items()}
    if len(set(bests.values())) == 1:
        only = next(iter(bests.values()))
        return f"How fast the past fades does not change which deal serves most: {only}."
    each = "; ".join(f"with {in_sentence(life)} {best}" for life, best in bests.items())
    return f"How fast the past fades changes which deal serves most: {each}."


def _importing(slow: int, fast: int, of: int) -> str:
    if slow == fast:
        return f"Importing magnets stays at place {slow} of {of}."
    return f"Importing magnets goes from place {slow} to place {fast} of {of}."


def lengths(known: dated_events.Record) -> str:
    """Say what the events tell of lengths."""
    law = known.length
    if law is None:
        return "Too few of the events have ended to tell how long the next one lasts."
    low, high, middle, mean = (
        text.number(round(each)) for each in (law.next(0.1), law.next(0.9), law.median, law.mean)
    )
    return (
        f"Lengths, in days of a full stop: {law.closed} that ended and {law.open} that goes on "
        f"give a median of {middle} and a mean of {mean} days (lognormal). So few leave the next "
        f"one unsure: between {low} and {high} days in 80 of 100 cases (Student's t)."
    )


def none_today(deal: str) -> str:
    """Say that nothing goes on."""
    return f"No hazard that reaches {deal} is known to go on today."


def today(each: fading.Today, deal: str, data: Dataset) -> str:
    """Say what a hazard that goes on means for the start of a deal."""
    label, after = data.hazards[each.hazard].label, text.number(round(each.after, 1))
    most, more = (round(text.PERCENT * share, 1) for share in (each.change, each.lasting))
    lasting = text.number(more) if more else "less than 0.1"
    so = (
        "worlds may open as in the long run"
        if each.change < SMALL
        else "its first years are worse than worlds that open as in the long run say"
    )
    return (
        f"“{label}” has gone on since {since(each.event.row.start)}, as far as is known. "
        f"{deal} first delivers {after} years after the record ends (median). The chance that it "
        f"is active is "
        f"{text.share(each.known)} at that time, against {text.share(each.usual)} if nothing were "
        f"known of today, and over ten years from then on it is active {lasting} % "
        f"points more of the time. With lengths that vary as the study has it, today's state "
        f"changes the chance by {text.number(most)} % points at most: {so}."
    )


def event(each: fading.Today) -> str:
    """Say what is known of an event."""
    return f"{each.event.row.key}: {each.event.row.description}; {each.event.row.note}."


def since(date: str) -> str:
    """Write a date of the dataset, known to the day or to the month."""
    if date.count("-") == 1:
        return f"{datetime.date.fromisoformat(f'{date}-01'):%B %Y}"
    return text.date(datetime.date.fromisoformat(date)) if "-" in date else date
