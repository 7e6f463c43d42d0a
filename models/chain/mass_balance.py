"""Mass balance: from finished magnets back to the oxide that has to be supplied.

    oxide -> metal -> alloy -> sintered block -> finished magnet
      ^                             |
      +---- swarf, recovered -------+

Shapes   Composition (n, 1); quantities that improve with experience (n, t).
Units    kg of input per kg of finished magnet; fractions of magnet mass; yields and shares 0..1.
Raises   Nothing: yields of zero and grade mixes of zero are refused where they enter.
Sources  Atomic weights: IUPAC standard atomic weights; step yields: rows of the dataset.
Limits   Heavy rare earths (Dy, Tb) have their own balance and no swarf return.
"""

import numpy as np

from models.formula import Array, formula

# kg/kmol, IUPAC (``iupac_weights``)
NEODYMIUM, PRASEODYMIUM, DYSPROSIUM, TERBIUM = 144.242, 140.908, 162.500, 158.925
OXYGEN = 15.999
ND2O3_PER_ND = (2 * NEODYMIUM + 3 * OXYGEN) / (2 * NEODYMIUM)  # 1.1664
PR6O11_PER_PR = (6 * PRASEODYMIUM + 11 * OXYGEN) / (6 * PRASEODYMIUM)  # 1.2082
DY2O3_PER_DY = (2 * DYSPROSIUM + 3 * OXYGEN) / (2 * DYSPROSIUM)  # 1.1477
TB4O7_PER_TB = (4 * TERBIUM + 7 * OXYGEN) / (4 * TERBIUM)  # 1.1762


@formula(unit="1", source="definition")
def grade_total(
    grade_n: Array, grade_h: Array, grade_sh: Array, grade_uh: Array, grade_eh: Array
) -> Array:
    """Sum of the parts of the grade mix."""
    return grade_n + grade_h + grade_sh + grade_uh + grade_eh


@formula(unit="1", source="definition")
def heavy_share(grade_n: Array, grade_total: Array) -> Array:
    """Share of the magnets that needs dysprosium or terbium: all families but N."""
    return 1.0 - grade_n / grade_total


@formula(unit="kg/kg", source="definition")
def light_fraction(
    grade_n: Array,
    grade_h: Array,
    grade_sh: Array,
    grade_uh: Array,
    grade_eh: Array,
    light_fraction_n: Array,
    light_fraction_h: Array,
    light_fraction_sh: Array,
    light_fraction_uh: Array,
    light_fraction_eh: Array,
    grade_total: Array,
) -> Array:
    """Neodymium and praseodymium in the average magnet of the mix."""
    mass = grade_n * light_fraction_n + grade_h * light_fraction_h + grade_sh * light_fraction_sh
    return (mass + grade_uh * light_fraction_uh + grade_eh * light_fraction_eh) / grade_total


@formula(unit="kg/kg", source="definition")
def dysprosium_fraction(
    grade_n: Array,
    grade_h: Array,
    grade_sh: Array,
    grade_uh: Array,
    grade_eh: Array,
    dysprosium_n: Array,
    dysprosium_h: Array,
    dysprosium_sh: Array,
    dysprosium_uh: Array,
    dysprosium_eh: Array,
    grade_total: Array,
) -> Array:
    """Dysprosium in the average magnet of the mix."""
    mass = grade_n * dysprosium_n + grade_h * dysprosium_h + grade_sh * dysprosium_sh
    return (mass + grade_uh * dysprosium_uh + grade_eh * dysprosium_eh) / grade_total


@formula(unit="kg/kg", source="definition")
def terbium_fraction(
    grade_h: Array,
    grade_sh: Array,
    grade_uh: Array,
    grade_eh: Array,
    terbium_h: Array,
    terbium_sh: Array,
    terbium_uh: Array,
    terbium_eh: Array,
    grade_total: Array,
) -> Array:
    """Terbium in the average magnet of the mix; family N has none."""
    mass = grade_h * terbium_h + grade_sh * terbium_sh
    return (mass + grade_uh * terbium_uh + grade_eh * terbium_eh) / grade_total


@formula(unit="kg/kg", source="iupac_weights")
def oxide_per_metal(neodymium_share: Array) -> Array:
    """Oxide that holds one kilogram of NdPr metal, before losses."""
    return neodymium_share * ND2O3_PER_ND + (1.0 - neodymium_share) * PR6O11_PER_PR


@formula(unit="1", source="definition")
def alloy_yield(
    sintering_yield: Array,
    machining_yield: Array,
    inspection_yield: Array,
    yield_maturity: Array,
) -> Array:
    """Finished magnet per kilogram charged to the alloy furnace, lower while a plant learns."""
    return sintering_yield * machining_yield * inspection_yield * yield_maturity


@formula(unit="kg/kg", source="definition")
def metal_charged(light_fraction: Array, alloy_yield: Array) -> Array:
    """NdPr metal charged to the furnace for one kilogram of finished magnet."""
    return light_fraction / alloy_yield


@formula(unit="kg/kg", source="definition")
def swarf_metal(metal_charged: Array, light_fraction: Array) -> Array:
    """NdPr metal that leaves as swarf and rejects for one kilogram of finished magnet."""
    return metal_charged - light_fraction


@formula(unit="kg/kg", source="definition")
def oxide_recovered(
    swarf_metal: Array, swarf_return_share: Array, swarf_recovery: Array, oxide_per_metal: Array
) -> Array:
    """Oxide won back from swarf and used again, for one kilogram of finished magnet."""
    return swarf_metal * swarf_return_share * swarf_recovery * oxide_per_metal


@formula(unit="kg/kg", source="definition")
def oxide_per_magnet(
    metal_charged: Array, oxide_per_metal: Array, electrolysis_yield: Array, oxide_recovered: Array
) -> Array:
    """New NdPr oxide needed for one kilogram of finished magnet."""
    return metal_charged * oxide_per_metal / electrolysis_yield - oxide_recovered


@formula(unit="kg/kg", source="definition")
def dysprosium_need(dysprosium_fraction: Array, alloy_yield: Array) -> Array:
    """Dysprosium oxide bought for one kilogram of finished magnet."""
    return dysprosium_fraction * DY2O3_PER_DY / alloy_yield


@formula(unit="kg/kg", source="definition")
def terbium_need(terbium_fraction: Array, alloy_yield: Array) -> Array:
    """Terbium oxide bought for one kilogram of finished magnet."""
    return terbium_fraction * TB4O7_PER_TB / alloy_yield


@formula(unit="1", source="mem_merrow")
def yield_maturity(
    first_year_yield: Array,
    utilisation: Array,
    operating_fraction: Array,
    mature_utilisation: Array,
) -> Array:
    """Yield as a share of the mature yield: rises with the rate at which the line runs."""
    rate = utilisation / np.where(operating_fraction > 0.0, operating_fraction, 1.0)
    return first_year_yield + (1.0 - first_year_yield) * np.minimum(rate / mature_utilisation, 1.0)
