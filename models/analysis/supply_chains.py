"""A deal that was computed, as the supply simulation needs it: its chain, and what strikes it.

``severity`` of a hazard is the share of the usual supply that it takes. A node that can run at c
times the usual rate therefore loses ``1 - (1 - severity) / c`` of what it can pass: catching up
comes after an interruption, not within it. Two hazards at once on one node leave a little less
than the product of what each leaves.

Shapes   (1, 1) or (n, 1): the first ``size`` of the draws of the deal.
Units    Years; rates as shares of the Indian demand of the deal, which is 1.
Sources  Rows of the dataset: ``exposures.csv`` (``place``), ``*_catch_up``.
Limits   What is exported is spare capacity: Indian buyers come first. Magnets that a converter's
         government keeps wait there. All stocks are full at the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.chain.production import MONTHS_PER_YEAR
from models.explain import Traced
from models.formula import Array
from models.sampling import draw
from models.supply.deal import NEVER, PLENTY, Chain, Number, Strike
from models.supply.metrics import DAYS
from models.tables import Exposure, Parameter
from models.wiring import scale

SIZE = 1_000  # draws, where a study has so many
FEED = "feed"
CATCH_UP = {"oxide_border": "border", "magnet_border": "border", "heavy_magnet_border": "border"}
CATCH_UP |= {"feed": "feed", "imported_feed": "feed", "heavy_input": "heavy"}
CATCH_UP |= {"converter": "converter"}
SIMULATED = frozenset({f"{each}_catch_up" for each in CATCH_UP.values()} | {"shortage_premium"})
WEIGHTED = {"oxide_border"}  # elsewhere the chain itself says which part of the flow is hit
STOCKS = {  # terms that hold stocks, and their places in the chain
    "oxide_stock_india": "oxide_stock_india",
    "oxide_stock_partner": "oxide_stock_converter",
    "heavy_stock": "heavy_stock",
    "magnet_stock_partner": "magnet_stock_converter",
    "magnet_stock_india": "magnet_stock_india",
}
IDLE = {"irel_oxide_share": 1.0, "imported_oxide_share": 0.0}  # where nothing is ever made
SEA = {"transit_out": "outbound_freight_duration", "transit_back": "return_freight_duration"}


@dataclass(frozen=True)
class Numbers:
    """Quantities of a deal by name, some of them held at other values."""

    traced: Traced
    seed: int
    size: int
    held: Mapping[str, Number]

    def __contains__(self, name: str) -> bool:
        return name in self.traced.values or name in self.traced.given

    def __call__(self, name: str) -> Array:
        """A quantity, a row or a term, in the engine's units."""
        if name in self.held:
            return np.atleast_2d(np.asarray(self.held[name], dtype=float))
        if name in self.traced.values:
            found = self.traced.values[name].array[: self.size]
            return np.where(np.isnan(found), IDLE[name], found) if name in IDLE else found
        row = self.traced.given[name]
        if isinstance(row, Parameter):
            return draw(row, self.seed, 0, self.size) * scale(row)
        return np.full((1, 1), row)

    def but(self, **held: Number) -> "Numbers":
        """The same, with some quantities held."""
        return Numbers(self.traced, self.seed, self.size, {**self.held, **held})


def exposed(traced: Traced, exposures: tuple[Exposure, ...], country: str) -> list[Exposure]:
    """Rows that say how hazards reach a deal."""
    met = [each for each in exposures if each.structure == traced.deal.structure]
    return [each for each in met if each.country in ("", country)]


def chain_of(numbers: Numbers) -> Chain:
    """Rates and stocks of a deal; without a plant only the border is left."""
    whole = 1.0 / numbers("india_share")
    held = {place: numbers(term) for term, place in STOCKS.items() if term in numbers}
    border = numbers("border_catch_up")
    if numbers.traced.ready.structure.is_baseline:
        return Chain(numbers("heavy_share"), magnet_border_rate=border, **held)
    feed, abroad = numbers("feed_catch_up") * whole, SEA["transit_out"] in numbers
    return Chain(
        heavy_share=numbers("heavy_share"),
        feed_rate=numbers("irel_oxide_share") * feed,
        import_rate=numbers("imported_oxide_share") * feed,
        oxide_border_rate=border * whole if abroad else PLENTY,
        converter_rate=numbers("converter_catch_up") * whole,
        heavy_rate=numbers("heavy_catch_up") * whole,
        magnet_border_rate=border if abroad else PLENTY,
        **held,
        **({place: _at_sea(numbers(row)) for place, row in SEA.items()} if abroad else {}),
    )


def strikes_of(numbers: Numbers, rows: list[Exposure]) -> list[Strike]:
    """How each hazard reaches a deal; one strike for each place that a row names."""
    return [_strike(numbers, row, place) for row in rows for place in row.place]


def _strike(numbers: Numbers, row: Exposure, place: str) -> Strike:
    lost = numbers(f"{row.hazard}_severity")
    if place in WEIGHTED and row.weight:
        lost = lost * numbers(row.weight)
    lost = 1.0 - (1.0 - lost) / numbers(f"{CATCH_UP[place]}_catch_up")
    if row.when:
        agreed = numbers(row.when.removeprefix("!")) > 0.0
        lost = np.where(agreed != row.when.startswith("!"), lost, 0.0)
    feed = place == FEED
    return Strike(
        hazard=row.hazard,
        node=place,
        lost=lost,
        late=numbers(row.delay) if row.delay else 0.0,
        cut=numbers(row.cap) if row.cap and not feed else NEVER,
        covered_after=numbers(row.cap) if row.cap and feed else NEVER,
    )


def _at_sea(months: Array) -> Array:
    """Time at sea in years; less than a day is none."""
    years: Array = months / MONTHS_PER_YEAR
    return np.where(years < 1.0 / DAYS, 0.0, years)
