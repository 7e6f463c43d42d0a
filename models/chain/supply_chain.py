"""A deal's chain of stages and stocks, and how interruptions reach it, from its quantities.

``severity`` of a hazard is the share of the usual supply that it takes. A place that can run at c
times the usual rate therefore loses ``1 - (1 - severity) / c`` of what it can pass: catching up
comes after an interruption, not within it. Two hazards at once on one place leave a little less
than the product of what each leaves. A place that no hazard reaches lets everything pass.

Shapes   (1, 1) or (n, 1).
Units    Years; rates as shares of the Indian demand of the deal, which is 1.
Sources  Rows of the dataset: ``exposures.csv`` (``place``), ``*_catch_up``.
Limits   What is exported is spare capacity: Indian buyers come first. Magnets that a converter's
         government keeps wait there. All stocks are full at the start.
"""

from collections.abc import Iterable, Sequence, Set
from typing import Any, Protocol, TypeVar

import numpy as np

from models.chain.production import MONTHS_PER_YEAR
from models.formula import Array
from models.supply.deal import NEVER, Chain, Strike
from models.supply.metrics import DAYS

FEED = "feed"
FEEDS = {FEED: "irel_oxide_share", "imported_feed": "imported_oxide_share"}
RATES = {"feed": "feed_rate", "imported_feed": "import_rate", "converter": "converter_rate"}
RATES |= {"oxide_border": "oxide_border_rate", "heavy_input": "heavy_rate"}
CATCH_UP = {"oxide_border": "border", "magnet_border": "border", "heavy_magnet_border": "border"}
CATCH_UP |= {"feed": "feed", "imported_feed": "feed", "heavy_input": "heavy"}
CATCH_UP |= {"converter": "converter"}
STOCKS = {  # terms that hold stocks, and their places in the chain
    "oxide_stock_india": "oxide_stock_india",
    "oxide_stock_partner": "oxide_stock_converter",
    "heavy_stock": "heavy_stock",
    "magnet_stock_partner": "magnet_stock_converter",
    "magnet_stock_india": "magnet_stock_india",
}
IDLE = {"irel_oxide_share": 1.0, "imported_oxide_share": 0.0}  # where nothing is ever made
ABROAD = "oxide_border"  # a deal whose oxide crosses it has its magnets made over the sea
SEA = {"transit_out": "outbound_freight_duration", "transit_back": "return_freight_duration"}


class HazardRow(Protocol):
    """What a row of ``hazards.csv`` tells."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def group(self) -> str: ...


class ExposureRow(Protocol):
    """What a row of ``exposures.csv`` tells: how a hazard reaches a structure."""

    @property
    def structure(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def hazard(self) -> str: ...
    @property
    def place(self) -> Sequence[str]: ...
    @property
    def weight(self) -> str: ...
    @property
    def stocks(self) -> Sequence[str]: ...
    @property
    def cap(self) -> str: ...
    @property
    def delay(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def source(self) -> str: ...


Row = TypeVar("Row", bound=ExposureRow)


class Quantities(Protocol):
    """Quantities of a deal by name."""

    def __contains__(self, name: Any) -> bool: ...
    def __getitem__(self, name: str, /) -> Array: ...


def exposed(exposures: Iterable[Row], structure: str, country: str) -> list[Row]:
    """Rows that say how hazards reach a structure with a partner from a country."""
    met = [each for each in exposures if each.structure == structure]
    return [each for each in met if each.country in ("", country)]


def numbers_needed(rows: Sequence[ExposureRow]) -> tuple[str, ...]:
    """Names of the quantities that the chain and the strikes are made of."""
    if not rows:
        return ()
    places = _places(rows)
    names = ["heavy_share", "india_share", *_stocks(rows)]
    names += [f"{CATCH_UP[place]}_catch_up" for place in places]
    if places & FEEDS.keys():
        names += FEEDS.values()
    if ABROAD in places:
        names += SEA.values()
    for row in rows:
        names += [f"{row.hazard}_severity", row.weight, row.delay, row.cap]
        names.append(row.when.removeprefix("!"))
    return tuple(dict.fromkeys(name for name in names if name))


def chain_of(numbers: Quantities, rows: Sequence[ExposureRow]) -> Chain:
    """Rates and stocks of a deal."""
    whole, made = 1.0 / numbers["india_share"], {}
    for place in _places(rows):
        rate = numbers[f"{CATCH_UP[place]}_catch_up"]
        if place not in RATES:
            made["magnet_border_rate"] = rate
        else:
            made[RATES[place]] = rate * whole
    if "feed_rate" in made or "import_rate" in made:
        feed = numbers["feed_catch_up"] * whole
        made |= {RATES[place]: _share(numbers, name) * feed for place, name in FEEDS.items()}
    held = {STOCKS[name]: numbers[name] for name in _stocks(rows)}
    sea = SEA if ABROAD in _places(rows) else {}
    made |= {place: _at_sea(numbers[name]) for place, name in sea.items()}
    return Chain(heavy_share=numbers["heavy_share"], **made, **held)


def strikes_of(numbers: Quantities, rows: Sequence[ExposureRow]) -> list[Strike]:
    """How each hazard reaches a deal; one strike for each place that a row names."""
    return [_strike(numbers, row, place) for row in rows for place in row.place]


def _strike(numbers: Quantities, row: ExposureRow, place: str) -> Strike:
    lost = numbers[f"{row.hazard}_severity"]
    if row.weight:
        lost = lost * _share(numbers, row.weight)
    lost = 1.0 - (1.0 - lost) / numbers[f"{CATCH_UP[place]}_catch_up"]
    if row.when:
        agreed = numbers[row.when.removeprefix("!")] > 0.0
        lost = np.where(agreed != row.when.startswith("!"), lost, 0.0)
    feed = place == FEED
    return Strike(
        hazard=row.hazard,
        node=place,
        lost=lost,
        late=numbers[row.delay] if row.delay else 0.0,
        cut=numbers[row.cap] if row.cap and not feed else NEVER,
        covered_after=numbers[row.cap] if row.cap and feed else NEVER,
    )


def _places(rows: Sequence[ExposureRow]) -> Set[str]:
    return dict.fromkeys(place for row in rows for place in row.place).keys()


def _stocks(rows: Sequence[ExposureRow]) -> list[str]:
    """Terms that hold stocks, from the mine to the buyer."""
    helping = {name for row in rows for name in row.stocks}
    return [name for name in STOCKS if name in helping]


def _share(numbers: Quantities, name: str) -> Array:
    found = numbers[name]
    return np.where(np.isnan(found), IDLE[name], found) if name in IDLE else found


def _at_sea(months: Array) -> Array:
    """Time at sea in years; less than a day is none."""
    years: Array = months / MONTHS_PER_YEAR
    return np.where(years < 1.0 / DAYS, 0.0, years)
