"""Steps that move to India after the first sale: metal making, and alloy and sintered blocks.

Until a step is made at home it is bought abroad. A step that comes later than promised costs
damages for every year it is late.

Shapes   Delays (n, 1); shares and payments (n, t).
Units    kUSD/a in 2025 money; flows kINR/a of the day; delays in years.
Sources  Form: technology contracts of Indian public companies; amounts: terms and judgement.
Limits   The oxide is the same wherever the step is made; a delay does not stop production.
"""

import numpy as np
from pydantic import BaseModel

from models.chain.arrays import bounded
from models.chain.calendar import share_of_year
from models.chain.cost import levelised
from models.formula import Array, formula
from models.terms import number

LOCALISATION = "Steps made in India"


class LocalisationTerms(BaseModel):
    """When the steps before the magnet are made in India, and what a delay costs."""

    metal_at_home_after: float = number(
        0.0,
        label="Metal made in India, years after the first sale",
        unit="1",
        low=0.0,
        high=10.0,
        step=0.5,
        group=LOCALISATION,
        source="AN02",
        grade="D",
        help="0: from the first day. Until then the metal is made abroad from the same oxide.",
    )
    blocks_at_home_after: float = number(
        0.0,
        label="Sintered blocks made in India, years after the first sale",
        unit="1",
        low=0.0,
        high=10.0,
        step=0.5,
        group=LOCALISATION,
        source="AN02",
        grade="D",
        help="0: from the first day. Until then alloy and blocks come from abroad and are only "
        "cut, coated and tested in India.",
    )
    localisation_damages: float = number(
        0.0,
        label="Damages for a step that is late",
        unit="MUSD/a",
        low=0.0,
        high=20.0,
        step=0.5,
        group=LOCALISATION,
        source="AN02",
        grade="D",
        help="For every step and every year of delay. Paid by who brings the know-how; a foreign "
        "owner pays the government.",
    )


def at_home(year: Array, start_year: Array, after: Array, slip: Array) -> Array:
    """Share of each year's production for which a step is made at home."""
    if not after.any():
        return np.ones((1, 1))
    delay = after + np.where(after > 0.0, slip, 0.0)
    worked = bounded(year - start_year, 0.0, 1.0)
    made = bounded(year - start_year - delay, 0.0, 1.0)
    return np.where(worked > 0.0, made / np.where(worked > 0.0, worked, 1.0), 1.0)


@formula(unit="1", source="definition")
def metal_at_home(
    year: Array,
    start_year: Array,
    metal_at_home_after: Array,
    localisation_slip: Array,
    period: Array,
) -> Array:
    """Share of the metal that is made in India."""
    return at_home(year, start_year, metal_at_home_after, localisation_slip / period)


@formula(unit="1", source="definition")
def blocks_at_home(
    year: Array,
    start_year: Array,
    blocks_at_home_after: Array,
    localisation_slip: Array,
    period: Array,
) -> Array:
    """Share of alloy and sintered blocks that is made in India."""
    return at_home(year, start_year, blocks_at_home_after, localisation_slip / period)


@formula(unit="kUSD/a", source="definition")
def imported_metal_payment(
    magnet_output: Array,
    metal_charged: Array,
    imported_metal_conversion: Array,
    metal_at_home: Array,
    magnet_duty: Array,
) -> Array:
    """Metal made abroad, with duty, until it is made in India."""
    abroad = magnet_output * metal_charged * (1.0 - metal_at_home)
    return abroad * imported_metal_conversion * (1.0 + magnet_duty)


@formula(unit="kUSD/a", source="definition")
def imported_block_payment(
    magnet_output: Array,
    imported_block_conversion: Array,
    blocks_at_home: Array,
    magnet_duty: Array,
) -> Array:
    """Alloy and sintered blocks made abroad, with duty, until they are made in India."""
    abroad = magnet_output * (1.0 - blocks_at_home)
    return abroad * imported_block_conversion * (1.0 + magnet_duty)


@formula(unit="kUSD/a", source="definition")
def damages(
    year: Array,
    start_year: Array,
    metal_at_home_after: Array,
    blocks_at_home_after: Array,
    localisation_slip: Array,
    localisation_damages: Array,
    period: Array,
) -> Array:
    """Damages for steps made at home later than promised."""
    late = np.zeros((1, 1))
    if not localisation_damages.any():
        return late
    for after in (metal_at_home_after, blocks_at_home_after):
        slip = np.where(after > 0.0, localisation_slip / period, 0.0)
        late = late + share_of_year(year, start_year + after, slip)
    return late * localisation_damages


@formula(unit="kUSD/a", source="definition")
def damages_received(damages: Array) -> Array:
    """Damages that the maker of the magnets gets from who brings the know-how."""
    return damages


@formula(unit="USD/kg", source="definition")
def conversion_cost(
    conversion_payment: Array, damages_received: Array, levelising_weight: Array
) -> Array:
    """Metal to finished magnet: labour, energy, supplies, upkeep; less damages for late steps."""
    return levelised(conversion_payment - damages_received, levelising_weight)
