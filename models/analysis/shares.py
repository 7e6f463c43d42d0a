"""Who gets what of a deal: the government's take, and the value that stays in India.

    government take = PV(government) / PV(IREL + partner + government + lender), one common rate
    domestic value  = (sales - imports - fees paid abroad) / sales, all as present values

A share is not a number in draws in which what is shared is not above zero.

Shapes   (n,) inside; quantiles outside.
Units    Shares 0..1.
Sources  Finance literature; domestic value as in the Indian order on public procurement (local
         content), and a stricter one that also takes off dividends and interest paid abroad.
Limits   Imported equipment and consumables are not counted: no source gives their share.
"""

from dataclasses import dataclass

import numpy as np

from models.analysis.money import Quantiles, quantiles, whole
from models.explain import Traced
from models.formula import Array

COMMON = "government_discount"
SHARING = ("irel", "partner", "government", "lender")
ABROAD = ("oxide_imports", "heavy_imports", "licence_fee", "service_fee", "royalty", "toll_fees")
IMPORTED_STEPS = ("imported_metal_payment", "imported_block_payment")
OWNERS_ABROAD = ("partner_dividend", "dividend_tax")


@dataclass(frozen=True)
class Share:
    """A share over draws, and in which part of them it means something."""

    spread: Quantiles | None
    defined: float


@dataclass(frozen=True)
class Shares:
    """How a deal's worth is shared."""

    government: Share
    state: Share  # with what IREL gets: the government owns it
    domestic: Share
    national: Share  # without what owners abroad are paid


def shares(traced: Traced) -> Shares | None:
    """Shares of a deal; none without a magnet business."""
    if "operating_income" not in traced.values:
        return None
    worth = {party: _present(traced, f"{party}_net") for party in SHARING}
    total = sum(worth.values(), np.zeros(1))
    sales = _present(traced, "magnet_sales") + _present(traced, "magnet_exports")
    abroad = sum((_present(traced, name) for name in ABROAD), np.zeros(1)) + _steps(traced)
    owners = sum((_present(traced, name) for name in OWNERS_ABROAD), np.zeros(1))
    return Shares(
        government=_share(worth["government"], total),
        state=_share(worth["government"] + worth["irel"], total),
        domestic=_share(sales - abroad, sales),
        national=_share(sales - abroad - owners, sales),
    )


def _present(traced: Traced, name: str) -> Array:
    if name not in traced.values:
        return np.zeros(1)
    return np.asarray(np.sum(whole(traced, name) * whole(traced, COMMON), axis=1))


def _steps(traced: Traced) -> Array:
    """Steps bought abroad, which the ledger has within the cost of making."""
    paid = np.zeros(1)
    for name in IMPORTED_STEPS:
        if name in traced.values:
            yearly = whole(traced, name) * whole(traced, "dollar_rate") * whole(traced, COMMON)
            paid = paid + np.sum(yearly, axis=1)
    return paid


def _share(part: Array, total: Array) -> Share:
    part, total = np.broadcast_arrays(part, total)
    known = total > 0.0
    found = part[known] / total[known]
    return Share(quantiles(found) if known.any() else None, float(known.mean()))
