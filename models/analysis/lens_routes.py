"""Routes and nodes of a deal, from the hazards that reach it: what N-1 and diversity look at.

A route is a way by which oxide becomes magnets: IREL's oxide, or oxide from abroad. A node is a
place in the chain that everything passes; routes through it that share a hazard are one source.

Shapes   Means over draws, as floats.
Units    Shares of the deal's demand; days.
Sources  ``exposures.csv``: place, condition and stocks of each hazard.
Limits   Capacities are at the usual rate. Standby oxide counts from when it may be bought.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from models.analysis import lens_measures as measures
from models.analysis.supply_chains import Numbers
from models.chain.supply_chain import FEEDS, IDLE
from models.supply.metrics import DAYS
from models.tables import Exposure

NODES = (
    ("feed", "imported_feed"),
    ("oxide_border",),
    ("converter",),
    ("heavy_input",),
    ("magnet_border",),
    ("heavy_magnet_border",),
)
HIT = {  # what of the flow passes a place; elsewhere all of it does
    **FEEDS,
    "oxide_border": "irel_oxide_share",
    "heavy_input": "heavy_share",
    "heavy_magnet_border": "heavy_share",
}
STANDBY = "imported_feed"  # the route that takes over, if agreed
Routes = Mapping[str, tuple[float, frozenset[str]]]


@dataclass(frozen=True)
class Node:
    """A place that everything passes: its sources, and the stock behind it."""

    places: tuple[str, ...]
    sources: Mapping[tuple[str, ...], float]  # disjoint groups of places, and what each can pass
    standby: float  # share that imported oxide can take over
    delay: float  # days until it does
    stock: float  # days

    def left(self, length: float) -> float:
        """Share of demand met without the largest source, in a stress of so many days."""
        late = min(self.delay / length, 1.0)
        found = [
            share + (self.standby * (1.0 - late) if STANDBY in places else 0.0)
            for places, share in self.sources.items()
        ]
        return measures.n_minus_1(found, self.stock, length)


def mean(numbers: Numbers, name: str) -> float:
    """Mean over draws, and of a path over its years; where nothing is made, as the chain has it."""
    found = numbers(name)
    return float(np.mean(np.where(np.isnan(found), IDLE[name], found) if name in IDLE else found))


def active(numbers: Numbers, rows: Iterable[Exposure]) -> tuple[Exposure, ...]:
    """Exposures that the terms of a deal leave: the condition holds and some flow is hit."""
    return tuple(row for row in rows if _agreed(numbers, row) and _weight(numbers, row) > 0.0)


def hazards_of(numbers: Numbers, rows: Iterable[Exposure]) -> frozenset[str]:
    """Hazards that reach a deal on its terms."""
    return frozenset(row.hazard for row in active(numbers, rows))


def routes(numbers: Numbers, rows: Iterable[Exposure]) -> Routes:
    """Share and hazards of each way from oxide to magnets; finished magnets come one way."""
    left = active(numbers, rows)
    after = {row.hazard for row in left if not FEEDS.keys() & set(row.place)}
    if "irel_oxide_share" not in numbers:
        return {"": (1.0, frozenset(after))}
    found = {}
    for place, quantity in FEEDS.items():
        share = mean(numbers, quantity)
        if share > 0.0:
            own = {row.hazard for row in left if place in row.place}
            found[place] = share, frozenset(own | after)
    return found


def nodes(numbers: Numbers, rows: Iterable[Exposure]) -> tuple[Node, ...]:
    """Every node that a hazard reaches, in the order of the chain."""
    left = active(numbers, rows)
    found = (_node(numbers, left, places) for places in NODES)
    return tuple(each for each in found if each is not None)


def _node(numbers: Numbers, rows: tuple[Exposure, ...], places: tuple[str, ...]) -> Node | None:
    met = {place: [row for row in rows if place in row.place] for place in places}
    hit = [row for found in met.values() for row in found]
    if not hit:
        return None
    hazards = {place: {row.hazard for row in found} for place, found in met.items()}
    standby, delay = _standby(numbers) if STANDBY in places else (0.0, 0.0)
    passed = {place: _passed(numbers, place) for place in places}
    hazards = {place: each for place, each in hazards.items() if passed[place] + standby > 0.0}
    groups = [tuple(sorted(names)) for names in measures.disjoint(hazards)]
    return Node(
        places=places,
        sources={names: sum(passed[each] for each in names) for names in groups},
        standby=standby,
        delay=delay,
        stock=min(_stock(numbers, row) for row in hit),
    )


def _passed(numbers: Numbers, place: str) -> float:
    return mean(numbers, FEEDS[place]) if place in FEEDS else 1.0


def _standby(numbers: Numbers) -> tuple[float, float]:
    """Share that oxide from abroad may take over if agreed, and days until it does."""
    if "top_up" not in numbers or mean(numbers, "top_up") <= 0.0:
        return 0.0, 0.0
    return mean(numbers, "irel_oxide_share"), mean(numbers, "top_up_delay") * DAYS


def _stock(numbers: Numbers, row: Exposure) -> float:
    """Days of stock between a hazard and the buyer."""
    return sum(mean(numbers, name) for name in row.stocks if name in numbers) * DAYS


def _agreed(numbers: Numbers, row: Exposure) -> bool:
    if not row.when:
        return True
    held = mean(numbers, row.when.removeprefix("!")) > 0.0
    return held != row.when.startswith("!")


def _weight(numbers: Numbers, row: Exposure) -> float:
    """Largest part of the flow that passes one of the places where a hazard strikes."""
    parts = (HIT.get(place, "") for place in row.place)
    return max(mean(numbers, name) if name in numbers else 1.0 for name in parts)
