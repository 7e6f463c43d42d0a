"""One deal's chain of stages and stocks through n worlds, simulated exactly.

    feed, imported feed -> oxide in India -> oxide_border -> (sea) -> oxide at the converter
      -> converter (with heavy input) -> magnets at the converter -> magnet_border -> (sea)
      -> magnets in India, and a second source -> demand

A flow is the least of what its node passes, what reaches it where the stock before it is empty,
and what is wanted where the stocks behind it are full. "Full" is meant of positions: a border
sends until stock and goods at sea behind it are at their target; the feed and the converter run
until all stocks behind them together are. So oxide gathers before a closed border until the
stocks lost behind it are made up for, and no longer. Light and heavy grades are two products:
each has its stocks, the converter is shared in proportion to demand, heavy ones need heavy input.
A plant in India has no transits and borders that nothing strikes.

The feed is IREL's and, beside it, imported: ``import_rate`` always, and as a standby what IREL
lacks in an interruption that has lasted ``covered_after``; both as far as ``imported_feed`` is up.

Shapes   Numbers of a chain and of a strike are floats, (1, 1) or (n, 1); results (n,) or (n, k).
Units    Times in years; flows as shares of the deal's demand, which is 1; stocks in years of it
         (heavy stock in years of the heavy grades' demand).
Raises   RuntimeError: a world took more steps than any sensible one.
Sources  Fluid model of a line with buffers, advanced by events: no grid of time, no error but
         rounding; the books are checked at every event (``Result.balance``).
Limits   Those of ``deal``. At time 0 all stocks are full and all lanes run at the rate of demand;
         a lost sale is lost, not delivered later; demand does not vary. Sharing by demand is
         not always best: in one world of a thousand a hazard less costs a fraction of a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.formula import Array
from models.supply.deal import Chain, Strike
from models.supply.events import Worlds
from models.supply.layout import FLOWS, RESULTS, STOCKS
from models.supply.packing import kernel, pack, run


@dataclass(frozen=True)
class Result:
    """What came of a deal in each world, over ``window`` years."""

    window: float
    unserved: Array  # (n, 2) years of demand, light and heavy grades
    events: Array  # (n,) stretches of time with demand unserved
    length: Array  # (n,) years with demand unserved
    worst: Array  # (n,) years of demand lost in the worst of them
    first: Array  # (n,) year when it first happened; inf where never
    mean_stocks: Array  # (n, 10) over time, as ``STOCKS`` names them
    cover: Array  # (n, k) magnets in India, in years of demand, at the instants asked for
    balance: Array  # (n,) largest error of the books at any event
    steps: Array  # (n,) events it took

    @property
    def loss(self) -> Array:
        """Share of demand not served in each world, (n,)."""
        share: Array = self.unserved.sum(axis=1) / self.window
        return share


@dataclass(frozen=True)
class Path:
    """One world event by event: from ``times[k]`` to ``times[k + 1]`` flows stay as in row k."""

    times: Array  # (k + 1,), the last being the horizon
    flows: Array  # (k, 14), as ``FLOWS`` names them
    stocks: Array  # (k + 1, 10), as ``STOCKS`` names them; straight lines in between


def simulate(
    chain: Chain,
    strikes: Sequence[Strike],
    worlds: Worlds,
    *,
    warm: float = 0.0,
    instants: Sequence[float] = (),
) -> Result:
    """Run a deal through all worlds.

    Parameters
    ----------
    chain, strikes, worlds
        The deal, the hazards that reach it, and when they happen.
    warm
        Time before results are counted, in years.
    instants
        Times at which the cover is read, in order.
    """
    times = np.asarray(instants, dtype=float)
    size = worlds.starts.shape[0]
    out, cover = np.empty((size, len(RESULTS))), np.empty((size, times.size))
    given = pack(chain, strikes, worlds)
    run(given, (worlds.horizon, warm, times), (out, cover, np.empty((0, 0))))
    names = ("events", "length", "worst", "first", "balance", "steps")
    return Result(
        window=worlds.horizon - warm,
        unserved=out[:, :2],
        mean_stocks=out[:, -len(STOCKS) :],
        cover=cover,
        **{name: out[:, RESULTS.index(name)] for name in names},
    )


def prepare() -> None:
    """Load the compiled code, or compile it: once per installation, for some seconds."""
    kernel()


def follow(chain: Chain, strikes: Sequence[Strike], worlds: Worlds, world: int) -> Path:
    """Follow one world from event to event, to draw it or to check it."""
    one = pack(chain, strikes, worlds).world(world)
    columns = 1 + len(FLOWS) + len(STOCKS)
    window = (worlds.horizon, 0.0, np.empty(0))
    out, cover = np.empty((1, len(RESULTS))), np.empty((1, 0))
    run(one, window, (out, cover, np.empty((0, columns))))
    path = np.empty((int(out[0, RESULTS.index("steps")]) + 1, columns))
    run(one, window, (out, cover, path))
    return Path(path[:, 0], path[:-1, 1 : 1 + len(FLOWS)], path[:, 1 + len(FLOWS) :])
