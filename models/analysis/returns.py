"""What a stream of yearly cash returns: internal rate, modified rate, payback, peak funding.

    irr       the rate r at which sum(flow_t / (1 + r)^t) = 0
    mirr      (worth at the end of what came in / worth today of what went out)^(1 / years) - 1
    payback   first moment at which all cash so far is not below zero, straight within a year

An internal rate may not exist or not be the only one; then it is not a number and a reason stands
beside it.

Shapes   Flows (n, t), the first at the effective date; results (n,).
Units    Rates are shares a year, in the money of the flows; payback and years in years.
Sources  finance literature; tests: Excel's and NumPy-Financial's published examples.
Limits   Rates between -95 % and 500 % a year are looked for.
"""

import numpy as np
import numpy.typing as npt

from models.formula import Array

LEAST, MOST = -0.95, 5.0
GRID = 96  # rates at which the present value is looked at before a root is enclosed
ROUNDS = 60  # halvings or steps; six to ten are usual
EXACT = 1e-12  # of log(1 + rate), below which a step has found it
# why there is no single internal rate
UNIQUE, NO_FLOW, NO_OUTLAY, NO_RECEIPT, SEVERAL, BEYOND = range(6)
REASONS = ("unique", "no_flow", "no_outlay", "no_receipt", "several", "beyond")
States = npt.NDArray[np.int_]


def irr(flows: Array) -> tuple[Array, States]:
    """Internal rate of return of each case, and the state it is in.

    Returns
    -------
    rate, state
        Not a number unless the state is UNIQUE.
    """
    state = np.full(len(flows), UNIQUE)
    grid = np.log1p(np.geomspace(1.0 + LEAST, 1.0 + MOST, GRID) - 1.0)
    worth = flows @ np.exp(-np.arange(flows.shape[1])[:, None] * grid)
    positive = worth > 0.0
    turns = positive[:, 1:] != positive[:, :-1]
    count = turns.sum(axis=1)
    state[count == 0] = BEYOND
    state[count > 1] = SEVERAL
    state[~(flows > 0.0).any(axis=1)] = NO_RECEIPT
    state[~(flows < 0.0).any(axis=1)] = NO_OUTLAY
    state[~flows.any(axis=1)] = NO_FLOW
    rate = np.full(len(flows), np.nan)
    found = state == UNIQUE
    if found.any():
        first = np.argmax(turns[found], axis=1)
        rate[found] = np.expm1(_enclosed(flows[found], grid[first], grid[first + 1]))
    return rate, state


def _enclosed(flows: Array, low: Array, high: Array) -> Array:
    """Root in log(1 + rate) between two rates of opposite sign: Newton, kept between the bounds."""
    years = np.arange(float(flows.shape[1]))
    falling = _worth(flows, low, years) > 0.0
    found, where = (low + high) / 2.0, np.arange(len(flows))
    middle = found.copy()
    for _ in range(ROUNDS):
        powers = flows * np.exp(-middle[:, None] * years)
        value, slope = powers.sum(axis=1), -(powers @ years)
        above = (value > 0.0) == falling
        low, high = np.where(above, middle, low), np.where(above, high, middle)
        step = middle - value / np.where(slope != 0.0, slope, np.inf)
        step = np.where((step > low) & (step < high), step, (low + high) / 2.0)
        found[where] = step
        open_ = np.abs(step - middle) > EXACT * (1.0 + np.abs(middle))
        if not open_.any():
            break
        flows, falling, where = flows[open_], falling[open_], where[open_]
        low, high, middle = low[open_], high[open_], step[open_]
    return found


def _worth(flows: Array, rate: Array, years: Array) -> Array:
    return np.asarray(np.sum(flows * np.exp(-rate[:, None] * years), axis=1))


def mirr(flows: Array, finance: Array | float, reinvest: Array | float) -> Array:
    """Modified rate of return: outlays at one rate, receipts reinvested at another.

    Not a number where nothing comes in or nothing goes out.
    """
    years = np.arange(float(flows.shape[1]))
    last = flows.shape[1] - 1.0 - np.argmax(flows[:, ::-1] != 0.0, axis=1)
    cost, gain = (np.log1p(np.broadcast_to(x, len(flows))) for x in (finance, reinvest))
    out = -np.sum(np.minimum(flows, 0.0) * np.exp(-cost[:, None] * years), axis=1)
    left = np.maximum(last[:, None] - years, 0.0)
    back = np.sum(np.maximum(flows, 0.0) * np.exp(gain[:, None] * left), axis=1)
    defined = (out > 0.0) & (back > 0.0) & (last > 0.0)
    ratio = np.divide(back, out, out=np.ones_like(out), where=defined)
    rate = np.expm1(np.log(ratio) / np.maximum(last, 1.0))
    return np.where(defined, rate, np.nan)


def payback(flows: Array) -> Array:
    """Years until all cash so far is not below zero again; 0 with no outlay, infinite if never."""
    so_far = np.cumsum(flows, axis=1)
    owing = np.maximum.accumulate(so_far < 0.0, axis=1)
    back = owing & (so_far >= 0.0)
    year = np.argmax(back, axis=1)
    cases = np.arange(len(flows))
    before = so_far[cases, np.maximum(year - 1, 0)]
    gained = so_far[cases, year] - before
    part = np.divide(-before, gained, out=np.zeros(len(flows)), where=gained > 0.0)
    found = np.where(back.any(axis=1), year - 1.0 + part, np.inf)
    return np.where(owing.any(axis=1), found, 0.0)


def peak_funding(flows: Array) -> tuple[Array, Array]:
    """Most that was ever put in and not yet come back, and the year in which that is so."""
    so_far = np.cumsum(flows, axis=1)
    return np.maximum(-so_far.min(axis=1), 0.0), np.argmin(so_far, axis=1).astype(float)
