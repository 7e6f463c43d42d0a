"""The plant as an investment: outlay over the years of building, subsidy, renewal, what is left.

Shapes   Totals (n, 1); yearly money (n, t).
Units    ``*_payment`` kUSD/a in 2025 money; flows and depreciation kINR/a of the day.
Sources  Capital: Asian plants and the Indian scheme's implied investment; rates: rows.
Limits   One line of one capacity; one renewal, at half of the plant's life.
"""

import numpy as np

from models.chain.arrays import NOTHING
from models.chain.calendar import at, share_of_year
from models.chain.production import MONTHS_PER_YEAR
from models.chain.written_down import depreciation_from, in_use
from models.formula import Array, flow, formula

SHORTEST_BUILDING = 1.0 / 12.0  # a: a plant that needs no building is paid for within a month


@formula(unit="kUSD", source="mem_peters")
def capital_expenditure(
    capital_intensity: Array,
    reference_capacity: Array,
    capacity: Array,
    scale_exponent: Array,
    capital_overrun: Array,
    equipment_saving: Array,
) -> Array:
    """Investment from oxide to magnet: a reference plant, scaled, with overrun."""
    scale = (capacity / reference_capacity) ** scale_exponent
    reference = capital_intensity * reference_capacity
    return reference * scale * capital_overrun * (1.0 - equipment_saving)


@formula(unit="1", source="AN02")
def equipment_saving(chinese_equipment: Array, chinese_equipment_discount: Array) -> Array:
    """Share of the investment saved with Chinese-made equipment."""
    return chinese_equipment * chinese_equipment_discount


@formula(unit="1", source="AN02")
def procurement_saving(chinese_equipment: Array, chinese_equipment_speed: Array) -> Array:
    """Share of the delivery time of equipment saved with Chinese-made equipment."""
    return chinese_equipment * chinese_equipment_speed


@formula(unit="1", source="definition")
def building_share(
    year: Array, engineering_finish: Array, stall_delay: Array, first_magnets: Array
) -> Array:
    """Share of the investment paid in each year: evenly from engineering to first magnets."""
    start = (engineering_finish + stall_delay) / MONTHS_PER_YEAR
    end = first_magnets / MONTHS_PER_YEAR
    length = np.maximum(end - start, SHORTEST_BUILDING)
    return share_of_year(year, end - length, length) / length


@formula(unit="kUSD/a", source="definition")
def capital_payment(capital_expenditure: Array, building_share: Array, period: Array) -> Array:
    """Investment paid in each year of building."""
    return capital_expenditure / period * building_share


@formula(unit="kUSD/a", source="AN02")
def renewal_payment(
    capital_expenditure: Array,
    renewal_share: Array,
    year: Array,
    start_year: Array,
    operating_years: Array,
    period: Array,
) -> Array:
    """Furnaces and machines renewed once, at half of the plant's life."""
    moment = start_year + operating_years / 2.0
    return capital_expenditure / period * renewal_share * at(year, moment)


@flow(payer="vehicle", payee="outside", tax="capital", unit="kINR/a", source="definition")
def plant_outlay(capital_payment: Array, renewal_payment: Array, dollar_rate: Array) -> Array:
    """Plant and equipment, and their renewal."""
    return (capital_payment + renewal_payment) * dollar_rate


@flow(payer="outside", payee="vehicle", tax="disposal", unit="kINR/a", source="AN02")
def salvage_receipt(
    capital_expenditure: Array,
    salvage_share: Array,
    year: Array,
    start_year: Array,
    operating_years: Array,
    dollar_rate: Array,
    period: Array,
) -> Array:
    """What the plant fetches when it closes, taxed as income."""
    closing = at(year, start_year + operating_years)
    return capital_expenditure / period * salvage_share * closing * dollar_rate


@flow(payer="government", payee="vehicle", tax="subsidy", unit="kINR/a", source="MKT030")
def capital_subsidy(
    scheme_winner: Array,
    subsidy_rate: Array,
    subsidy_cap: Array,
    scheme_capacity: Array,
    capital_payment: Array,
    dollar_rate: Array,
    first_use: Array,
    period: Array,
) -> Array:
    """Capital subsidy of the Indian magnet scheme, for its winners, when the plant is first used.

    A share of the investment, up to an amount for each yearly tonne awarded.
    """
    if not scheme_winner.any():
        return NOTHING
    spent = np.sum(capital_payment * dollar_rate, axis=1, keepdims=True)
    ceiling = subsidy_cap * scheme_capacity / period
    return scheme_winner * np.minimum(subsidy_rate * spent, ceiling) * first_use


@formula(unit="kINR/a", source="MEM21")
def plant_written_down(
    plant_outlay: Array,
    capital_subsidy: Array,
    know_how_outlay: Array,
    buildings_share: Array,
    building_depreciation: Array,
    plant_depreciation: Array,
    know_how_depreciation: Array,
    first_use: Array,
    late_first_use: Array,
    operating_fraction: Array,
) -> Array:
    """Depreciation of plant and know-how, while the plant works; the subsidy lowers its base."""
    spent = in_use(plant_outlay - capital_subsidy, first_use)
    plant = depreciation_from(spent * (1.0 - buildings_share), late_first_use, plant_depreciation)
    buildings = depreciation_from(spent * buildings_share, late_first_use, building_depreciation)
    known = in_use(know_how_outlay, first_use) if know_how_outlay.any() else know_how_outlay
    know_how = depreciation_from(known, late_first_use, know_how_depreciation)
    return (plant + buildings + know_how) * (operating_fraction > 0.0)


@formula(unit="kINR/a", source="MEM21")
def interest_written_down(
    capitalised_interest: Array,
    plant_depreciation: Array,
    first_use: Array,
    late_first_use: Array,
    operating_fraction: Array,
) -> Array:
    """Depreciation of the interest that was added to the cost of the plant."""
    if not capitalised_interest.any():
        return NOTHING
    entered = in_use(capitalised_interest, first_use)
    written = depreciation_from(entered, late_first_use, plant_depreciation)
    return written * (operating_fraction > 0.0)


@formula(unit="kINR/a", source="definition")
def book_depreciation(
    plant_outlay: Array,
    capital_subsidy: Array,
    capitalised_interest: Array,
    know_how_outlay: Array,
    first_use: Array,
    operating_fraction: Array,
    operating_years: Array,
) -> Array:
    """Depreciation in the accounts: all that is spent, evenly over the years of work then left."""
    spent = plant_outlay + capitalised_interest + know_how_outlay - capital_subsidy
    worked = np.cumsum(operating_fraction, axis=1) - operating_fraction
    left = np.maximum(operating_years - worked, operating_fraction)
    entered = in_use(spent, first_use) / np.where(left > 0.0, left, 1.0)
    return np.cumsum(entered, axis=1) * operating_fraction


@formula(unit="USD/kg", source="definition")
def capital_cost(
    capital_payment: Array,
    renewal_payment: Array,
    levelising_weight: Array,
    capital_subsidy: Array,
    salvage_receipt: Array,
    rupee_weight: Array,
) -> Array:
    """Plant and equipment, less the subsidy and what is left in the end."""
    paid = np.einsum("nt,nt->n", capital_payment + renewal_payment, levelising_weight)
    received = np.einsum("nt,nt->n", capital_subsidy + salvage_receipt, rupee_weight)
    return (paid - received)[:, None]
