"""What a structure does not have, as zero: so that every structure has the same parts of cost.

Shapes   (1, 1), which broadcasts against everything.
"""

import numpy as np

from models.formula import Array, formula


def nothing() -> Array:
    """A zero that broadcasts."""
    return np.zeros((1, 1))


@formula(unit="kUSD/a", source="definition")
def metal_payment() -> Array:
    """No metal is made by this deal."""
    return nothing()


@formula(unit="kUSD/a", source="definition")
def conversion_payment() -> Array:
    """No plant is run by this deal."""
    return nothing()


@formula(unit="USD/kg", source="definition")
def capital_cost() -> Array:
    """No plant is built by this deal."""
    return nothing()


@formula(unit="USD/kg", source="definition")
def know_how_cost() -> Array:
    """Nobody is paid for know-how."""
    return nothing()


@formula(unit="USD/kg", source="definition")
def toll_cost() -> Array:
    """No fee for conversion."""
    return nothing()


@formula(unit="USD/kg", source="definition")
def import_cost() -> Array:
    """No finished magnets are imported."""
    return nothing()


@formula(unit="1", source="definition")
def royalty_rate() -> Array:
    """No royalty."""
    return nothing()


@formula(unit="USD/kg", source="definition")
def royalty_per_kg() -> Array:
    """No royalty."""
    return nothing()


@formula(unit="kUSD/a", source="definition")
def royalty_base_cost() -> Array:
    """No royalty."""
    return nothing()


@formula(unit="kUSD/a", source="definition")
def royalty_floor() -> Array:
    """No royalty."""
    return nothing()


@formula(unit="kUSD/a", source="definition")
def royalty_cap() -> Array:
    """No royalty."""
    return nothing()


@formula(unit="kUSD", source="definition")
def royalty_lifetime_cap() -> Array:
    """No royalty."""
    return nothing()


@formula(unit="kUSD/a", source="definition")
def royalty_total_cap(royalty_lifetime_cap: Array, period: Array) -> Array:
    """Highest royalty in total, as the sum of yearly payments."""
    return royalty_lifetime_cap / period


@formula(unit="1", source="definition")
def royalty_window() -> Array:
    """No royalty."""
    return nothing()


@formula(unit="USD/kg", source="definition")
def royalty_cost() -> Array:
    """No royalty."""
    return nothing()


@formula(unit="1", source="definition")
def gross_up() -> Array:
    """Nobody's tax is paid by somebody else."""
    return nothing() + 1.0


@formula(unit="kINR/a", source="definition")
def incentive_limit() -> Array:
    """Not open to the sales incentive."""
    return nothing()


@formula(unit="kINR/a", source="definition")
def incentive_total_cap() -> Array:
    """Not open to the sales incentive."""
    return nothing()


@formula(unit="USD/kg", source="definition")
def incentive_cost() -> Array:
    """Not open to the sales incentive."""
    return nothing()


@formula(unit="1", source="definition")
def scheme_winner() -> Array:
    """Not a winner of the Indian scheme."""
    return nothing()


@formula(unit="USD/kg", source="definition")
def loan_cost() -> Array:
    """No loan is taken."""
    return nothing()


@formula(unit="USD/kg", source="definition")
def tax_cost() -> Array:
    """No income tax is in the cost."""
    return nothing()


@formula(unit="1", source="definition")
def gearing() -> Array:
    """No loan is taken."""
    return nothing()


@formula(unit="kINR/a", source="definition")
def salvage_receipt() -> Array:
    """No plant is left in the end."""
    return nothing()


@formula(unit="kINR/a", source="definition")
def interest_payment() -> Array:
    """No loan is taken."""
    return nothing()


@formula(unit="kINR/a", source="definition")
def plant_written_down() -> Array:
    """No plant is written down."""
    return nothing()


@formula(unit="kINR/a", source="definition")
def interest_written_down() -> Array:
    """No loan is taken."""
    return nothing()


@formula(unit="kINR/a", source="definition")
def book_depreciation() -> Array:
    """No plant is written down."""
    return nothing()


@formula(unit="1", source="definition")
def copies_process() -> Array:
    """Customers qualify the plant from scratch."""
    return nothing()


@formula(unit="1", source="definition")
def commissioning_saving() -> Array:
    """No term shortens commissioning."""
    return nothing()


@formula(unit="a", source="definition")
def oxide_stock(oxide_stock_india: Array) -> Array:
    """Oxide in stock, in time of demand."""
    return oxide_stock_india


@formula(unit="a", source="definition")
def magnet_stock(magnet_stock_india: Array) -> Array:
    """Magnets in stock, in time of demand."""
    return magnet_stock_india
