"""What the time of a deal says in sentences."""

from dashboard import text
from dashboard.timings import Timings, inline
from dashboard.troubles import in_futures

NAMED = 3  # stages in the finding
CRITICAL = 0.05  # share of the futures from which a stage is told as holding magnets up
SELDOM = 5e-3
NO_WAIT = (
    "Imports need no wait: nothing is agreed and nothing is built, so magnets come as before, and "
    "stop when their sellers stop."
)
NO_STAGES = "Nothing is agreed and nothing is built, so there are no stages and no delays."
CLOCK = (
    "Months count from the effective date, {date}: the day on which the parties decide, before "
    "partner, board and permits. Real plants count from their announcement, which comes later."
)
STAGES = (
    "Bars go from the median start to the median end of a stage; the whisker is P10 to P90 of its "
    "end. Stages overlap as far as the terms say. Below: months that come on top of the stages "
    "(diamond: mean; whisker: P10 to P90)."
)
WHEN = (
    "Each deal counts from its own effective date. Grey: this deal as if only real plants counted "
    "(the dial at 100 %)."
)
WHEN_ALONE = "Each deal counts from its own effective date."
NOT_MOVED = "No class of real plants is set against this deal, so the dial does not move it."
SAVED = (
    "A month saved on one stage seldom brings magnets a whole month sooner: other stages are then "
    "waited for, and before the first magnets only the part counts that is not weighed against "
    "real plants (the dial)."
)
ONE_SAVED = (
    "Means over the futures, the whole deal computed again with the stage a month shorter; change "
    "for each month saved. Sooner is not always worth more: a business that loses money then "
    "begins to lose it earlier."
)
PLANTS = (
    "Each point is a real plant; the line is their median, with the quartiles where there are at "
    "least four. The diamond is this deal on the same clock, P10 to P90. Plants that were never "
    "built are not among the points: {never} of {of} were not ({names}); so the deal's own stalls "
    "are left out, except beside projects linked to IREL, which count theirs."
)
DIAL = (
    (0.0, "this study's stages alone"),
    (0.25, "mostly this study's stages"),
    (0.5, "stages and real plants alike"),
    (0.75, "mostly real plants"),
    (1.0, "real plants alone"),
)


def finding(found: Timings, month: float) -> str:
    """Say when qualified magnets come, how likely by a month, and what holds them up."""
    if found.is_baseline:
        return NO_WAIT
    return " ".join(filter(None, (_when(found), _chance(found, month), held_up(found))))


def held_up(found: Timings) -> str:
    """Name the stages for which magnets wait longest."""
    waited = [each for each in found.steps if each.critical >= CRITICAL]
    longest = sorted(waited, key=lambda each: -each.weight)[:NAMED]
    if not longest:
        return ""
    named = [f"{inline(each.name)} ({text.months(each.time[1])})" for each in longest]
    return f"What they wait for longest: {text.listed(named)}."


def dialled(weight: float) -> str:
    """Name a place of the dial."""
    return min(DIAL, key=lambda each: abs(each[0] - weight))[1]


def _when(found: Timings) -> str:
    low, middle, high = found.outcome.span("lead_time")
    return (
        f"First qualified magnets come in {found.month(middle)}, {text.months(middle)} after the "
        f"effective date (median; P10 to P90: {found.month(low)} to {found.month(high)})."
    )


def _chance(found: Timings, month: float) -> str:
    chance = found.chance(month)
    there = in_futures(chance) if chance else "in no future"
    by = f"By {found.month(month)} they have come {there}"
    if found.timing.never < SELDOM:
        return f"{by}."
    return f"{by}; {in_futures(found.timing.never)} not within the years looked at."
