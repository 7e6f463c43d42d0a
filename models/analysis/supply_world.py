"""One world of a deal played in time: interruptions, stocks, and days without magnets.

Units    Years from the start; stocks in days of the demand that they serve.
Limits   Stocks are told at points some step apart and drawn as straight lines between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.analysis.interruptions import Supplied
from models.formula import Array
from models.supply.events import Worlds
from models.supply.flow import Path
from models.supply.layout import FELT, FLOWS, STOCKS
from models.supply.metrics import DAYS

Spans = tuple[tuple[float, float], ...]
STEP = 0.05  # years, where nothing else is asked for
SERVED = (FLOWS.index("served_light"), FLOWS.index("served_heavy"))
SHOWN = (  # stocks drawn: name, column, the number of the chain that says how large, which demand
    ("oxide_stock_india", "oxide_india", "oxide_stock_india", ""),
    ("oxide_stock_partner", "oxide_converter", "oxide_stock_converter", ""),
    ("heavy_stock", "heavy_input", "heavy_stock", "heavy"),
    ("magnet_stock_partner_light", "magnets_converter_light", "magnet_stock_converter", "light"),
    ("magnet_stock_partner_heavy", "magnets_converter_heavy", "magnet_stock_converter", "heavy"),
    ("magnet_stock_india_light", "magnets_india_light", "magnet_stock_india", "light"),
    ("magnet_stock_india_heavy", "magnets_india_heavy", "magnet_stock_india", "heavy"),
)


@dataclass(frozen=True)
class Played:
    """One world of a deal."""

    number: int
    days: float  # of demand lost
    horizon: float
    stops: Mapping[str, Spans]  # by hazard, those that strike
    unserved: Spans
    times: Array
    stocks: Mapping[str, Array]


def played(deal: Supplied, rank: float, step: float = STEP) -> Played:
    """The world at a rank of loss: 0.5 is the median, 1 the worst."""
    number, path = deal.path(rank)
    times = np.arange(0.0, deal.worlds.horizon + step / 2.0, step)
    return Played(
        number=number,
        days=float(deal.result.unserved[number].sum()) * DAYS,
        horizon=deal.worlds.horizon,
        stops=MappingProxyType(_stops(deal, number)),
        unserved=_unserved(path),
        times=times,
        stocks=MappingProxyType(_stocks(deal, path, number, times)),
    )


def _stops(deal: Supplied, number: int) -> dict[str, Spans]:
    felt = {each.hazard for each in deal.strikes if _of(each.lost, number) > 0.0}
    spans = {name: _spans(deal.worlds, name, number) for name in deal.hazards if name in felt}
    return {name: each for name, each in spans.items() if each}


def _spans(worlds: Worlds, hazard: str, number: int) -> Spans:
    place = worlds.hazards.index(hazard)
    columns = slice(worlds.first[place], worlds.first[place + 1])
    starts = np.maximum(worlds.starts[number, columns], 0.0)
    ends = np.minimum(worlds.ends[number, columns], worlds.horizon)
    pairs = zip(starts, ends, strict=True)
    return tuple((float(start), float(end)) for start, end in pairs if end > start)


def _unserved(path: Path) -> Spans:
    """Stretches of time with demand unserved, neighbours joined."""
    short = path.flows[:, SERVED].sum(axis=1) < 1.0 - FELT
    edges = np.flatnonzero(np.diff(np.concatenate([[0], short.astype(int), [0]])))
    times = path.times[edges].reshape(-1, 2)
    return tuple((float(start), float(end)) for start, end in times)


def _stocks(deal: Supplied, path: Path, number: int, times: Array) -> dict[str, Array]:
    heavy = _of(deal.chain.heavy_share, number)
    share = {"": 1.0, "light": 1.0 - heavy, "heavy": heavy}
    made = {}
    for name, column, size, demand in SHOWN:
        if _of(getattr(deal.chain, size), number) > 0.0 and share[demand] > 0.0:
            held = path.stocks[:, STOCKS.index(column)]
            made[name] = np.interp(times, path.times, held) * DAYS / share[demand]
    return made


def _of(numbers: Array | float, world: int) -> float:
    """A number in one world."""
    each = np.atleast_1d(np.asarray(numbers, dtype=float)).ravel()
    return float(each[world if each.size > 1 else 0])
