"""Worlds for the tests of the supply simulation. Times here are days: the engine has no unit."""

import numpy as np

from models.formula import Array
from models.supply.deal import NEVER
from models.supply.events import (
    Draws,
    Gamma,
    Law,
    Opening,
    Worlds,
    events_needed,
    gather,
    intervals,
)

RATE, MEAN = 1 / 1_000, 60.0  # base case of the closed forms: a stop every 1,000 days, 60 days long
UP = Opening(np.zeros((1, 1)), np.zeros((1, 1)))


def column(value: float, size: int = 1) -> Array:
    return np.full((size, 1), value)


def draws(size: int, events: int, seed: int) -> Draws:
    stream = np.random.default_rng(seed)
    chance = stream.random((size, 3))
    ups = stream.standard_exponential((events, size)).T
    return Draws(chance, ups, stream.standard_normal((events, size)).T)


def stops(
    horizon: float,
    size: int,
    *,
    rate: float = RATE,
    law: Law | None = None,
    seed: int = 1,
    opening: Opening | None = None,
    longest: float = NEVER,
) -> tuple[Array, Array]:
    events = events_needed(rate, horizon)
    law = Gamma(column(MEAN)) if law is None else law
    made = draws(size, events, seed)
    return intervals(
        column(rate, size), law, made, horizon, opening=opening, longest=column(longest)
    )


def drawn(horizon: float, size: int, **settings: object) -> Worlds:
    return gather({"stop": stops(horizon, size, **settings)}, horizon)  # type: ignore[arg-type]


def fixed(horizon: float, **hazards: list[tuple[float, float]]) -> Worlds:
    """One world with these interruptions."""
    made = {
        name: (np.array([[start for start, _ in each]]), np.array([[end for _, end in each]]))
        for name, each in hazards.items()
    }
    return gather(made, horizon)
