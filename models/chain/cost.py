"""The cost criterion: the price per kilogram at which whoever makes the magnets earns its return.

Every cost is a present value over the present value of kilograms, so the parts add up to the whole.
Royalty, incentive and income tax depend on the price they help to set: the price is solved
(``required_price``), not guessed.

Shapes   Yearly payments (n, t); levelised parts (n, 1).
Units    USD/kg of finished magnet delivered to an Indian buyer, 2025 money; payments kUSD/a in
         2025 money, flows kINR/a of the day.
Sources  Cost-recovery levelised price as in the System Advisor Model; the oxide is charged at what
         it would fetch in the market, unless ``oxide_at_cost`` says at what it costs IREL.
Limits   Guarantees of the government and its share of a high price are left out: they change who
         pays, not what it takes.
"""

import numpy as np

from models.chain.arrays import changes, shifted
from models.formula import Array, flow, formula


def levelised(payment: Array, weight: Array) -> Array:
    """Present value of a yearly payment, per kilogram."""
    shape = np.broadcast_shapes(payment.shape, weight.shape)
    whole = np.broadcast_to(payment, shape), np.broadcast_to(weight, shape)
    return np.einsum("nt,nt->n", *whole)[:, None]


@formula(unit="t*INR/USD", source="definition")
def worth_of_price(
    magnet_output: Array, dollar_rate: Array, discount_factor: Array, period: Array
) -> Array:
    """What one dollar of 2025 on every kilogram is worth today, in rupees."""
    return np.sum(magnet_output * dollar_rate * discount_factor * period, axis=1, keepdims=True)


@formula(unit="a*USD/t/INR", source="definition")
def rupee_weight(discount_factor: Array, period: Array, worth_of_price: Array) -> Array:
    """Turns rupees of a year into a cost per kilogram."""
    return discount_factor * period / worth_of_price


@formula(unit="a/t", source="definition")
def levelising_weight(rupee_weight: Array, dollar_rate: Array) -> Array:
    """Turns dollars of 2025, paid in a year, into a cost per kilogram."""
    return rupee_weight * dollar_rate


@formula(unit="USD/kg", source="definition")
def oxide_charge(oxide_price: Array, oxide_cash_cost: Array, oxide_at_cost: Array) -> Array:
    """What the criterion charges for IREL's oxide: its market price, or what it costs to make."""
    return oxide_price + oxide_at_cost * (oxide_cash_cost - oxide_price)


@formula(unit="kUSD/a", source="definition")
def oxide_payment(
    irel_oxide_used: Array, imported_oxide_used: Array, oxide_charge: Array, oxide_price: Array
) -> Array:
    """All the oxide, at the price it would fetch in the market."""
    return irel_oxide_used * oxide_charge + imported_oxide_used * oxide_price


@formula(unit="kUSD/a", source="AN02")
def premium_payment(imported_oxide_used: Array, oxide_price: Array, oxide_premium: Array) -> Array:
    """Premium over the market price for oxide bought outside India and China."""
    return imported_oxide_used * oxide_price * oxide_premium


@formula(unit="USD/kg", source="definition")
def heavy_value(
    dysprosium_need: Array,
    dysprosium_price: Array,
    terbium_need: Array,
    terbium_price: Array,
    heavy_premium: Array,
) -> Array:
    """Imported dysprosium and terbium in one kilogram of magnet, at the price outside China."""
    chinese = dysprosium_need * dysprosium_price + terbium_need * terbium_price
    return chinese * heavy_premium


@formula(unit="kUSD/a", source="definition")
def heavy_payment(magnet_output: Array, heavy_value: Array) -> Array:
    """Dysprosium and terbium, always imported."""
    return magnet_output * heavy_value


@formula(unit="USD/kg", source="definition")
def oxide_value(oxide_price: Array, oxide_per_magnet: Array) -> Array:
    """Market value of the oxide that goes into one kilogram of magnet."""
    return oxide_price * oxide_per_magnet


@formula(unit="kINR", source="definition")
def working_capital_needed(
    magnet_output: Array,
    oxide_value: Array,
    heavy_value: Array,
    oxide_stock: Array,
    heavy_stock: Array,
    magnet_stock: Array,
    chinese_magnet_price: Array,
    material_in_process: Array,
    dollar_rate: Array,
) -> Array:
    """Money tied up in stocks, in material on its way and in what buyers owe."""
    materials = oxide_value + heavy_value
    tied_up = oxide_value * oxide_stock + heavy_value * heavy_stock
    tied_up = tied_up + chinese_magnet_price * magnet_stock + materials * material_in_process
    return magnet_output * tied_up * dollar_rate


@flow(payer="vehicle", payee="outside", tax="stock", unit="kINR/a", source="definition")
def stock_change(working_capital_needed: Array, period: Array) -> Array:
    """Money that stocks take up when they grow, and give back when they shrink."""
    return changes(shifted(working_capital_needed, 1)) / period


@formula(unit="USD/kg", source="definition")
def oxide_cost(oxide_payment: Array, levelising_weight: Array) -> Array:
    """NdPr oxide at its market value."""
    return levelised(oxide_payment, levelising_weight)


@formula(unit="USD/kg", source="definition")
def premium_cost(premium_payment: Array, levelising_weight: Array) -> Array:
    """Premium on the oxide that has to be imported."""
    return levelised(premium_payment, levelising_weight)


@formula(unit="USD/kg", source="definition")
def heavy_cost(heavy_payment: Array, levelising_weight: Array) -> Array:
    """Dysprosium and terbium."""
    return levelised(heavy_payment, levelising_weight)


@formula(unit="USD/kg", source="definition")
def metal_cost(metal_payment: Array, levelising_weight: Array) -> Array:
    """Oxide to metal."""
    return levelised(metal_payment, levelising_weight)


@formula(unit="USD/kg", source="definition")
def conversion_cost(conversion_payment: Array, levelising_weight: Array) -> Array:
    """Metal to finished magnet: labour, energy, supplies, upkeep."""
    return levelised(conversion_payment, levelising_weight)


@formula(unit="USD/kg", source="definition")
def logistics_cost(freight_payment: Array, levelising_weight: Array) -> Array:
    """Freight and insurance."""
    return levelised(freight_payment, levelising_weight)


@formula(unit="USD/kg", source="definition")
def duty_cost(duty_payment: Array, levelising_weight: Array) -> Array:
    """Indian customs duty."""
    return levelised(duty_payment, levelising_weight)


@formula(unit="USD/kg", source="definition")
def stock_cost(stock_change: Array, rupee_weight: Array) -> Array:
    """Money tied up in stocks and material on its way, until it is given back."""
    return levelised(stock_change, rupee_weight)


@formula(unit="USD/kg", source="definition")
def cost_before_sales(
    oxide_cost: Array,
    premium_cost: Array,
    heavy_cost: Array,
    metal_cost: Array,
    conversion_cost: Array,
    capital_cost: Array,
    know_how_cost: Array,
    toll_cost: Array,
    import_cost: Array,
    logistics_cost: Array,
    duty_cost: Array,
    stock_cost: Array,
) -> Array:
    """All costs that do not depend on the price of the magnets, before loan and tax."""
    materials = oxide_cost + premium_cost + heavy_cost + metal_cost + import_cost
    making = conversion_cost + capital_cost + know_how_cost + toll_cost
    return materials + making + logistics_cost + duty_cost + stock_cost
