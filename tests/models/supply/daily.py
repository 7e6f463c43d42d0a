"""An oracle on a grid of time, written apart from the engine: what moves in each step of a chain.

Each step takes its share of availability, and goes down the chain once: feed, border, converter,
border, demand. It errs by about the length of a step where stocks meet their ends.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from models.formula import Array
from models.supply.deal import Chain, Strike
from models.supply.events import Worlds
from models.supply.layout import NODES


def available(strikes: Sequence[Strike], worlds: Worlds, step: float) -> Mapping[str, Array]:
    """Share of each node's capacity in each step, (n, step)."""
    edges = np.arange(0.0, worlds.horizon + step / 2, step)
    size = len(worlds.starts)
    found = {name: np.ones((size, edges.size - 1)) for name in NODES}
    for strike in strikes:
        place = worlds.hazards.index(strike.hazard)
        slots = slice(worlds.first[place], worlds.first[place + 1])
        begin = worlds.starts[:, slots] + strike.late
        end = np.minimum(worlds.ends[:, slots], worlds.starts[:, slots] + strike.cut)
        end = np.maximum(begin, end)
        down = np.zeros((size, edges.size))
        for k in range(begin.shape[1]):
            down += np.clip(edges[None, :], begin[:, [k]], end[:, [k]]) - np.clip(
                0.0, begin[:, [k]], end[:, [k]]
            )
        found[strike.node] *= 1.0 - strike.lost * np.diff(down, axis=1) / step
    return found


def unserved(chain: Chain, strikes: Sequence[Strike], worlds: Worlds, step: float) -> Array:
    """Unserved demand of each world over the horizon, (n,), in time of demand."""
    up = available(strikes, worlds, step)
    size, steps = up["feed"].shape
    share = np.array([1.0 - chain.heavy_share, chain.heavy_share])
    out, back = (round(each / step) for each in (chain.transit_out, chain.transit_back))
    oxide, behind = np.full(size, chain.oxide_stock_india), np.full(size, chain.transit_out)
    behind += chain.oxide_stock_converter
    arrived = np.full(size, chain.oxide_stock_converter)
    heavy = np.full(size, chain.heavy_stock * share[1])
    waiting = np.tile(chain.magnet_stock_converter * share, (size, 1))
    home = np.tile(chain.magnet_stock_india * share, (size, 1))
    coming = np.tile(chain.transit_back * share, (size, 1))
    sent = [np.full(size, step)] * out
    shipped = [np.tile(share * step, (size, 1))] * back
    whole = chain.oxide_stock_india + chain.oxide_stock_converter + chain.transit_out
    target = (chain.magnet_stock_india + chain.transit_back) * share
    full = target + chain.magnet_stock_converter * share
    lost = np.zeros(size)
    for k in range(steps):
        feed = (chain.feed_rate * up["feed"][:, k] + chain.import_rate) * step
        oxide += np.clip(step + whole - oxide - behind, 0.0, feed)
        wish = np.maximum(step + whole - chain.oxide_stock_india - behind, 0.0)
        limit = chain.oxide_border_rate * up["oxide_border"][:, k] * step
        sent.append(np.minimum(np.minimum(wish, limit), oxide))
        oxide, behind = oxide - sent[-1], behind + sent[-1]
        arrived = arrived + sent.pop(0)
        heavy = np.minimum(
            heavy + chain.heavy_rate * up["heavy_input"][:, k] * share[1] * step,
            (chain.heavy_stock + step) * share[1],
        )
        want = np.maximum(share * step + full - waiting - home - coming, 0.0)
        want[:, 1] = np.minimum(want[:, 1], heavy)
        made = _divided(
            want, np.minimum(chain.converter_rate * up["converter"][:, k] * step, arrived), share
        )
        used = made.sum(axis=1)
        arrived, behind, heavy = arrived - used, behind - used, heavy - made[:, 1]
        waiting += made
        wish2 = np.maximum(share * step + target - home - coming, 0.0)
        border = (chain.magnet_border_rate * up["magnet_border"][:, k] * step)[:, None] * share
        shipped.append(np.minimum(np.minimum(wish2, border), waiting))
        waiting, coming = waiting - shipped[-1], coming + shipped[-1]
        landed = shipped.pop(0)
        home, coming = home + landed, coming - landed
        served = np.minimum(home, share * step)
        home = home - served
        lost += step - served.sum(axis=1)
    return lost


def _divided(want: Array, limit: Array, share: Array) -> Array:
    """In proportion to demand; what one product leaves, the other has."""
    first = np.minimum(want[:, 0], np.maximum(share[0] * limit, limit - want[:, 1]))
    return np.stack([first, np.minimum(want[:, 1], limit - first)], axis=1)
