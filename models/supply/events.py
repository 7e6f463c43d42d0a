"""Interruptions of hazards in time, from standard draws made elsewhere.

A hazard is up for an exponential time of mean 1 / rate, then down for a duration D of its law, in
turn (alternating renewal). Unless told otherwise it opens in its stationary law: down with chance

    q = E[D] / (1 / rate + E[D]),  at a uniform point of a length-biased duration

Draws    ``Draws`` asks for 3 uniforms, E standard exponentials and E standard normals per hazard
         and world; ``events_needed`` says which E is enough. A larger E leaves earlier events
         as they were.
Shapes   Rates, means and spreads (n, 1); draws (n, 3) and (n, E); intervals (n, E + 1), the first
         one being that which is under way at time 0, if any: it starts before 0.
Units    Years, rates 1/a of time up.
Raises   ValueError: the draws end before the horizon.
Sources  Renewal theory: length-biased sampling of the interval that covers a point of time.
Limits   Interruptions do not depend on each other; ``in_operation`` stops all clocks together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc, gammaincc, gammaincinv, ndtr, ndtri, pdtrc

from models.formula import Array

Whole = npt.NDArray[np.int64]
NEVER = np.inf
RARE = 1e-9


class Law(Protocol):
    """A law of durations; ``score`` is a standard normal."""

    @property
    def mean(self) -> Array: ...
    def quantile(self, score: Array) -> Array: ...
    def biased(self, score: Array) -> Array: ...
    def cumulated(self, duration: Array) -> Array: ...
    def limited(self, longest: Array) -> Array: ...


@dataclass(frozen=True)
class Lognormal:
    """Lognormal durations; ``spread`` is the standard deviation of the logarithm."""

    mean: Array
    spread: Array

    def quantile(self, score: Array) -> Array:
        """Duration at a standard normal score."""
        return self.mean * np.exp(self.spread * (score - self.spread / 2.0))

    def biased(self, score: Array) -> Array:
        """Duration that covers a point of time: drawn in proportion to its length."""
        return self.mean * np.exp(self.spread * (score + self.spread / 2.0))

    def cumulated(self, duration: Array) -> Array:
        """Chance of a duration up to this one."""
        return np.asarray(ndtr(self._score(duration)))

    def limited(self, longest: Array) -> Array:
        """Mean of durations that end at ``longest`` at the latest."""
        score = self._score(longest)
        return np.asarray(self.mean * ndtr(score - self.spread) + longest * ndtr(-score))

    def _score(self, duration: Array) -> Array:
        with np.errstate(divide="ignore"):
            return np.log(duration / self.mean) / self.spread + self.spread / 2.0


@dataclass(frozen=True)
class Gamma:
    """Gamma durations; shape 1 is the exponential law."""

    mean: Array
    shape: float = 1.0

    def quantile(self, score: Array) -> Array:
        """Duration at a standard normal score."""
        return np.asarray(self.mean / self.shape * gammaincinv(self.shape, ndtr(score)))

    def biased(self, score: Array) -> Array:
        """Duration that covers a point of time: drawn in proportion to its length."""
        return np.asarray(self.mean / self.shape * gammaincinv(self.shape + 1.0, ndtr(score)))

    def cumulated(self, duration: Array) -> Array:
        """Chance of a duration up to this one."""
        return np.asarray(gammainc(self.shape, duration * self.shape / self.mean))

    def limited(self, longest: Array) -> Array:
        """Mean of durations that end at ``longest`` at the latest."""
        end = longest * self.shape / self.mean
        short = self.mean * gammainc(self.shape + 1.0, end)
        return np.asarray(short + longest * gammaincc(self.shape, end))


@dataclass(frozen=True)
class Fixed:
    """Every duration the same."""

    mean: Array

    def quantile(self, score: Array) -> Array:
        """Duration at any score."""
        return self.mean + 0.0 * score

    biased = quantile

    def cumulated(self, duration: Array) -> Array:
        """Chance of a duration up to this one."""
        return np.where(duration >= self.mean, 1.0, 0.0)

    def limited(self, longest: Array) -> Array:
        """Mean of durations that end at ``longest`` at the latest."""
        return np.minimum(self.mean, longest)


@dataclass(frozen=True)
class Draws:
    """Standard draws of one hazard."""

    opening: Array  # (n, 3) uniforms: state, duration, position within it
    ups: Array  # (n, E) standard exponentials
    downs: Array  # (n, E) standard normals


@dataclass(frozen=True)
class Opening:
    """State at time 0, where it is known: chance of being down, and for how long it has been."""

    down: Array
    age: Array


@dataclass(frozen=True)
class Worlds:
    """Interruptions of all hazards, drawn once and met by every deal.

    Hazard h of world n is down from ``starts[n, k]`` to ``ends[n, k]`` for k from ``first[h]`` up
    to and without ``first[h + 1]``, in order of time; places not used are empty or never begin.
    """

    hazards: tuple[str, ...]
    starts: Array
    ends: Array
    first: Whole
    horizon: float


def events_needed(rate: float, horizon: float) -> int:
    """How many interruptions a world may see: for more the chance is below one in a billion."""
    events = np.arange(1, 20 + int(4.0 * rate * horizon) + 10)
    return int(events[np.argmax(pdtrc(events, rate * horizon) < RARE)]) + 1


def intervals(
    rate: Array,
    law: Law,
    draws: Draws,
    horizon: float,
    *,
    opening: Opening | None = None,
    longest: Array | float = NEVER,
) -> tuple[Array, Array]:
    """Starts and ends of one hazard's interruptions.

    Parameters
    ----------
    rate, law, draws, horizon
        As said above.
    opening
        What is known of time 0; the stationary law if nothing.
    longest
        Where every interruption ends at the latest, and the next time up begins: a step-in that
        ends the hazard itself. A clause that only keeps one deal from feeling it is a ``cut``.
    """
    age, whole = _opening(rate, law, draws.opening, opening, longest)
    first = np.minimum(whole, longest)
    downs = np.minimum(law.quantile(draws.downs), longest)
    with np.errstate(divide="ignore"):
        ups = draws.ups / rate
    ends = (first - age) + np.cumsum(ups + downs, axis=1)
    if not np.all(ends[:, -1] >= horizon):
        raise ValueError(f"{draws.ups.shape[1]} events do not reach the horizon of {horizon} a")
    return np.hstack([-age, ends - downs]), np.hstack([first - age, ends])


def _opening(
    rate: Array, law: Law, chance: Array, known: Opening | None, longest: Array | float
) -> tuple[Array, Array]:
    """Age and whole length of what is under way at time 0; both zero where nothing is."""
    state, length, position = (chance[:, [k]] for k in range(3))
    if known is None:
        whole = law.biased(np.asarray(ndtri(length)))
        age = position * whole
        limited = law.mean if np.all(np.isinf(longest)) else law.limited(np.asarray(longest))
        down = state * (1.0 + rate * limited) < rate * law.mean
        down = down & (age < longest)
    else:
        rest = (1.0 - law.cumulated(known.age)) * (1.0 - length)
        whole = np.maximum(law.quantile(-np.asarray(ndtri(rest))), known.age)
        age, down = np.broadcast_to(known.age, whole.shape), state < known.down
    return np.where(down, age, 0.0), np.where(down, whole, 0.0)


def gather(hazards: Mapping[str, tuple[Array, Array]], horizon: float) -> Worlds:
    """Put the hazards' intervals, (n, any number) each, together into worlds."""
    sizes = [starts.shape[1] for starts, _ in hazards.values()]
    return Worlds(
        tuple(hazards),
        _side_by_side([starts for starts, _ in hazards.values()]),
        _side_by_side([ends for _, ends in hazards.values()]),
        np.cumsum([0, *sizes], dtype=np.int64),
        horizon,
    )


def _side_by_side(times: Sequence[Array]) -> Array:
    return np.ascontiguousarray(np.hstack(times), dtype=np.float64)


def in_operation(ups: Sequence[Array], downs: Sequence[Array]) -> list[tuple[Array, Array]]:
    """Intervals of nodes of one line without stocks, whose clocks all stop while any is down.

    ``ups`` and ``downs`` hold (n, E) times of each node. Failures are ordered by the time the line
    has run, and each puts off all that follow by its duration.
    """
    run = np.concatenate([np.cumsum(each, axis=1) for each in ups], axis=1)
    down = np.concatenate(list(downs), axis=1)
    order = np.argsort(run, axis=1)
    before = np.cumsum(np.take_along_axis(down, order, axis=1), axis=1)
    waited = np.empty_like(before)
    np.put_along_axis(waited, order, before, axis=1)
    starts = run + waited - down
    parts = np.cumsum([each.shape[1] for each in ups])[:-1]
    return list(zip(np.split(starts, parts, 1), np.split(starts + down, parts, 1), strict=True))
