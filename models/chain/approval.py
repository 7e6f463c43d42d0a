"""Whose approval IREL needs for the money it puts in, as a company owned by the government.

    own plant   up to min(limit, net worth) its board decides
    one venture up to min(share of net worth, limit) its board decides

above it the ministry in charge, and above a further limit the cabinet.

Shapes   (n, 1).
Units    kINR; net worth and limits of the day.
Sources  Powers of Miniratna companies as quoted in a circular of 2008 from orders of August 2005,
         and of ministries as recalled: to be confirmed.
Limits   IREL's category is not published; all its ventures together are not known.
"""

import numpy as np

from models.formula import Array, formula

BOARD, MINISTRY, CABINET = 0.0, 1.0, 2.0


@formula(unit="kINR", source="definition")
def irel_commitment(loan_uses: Array, period: Array) -> Array:
    """Money that IREL commits: plant and know-how, however they are financed."""
    return np.sum(loan_uses * period, axis=1, keepdims=True)


@formula(unit="kINR", source="MEM24")
def board_limit(board_capital_limit: Array, irel_net_worth: Array) -> Array:
    """Most that IREL's board may commit on its own to a plant of IREL's."""
    return np.minimum(board_capital_limit, irel_net_worth)


@formula(unit="1", source="MEM25")
def approval_level(irel_commitment: Array, board_limit: Array, cabinet_limit: Array) -> Array:
    """0 if IREL's board may decide, 1 if the ministry has to, 2 if it takes the cabinet."""
    above = np.where(irel_commitment > board_limit, MINISTRY, BOARD)
    return np.where(irel_commitment > np.maximum(cabinet_limit, board_limit), CABINET, above)


def venture_limit(limit: Array, net_worth: Array, share: Array) -> Array:
    """Most that the board may put into one venture."""
    return np.minimum(limit, net_worth * share)
