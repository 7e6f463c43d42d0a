"""What static measures of supply risk say in words: names, cells, and where they part ways.

The one sentence is put together from counts and differences alone; what a measure leaves out is so
by its definition.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from dashboard import text
from dashboard.supplies import STAGES as PLACES
from dashboard.supplies import group
from models import DealLenses, Lenses, StepLens

NAMES = MappingProxyType(
    {
        "supply_risk": "EU supply risk",
        "geopolitical_risk": "GeoPolRisk",
        "largest_share": "65 % rule",
        "n_minus_1": "N-1",
        "diversity": "Diversity",
    }
)
STEPS = MappingProxyType(
    {
        "mine": "Mine",
        "oxide": "Separated oxide",
        "metal": "Metal",
        "magnet": "Magnets",
        "heavy": "Dysprosium and terbium",
    }
)
SHORT = MappingProxyType({**STEPS, "heavy": "Dy and Tb"})
NODES = MappingProxyType({**PLACES, "feed": "Oxide"})
SOURCES = MappingProxyType({"feed": "IREL", "imported_feed": "abroad"})
ABOUT = MappingProxyType(
    {
        "supply_risk": "how concentrated the suppliers of the world and of the deal are, weighted "
        "by governance and trade barriers, less recycling and substitutes. The riskiest step "
        "counts. 10 is the worst; from {risk:g} on the EU calls a material critical.",
        "geopolitical_risk": "how concentrated the world's supply is, times how unstable the "
        "countries are from which the deal imports. The worst step counts; 1 is the worst.",
        "largest_share": "the largest share of a step that comes from one foreign country. The EU "
        "wants at most {limit}.",
        "n_minus_1": "what share of demand other sources and stocks meet if the largest source of "
        "the weakest place fails for {days:.0f} days, as long as Indian buyers had no licence in "
        "2025. The EU's gas networks must reach 100 %. Sources that share a hazard count as one.",
        "diversity": "how few hazards the routes of two kilograms of oxide share, on average "
        "(Rao). 0 is a single route.",
    }
)
INTRO = (
    "Measures that governments and researchers publish, taken of these deals. They stand beside "
    "the simulation; no score and no result contains them. None knows how often something stops, "
    "and N-1 alone counts stocks."
)
ORDERED = (
    "Pairs of deals that the simulation tells apart beyond its error. Measures are compared as "
    "they are reported: supply risk to one decimal, shares to a whole percent, the others to two "
    "decimals."
)
STEPPED = (
    "Oxide that IREL does not deliver comes from the countries that supply the world. Finished "
    "magnets from China count as Chinese at every step. What is not yet made in India counts with "
    "the partner."
)
PUBLISHED = (
    "For comparison: for Europe, the EU published a supply risk of {light:g} for light and "
    "{heavy:g} for heavy rare earths in 2023 (grade D, from memory)."
)
GUESSES = (
    "{guesses} of the {all} facts of countries behind these measures are grade D: shares of metal "
    "and of heavy rare earths, trade parameters, recycling and substitution."
)
NONE = "The simulation tells no two of these deals apart, so no measure can contradict it."
AGREES = "{head} all {pairs} in the same order."
COUNTS = "{head} {same} in the same order, {level} level and {turned} the other way round"
HEAD = "Of {pairs} pairs of deals that the simulation tells apart, the EU supply risk puts"
LEVEL = "it gives {safer} and {other} the same {value}"
TURNED = "it rates {other} safer than {safer} ({ours} against {value})"
LOSES = "though {other} loses {days} days a year more to {cause}"
BLIND = "which no country's share shows"
TAILS = MappingProxyType(  # by group of hazards: what the definition of supply risk makes of it
    {
        "plant": BLIND,
        "partner": BLIND,
        "feed": BLIND,
        "border": "which it knows only by a country's trade parameter",
        "china": "which it counts by China's share alone, whatever clauses and stocks hold",
    }
)
MOST_NAMED, LEAST = 3, 0.005  # countries, and the share from which one is named
Causes = Callable[[str], Mapping[str, float]]


def about(found: Lenses, lens: str) -> str:
    """Say what a measure is, and where its line is drawn."""
    limit = text.share(found.share_limit)
    return ABOUT[lens].format(risk=found.risk_threshold, limit=limit, days=found.stress)


def heads(found: Lenses) -> list[str]:
    """Name the measures over their columns; N-1 with its length."""
    more = {"n_minus_1": f"N-1, {found.stress:.0f} days"}
    return [more.get(lens, name) for lens, name in NAMES.items()]


def cell(lens: str, value: float) -> str:
    """Write the number of a measure as it is reported."""
    if lens in ("largest_share", "n_minus_1"):
        return f"{text.PERCENT * value:.0f} %"
    return f"{value:.1f}" if lens == "supply_risk" else f"{value:.2f}"


def where(deal: DealLenses, lens: str) -> str:
    """Say which step, place or country a number is of; nothing of diversity."""
    if lens == "supply_risk":
        return SHORT[deal.riskiest.step]
    if lens == "geopolitical_risk":
        return SHORT[deal.most_political.step] if deal.most_political.reliance else ""
    if lens == "largest_share":
        most = deal.most_concentrated.largest[1]
        top = [each.largest[0] for each in deal.steps if each.largest[1] >= most > 0.0]
        return ", ".join(dict.fromkeys(top))
    node, _ = deal.weakest() if lens == "n_minus_1" else (None, 0.0)
    return NODES[node.places[0]] if node else ""


def cells(deal: DealLenses) -> dict[str, str]:
    """Write every measure of a deal, each with what it is of."""
    told = {}
    for lens, value in deal.values().items():
        of = where(deal, lens)
        told[lens] = cell(lens, value) + (f" ({of})" if of else "")
    return told


def suppliers(step: StepLens) -> str:
    """Name the largest suppliers of a step with their shares."""
    ranked = sorted(step.sources.items(), key=lambda each: -each[1])
    rest = sum(share for _, share in ranked[MOST_NAMED:])
    named = [*ranked[:MOST_NAMED], ("others", rest)]
    seen = [(name, share) for name, share in named if share >= LEAST]
    return ", ".join(f"{name} {text.PERCENT * share:.0f} %" for name, share in seen)


def sources(node: Any) -> str:
    """Say what can pass a place by each of its sources."""
    if len(node.sources) == 1:
        return "one source"
    told = []
    for places, share in node.sources.items():
        names = " and ".join(SOURCES.get(each, PLACES[each]) for each in places)
        told.append(f"{names} {text.PERCENT * share:.0f} %")
    if node.standby:
        told.append(f"the rest from abroad after {node.delay:.0f} days")
    return ", ".join(told)


def finding(found: Lenses, losses: Mapping[str, Any], causes: Causes) -> str:
    """Say how far the EU's supply risk orders deals as their losses do, and where it parts.

    Parameters
    ----------
    found, losses
        The measures, and what each deal loses in each world or draw.
    causes
        Share of demand that a deal loses to each group of hazards.
    """
    order = found.orders(losses)["supply_risk"]
    if not order.pairs:
        return NONE
    head = HEAD.format(pairs=len(order.pairs))
    pair = order.starkest
    if pair is None:
        return AGREES.format(head=head, pairs=len(order.pairs))
    same, level, turned = (order.count(each) for each in (1, 0, -1))
    counts = COUNTS.format(head=head, same=same, level=level, turned=turned)
    names = {"safer": _name(found, pair.safer), "other": _name(found, pair.other)}
    risks = [
        cell("supply_risk", found.deals[x].riskiest.supply_risk) for x in (pair.safer, pair.other)
    ]
    said = (TURNED if pair.verdict else LEVEL).format(**names, value=risks[0], ours=risks[1])
    more = _more(causes(pair.safer), causes(pair.other))
    return f"{counts}: {said}, {_loses(names['other'], *more)}."


def _more(safer: Mapping[str, float], other: Mapping[str, float]) -> tuple[str, float]:
    """Group of hazards to which the other loses most beyond the safer, and how much."""
    gaps = {key: share - safer.get(key, 0.0) for key, share in other.items()}
    key = max(gaps, key=lambda each: gaps[each])
    return key, gaps[key]


def _loses(name: str, key: str, share: float) -> str:
    label = text.label(group(key))
    cause = label if label.startswith("Chinese") else label[:1].lower() + label[1:]
    days = text.number(round(text.DAYS_A_YEAR * share, 1))
    tail = f", {TAILS[key]}" if key in TAILS else ""
    return LOSES.format(other=name, days=days, cause=cause) + tail


def _name(found: Lenses, name: str) -> str:
    return "importing magnets" if found.deals[name].is_baseline else name


def fact(metric: str) -> str:
    """Name what a row of a country measures."""
    words = (
        metric.replace("_", " ").replace("wgi ", "governance: ").replace("eu supply", "EU supply")
    )
    return (words[:1].upper() + words[1:]).replace(" reo", ", t of oxide")


def guesses(found: Lenses) -> str:
    """Say how many of the facts are judgement."""
    used = found.world.used
    return GUESSES.format(guesses=sum(each.grade == "D" for each in used), all=len(used))


def published(found: Lenses) -> str:
    """Tell what the EU published."""
    return PUBLISHED.format(**found.world.published)
