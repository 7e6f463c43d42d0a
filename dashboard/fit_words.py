"""Words of the five questions that suggest a structure, and of what answers them."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from dashboard.text import PERCENT, Money, listed
from models import Facts, Fit, kept

Options = Mapping[str, str]
OWNERS = MappingProxyType(
    {
        "irel": "IREL",
        "both": "IREL and a partner together",
        "partner": "A foreign maker, in India",
        "abroad": "A foreign maker, abroad",
    }
)
KEEPERS = MappingProxyType(
    {
        "irel": "IREL, under a licence",
        "both": "A company that both own",
        "partner": "The partner keeps it",
    }
)
PLANTS = MappingProxyType(
    {
        "irel": "the plant is IREL's.",
        "both": "the plant belongs to IREL and a partner together.",
        "partner": "the plant is in India and belongs to a foreign maker.",
        "abroad": "the plant is a foreign maker's, abroad.",
    }
)
PROCESS = MappingProxyType(
    {
        "irel": "IREL learns the process under a licence.",
        "both": "a company that both own has the process from the partner.",
        "partner": "the partner keeps the process to itself.",
    }
)
TITLE = "Which structure fits? Five plain questions"
ABOUT = (
    "Answer what matters to you and leave the rest. Each structure is judged by its first "
    "ready-made deal, on the numbers of this study; nothing of the study changes."
)
NEVER = "in half of all they never come"
NOTHING = "Answer a question, and the structures are put in order."


def finding(found: Sequence[Fit]) -> str:
    """Say which structures meet most wishes, and whether any meets them all."""
    best = [each for each in found if each.met == found[0].met]
    wished, met = len(found[0].chances), found[0].met
    names = listed([each.facts.structure.title for each in best])
    if not met:
        return f"No structure meets {'what you wish' if wished == 1 else 'any of your wishes'}."
    how_many = "what you wish" if wished == 1 else f"{met} of your {wished} wishes"
    every = "" if met == wished else " None meets all."
    if len(best) == len(found):
        apart = every or " They differ in what you did not ask for."
        return f"Every structure meets {how_many}.{apart}"
    return f"{names} {'meets' if len(best) == 1 else 'each meet'} {how_many}.{every}"


def reasons(fit: Fit, money: Money) -> Iterator[str]:
    """Say for each wish whether a structure meets it, and why."""
    for question, chance in fit.chances.items():
        yield f"{'Yes' if kept(chance) else 'No'}: {REASONS[question](fit.facts, chance, money)}"


def _owner(facts: Facts, _: float, __: Money) -> str:
    return PLANTS[facts.structure.plant_of]


def _know_how(facts: Facts, _: float, __: Money) -> str:
    return PROCESS[facts.structure.know_how_of]


def _months(facts: Facts, chance: float, _: Money) -> str:
    median = facts.usual_months
    half = f"in half of all they come by month {median:.0f}" if math.isfinite(median) else NEVER
    return f"qualified magnets come in time in {_futures(chance)} of 100 futures; {half}."


def _oxide(facts: Facts, _: float, __: Money) -> str:
    if facts.oxide_leaves:
        return "IREL's oxide is shipped abroad, and magnets come back."
    return "IREL's oxide is worked in India."


def _funds(facts: Facts, chance: float, money: Money) -> str:
    if not facts.funds.any():
        return "IREL puts in nothing before the plant works."
    median = money.of_the_day(facts.usual_funds)
    return (
        f"the money is enough in {_futures(chance)} of 100 futures; "
        f"in half of all IREL puts in at most {median} before the plant works."
    )


def _futures(chance: float) -> str:
    return f"{PERCENT * chance:.0f}"


REASONS: Mapping[str, Callable[[Facts, float, Money], str]] = MappingProxyType(
    {
        "owner": _owner,
        "know_how": _know_how,
        "months": _months,
        "oxide": _oxide,
        "funds": _funds,
    }
)
