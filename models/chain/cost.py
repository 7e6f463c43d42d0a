"""The cost criterion: the price per kilogram at which whoever makes the magnets earns its return.

Every cost is a present value over the present value of kilograms, so the parts add up to the whole.
Royalty and sales incentive depend on the price they help to set: the price is solved, not guessed.

Shapes   Yearly payments (n, t); levelised parts and the price (n, 1).
Units    USD/kg of finished magnet delivered to an Indian buyer, 2025 money.
Sources  Cost-recovery levelised price as in the System Advisor Model; the oxide is charged at what
         it would fetch in the market.
Limits   Before income tax; the full ledger of every party's cash comes with later versions.
"""

import numpy as np

from models.formula import Array, flow, formula


def levelised(payment: Array, levelising_weight: Array) -> Array:
    """Present value of a yearly payment, per kilogram."""
    return np.einsum("nt,nt->n", payment, levelising_weight)[:, None]


@formula(unit="a/t", source="definition")
def levelising_weight(discount_factor: Array, period: Array, lifetime_output: Array) -> Array:
    """Discounted years over discounted kilograms: turns payments into a cost per kilogram."""
    return discount_factor * period / lifetime_output


@flow(payer="vehicle", payee="irel", unit="kUSD/a", source="definition")
def oxide_payment(irel_oxide_used: Array, imported_oxide_used: Array, oxide_price: Array) -> Array:
    """All the oxide, at the price it would fetch in the market."""
    return (irel_oxide_used + imported_oxide_used) * oxide_price


@flow(payer="vehicle", payee="outside", unit="kUSD/a", source="AN02")
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


@flow(payer="vehicle", payee="outside", unit="kUSD/a", source="definition")
def heavy_payment(magnet_output: Array, heavy_value: Array) -> Array:
    """Dysprosium and terbium, always imported."""
    return magnet_output * heavy_value


@formula(unit="kUSD/a", source="definition")
def stock_payment(
    magnet_output: Array,
    oxide_value: Array,
    heavy_value: Array,
    oxide_stock: Array,
    heavy_stock: Array,
    magnet_stock: Array,
    chinese_magnet_price: Array,
    material_in_process: Array,
    owner_return: Array,
    period: Array,
) -> Array:
    """Return on the money tied up in stocks and in material on its way."""
    materials = oxide_value + heavy_value
    tied_up = oxide_value * oxide_stock + heavy_value * heavy_stock
    tied_up = tied_up + chinese_magnet_price * magnet_stock + materials * material_in_process
    return magnet_output * tied_up * owner_return / period


@formula(unit="USD/kg", source="definition")
def oxide_value(oxide_price: Array, oxide_per_magnet: Array) -> Array:
    """Market value of the oxide that goes into one kilogram of magnet."""
    return oxide_price * oxide_per_magnet


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
def stock_cost(stock_payment: Array, levelising_weight: Array) -> Array:
    """Money tied up in stocks and material on its way."""
    return levelised(stock_payment, levelising_weight)
