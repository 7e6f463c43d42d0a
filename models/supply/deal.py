"""What a deal's chain is: numbers of its stages and stocks, and how hazards reach them.

Shapes   Floats, or arrays (1, 1) or (n, 1).
Units    Times in years; rates as shares of the deal's demand, which is 1; stocks in years of it
         (heavy stock in years of the heavy grades' demand).
Limits   A transit is none, or a day and more. A converter behind a transit keeps at least the
         oxide it needs to run above the demand: ``transit_out * (converter_rate - 1)``.
"""

from dataclasses import dataclass

import numpy as np

from models.formula import Array

PLENTY = 1e6  # a rate that limits nothing
NEVER = np.inf
Number = Array | float


@dataclass(frozen=True)
class Chain:
    """What a deal's chain can pass and hold. Rates at 1 just serve the demand."""

    heavy_share: Number = 0.0  # of demand that needs heavy rare earths
    feed_rate: Number = PLENTY  # of IREL's own oxide
    import_rate: Number = 0.0  # of oxide that is always bought abroad
    oxide_border_rate: Number = PLENTY  # across the border and on the way out
    converter_rate: Number = PLENTY  # of the plant that makes metal and magnets
    heavy_rate: Number = PLENTY  # of heavy input, as a share of what heavy grades need
    magnet_border_rate: Number = PLENTY  # of each product, as a share of its demand
    second_rate: Number = 0.0  # of magnets from elsewhere, as a share of each product's demand
    oxide_stock_india: Number = 0.0
    oxide_stock_converter: Number = 0.0
    heavy_stock: Number = 0.0
    magnet_stock_converter: Number = 0.0
    magnet_stock_india: Number = 0.0
    transit_out: Number = 0.0
    transit_back: Number = 0.0


@dataclass(frozen=True)
class Strike:
    """How a hazard reaches one node of one deal, and what its clauses make of it.

    ``lost`` is the share of the node's capacity that goes (0: removed, by a clause or a choice);
    it is felt once the hazard has lasted ``late`` and until it has lasted ``cut``. Strikes on one
    node multiply, except ``blocking`` ones, of which the worst counts.
    """

    hazard: str
    node: str
    lost: Number
    late: Number = 0.0
    cut: Number = NEVER
    blocking: bool = False
    covered_after: Number = NEVER  # of ``feed``: when imported oxide takes over
