"""IREL's oxide as a path over the years: output, stock, what the Indian scheme takes, what is left.

Shapes   Parameters (n, 1); paths (n, t).
Units    t/a.
Sources  Output of the fiscal years 2026, 2027 and 2031: statements of IREL (rows of the dataset).
Limits   Output between the stated years is a straight line, and flat after the last.
"""

import numpy as np

from models.chain.arrays import bounded
from models.chain.calendar import share_of_year
from models.formula import Array, formula

# Middle of the Indian fiscal years (April to March) in which an output was stated, as dates.
FY26, FY27, FY31 = 2025.75, 2026.75, 2030.75


@formula(unit="t/a", source="MKT008")
def irel_output(
    calendar_year: Array,
    period: Array,
    irel_output_fy26: Array,
    irel_output_fy27: Array,
    irel_output_fy31: Array,
    irel_capacity: Array,
    irel_expansion: Array,
) -> Array:
    """NdPr oxide IREL makes: the stated path, never above its capacity as expanded by 2031."""
    date = calendar_year / period
    early = bounded((date - FY26) / (FY27 - FY26), 0.0, 1.0)
    late = bounded((date - FY27) / (FY31 - FY27), 0.0, 1.0)
    path = irel_output_fy26 + early * (irel_output_fy27 - irel_output_fy26)
    path = path + late * (irel_output_fy31 - irel_output_fy27)
    return np.minimum(path, irel_capacity * (1.0 + late * irel_expansion))


@formula(unit="t/a", source="MKT030")
def scheme_claim(
    calendar_year: Array,
    scheme_start: Array,
    scheme_allotment: Array,
    scheme_uptake: Array,
    irel_output: Array,
) -> Array:
    """Oxide that the winners of the Indian magnet scheme take first, once their plants run."""
    claim = np.minimum(scheme_allotment * scheme_uptake, irel_output)
    return np.where(calendar_year >= scheme_start, claim, 0.0 * claim)


@formula(unit="t/a", source="definition")
def stock_release(
    irel_stock: Array, stock_release_years: Array, year: Array, start_year: Array, period: Array
) -> Array:
    """IREL's stock of oxide, fed in evenly over the first years of production."""
    active = share_of_year(year, start_year, stock_release_years)
    return irel_stock / (stock_release_years * period) * active


@formula(unit="t/a", source="definition")
def oxide_available(
    irel_output: Array,
    scheme_claim: Array,
    scheme_winner: Array,
    scheme_winners_fed: Array,
    stock_release: Array,
    oxide_share: Array,
) -> Array:
    """IREL oxide open to this deal: a share of what the scheme leaves, or a winner's allotment."""
    free = (irel_output - scheme_claim + stock_release) * oxide_share
    return free + scheme_winner * scheme_claim / scheme_winners_fed


@formula(unit="t/a", source="definition")
def oxide_needed(planned_output: Array, oxide_per_magnet: Array) -> Array:
    """Oxide for the planned output of magnets."""
    return planned_output * oxide_per_magnet


@formula(unit="t/a", source="definition")
def irel_oxide_used(oxide_needed: Array, oxide_available: Array, own_feed_share: Array) -> Array:
    """IREL oxide that goes into the magnets."""
    return np.minimum(oxide_needed * (1.0 - own_feed_share), oxide_available)


@formula(unit="t/a", source="definition")
def imported_oxide_used(
    oxide_needed: Array, irel_oxide_used: Array, own_feed_share: Array, top_up: Array
) -> Array:
    """Oxide bought elsewhere: the owner's own feed and, where agreed, what IREL cannot supply."""
    missing = oxide_needed - irel_oxide_used
    return np.where(top_up > 0.0, missing, np.minimum(missing, oxide_needed * own_feed_share))


@formula(unit="1", source="definition")
def own_feed_share() -> Array:
    """Share of the oxide that the owner brings itself: none, unless a structure says otherwise."""
    return np.zeros((1, 1))
