"""Rates and lengths of interruptions from dated events, with a past that may fade.

An event of age g counts 2^(-g/h), and so does every year looked back on, h being the half-life:

    events = sum 2^(-g/h),  years = (h / ln 2) (1 - 2^(-W/h));  without fading n and W
    rate ~ Gamma(1/2 + events, years);  number within T years: negative binomial

Lengths are lognormal. Events that are still open count with the chance that they last longer.

Shapes   Numbers.
Units    Years and 1/a for rates, any one unit of time for lengths; shares 0..1.
Sources  Jeffreys' prior of a Poisson rate; Gelman et al., Bayesian Data Analysis, 2.6 and 3.2;
         expectation and maximisation for censored normals: Dempster, Laird and Rubin 1977.
Limits   Rates are those of a steady process: that one event makes the next likelier is left out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, gammaln, ndtr, stdtrit

PRIOR = 0.5  # events that Jeffreys' prior adds
TAIL = 0.1  # P10 and P90
STEPS, CLOSE = 10_000, 1e-12  # of the search for a length's law
SHORTEST, LONGEST, TRIED = 1.5, 200.0, 2_000  # half-lives looked through


@dataclass(frozen=True)
class Rate:
    """What is known of a rate: a gamma law."""

    shape: float
    years: float

    @property
    def mean(self) -> float:
        """Mean, in events a year."""
        return self.shape / self.years

    @property
    def events(self) -> float:
        """Events that count, faded."""
        return self.shape - PRIOR

    def quantile(self, chance: float) -> float:
        """Rate below which it lies with a chance."""
        return float(gammaincinv(self.shape, chance)) / self.years

    @property
    def ends(self) -> tuple[float, float]:
        """P10 and P90."""
        return self.quantile(TAIL), self.quantile(1.0 - TAIL)

    def count_chance(self, count: int, years: float) -> float:
        """Chance of a number of events within some years: negative binomial (C16)."""
        none = self.years / (self.years + years)
        ways = gammaln(self.shape + count) - gammaln(self.shape) - gammaln(count + 1.0)
        return float(np.exp(ways + self.shape * np.log(none) + count * np.log1p(-none)))

    def count_variance(self, years: float) -> float:
        """Variance of that number; its mean is ``mean * years``."""
        return self.mean * years * (1.0 + years / self.years)


def weight(age: float, half_life: float | None) -> float:
    """How much an event of an age counts; without a half-life all count alike."""
    return 1.0 if half_life is None else float(2.0 ** (-age / half_life))


def exposure(window: float, half_life: float | None) -> float:
    """Years that count, of those looked back on."""
    if half_life is None:
        return window
    return half_life / math.log(2.0) * (1.0 - weight(window, half_life))


def rate(ages: Sequence[float], window: float, half_life: float | None) -> Rate:
    """Rate known from the ages of the events within a window of years."""
    within = [age for age in ages if 0.0 <= age <= window]
    counted = sum(weight(age, half_life) for age in within)
    return Rate(PRIOR + counted, exposure(window, half_life))


def half_life_of(mean: float, ages: Sequence[float], window: float) -> float | None:
    """Longest half-life at which the mean rate is the one given; none if there is none."""
    lives = np.geomspace(LONGEST, SHORTEST, TRIED)
    gaps = np.array([rate(ages, window, float(life)).mean - mean for life in lives])
    turns = np.flatnonzero(np.sign(gaps[1:]) != np.sign(gaps[:-1]))
    return float(lives[turns[0]]) if turns.size else None


@dataclass(frozen=True)
class Length:
    """A lognormal law of lengths, and how many events it was read from."""

    centre: float  # mean of the logarithm
    spread: float  # standard deviation of the logarithm
    closed: int
    open: int = 0

    @property
    def median(self) -> float:
        """Median length."""
        return math.exp(self.centre)

    @property
    def mean(self) -> float:
        """Mean length."""
        return math.exp(self.centre + self.spread**2 / 2.0)

    def longer(self, length: float) -> float:
        """Chance that an interruption lasts longer."""
        return float(ndtr((self.centre - math.log(length)) / self.spread))

    def excess(self, cover: float) -> float:
        """Expected time beyond what stocks cover (C4)."""
        score = (self.centre - math.log(cover)) / self.spread
        return self.mean * float(ndtr(score + self.spread)) - cover * float(ndtr(score))

    def next(self, chance: float) -> float:
        """Length of the next one, by Student's t: so few events leave the law itself unsure."""
        wide = self.spread * math.sqrt(1.0 + 1.0 / self.closed)
        return math.exp(self.centre + wide * float(stdtrit(self.closed - 1.0, chance)))


def length(closed: Sequence[float], still_open: Sequence[float] = ()) -> Length | None:
    """Law of lengths by maximum likelihood; the variance is raised by n / (n - 1).

    Parameters
    ----------
    closed
        Lengths of events that have ended, n of them; two different ones at least, or none is told.
    still_open
        How long the others have lasted so far.
    """
    if len(set(closed)) < 2:  # noqa: PLR2004
        return None
    ended, so_far = np.log(closed), np.log(still_open)
    centre, spread = float(ended.mean()), float(ended.std())
    for _ in range(STEPS):
        score = (so_far - centre) / spread
        hazard = np.exp(-(score**2) / 2.0) / math.sqrt(2.0 * math.pi) / ndtr(-score)
        logs = np.concatenate([ended, centre + spread * hazard])
        beyond = spread**2 * (1.0 + score * hazard - hazard**2)  # variance left in an open one
        before, centre = (centre, spread), float(logs.mean())
        spread = math.sqrt(float(((logs - centre) ** 2).sum() + beyond.sum()) / len(logs))
        if max(abs(before[0] - centre), abs(before[1] - spread)) < CLOSE:
            break
    return Length(
        centre, spread * math.sqrt(len(ended) / (len(ended) - 1.0)), len(ended), len(so_far)
    )


def down(rate: float, mean: float, after: float, known: float | None = None) -> float:
    """Chance of being down some time from now (C19), for lengths without a memory.

    ``known`` is the chance of being down now; without it the answer is that of the long run.
    """
    usual = rate * mean / (1.0 + rate * mean)
    if known is None:
        return usual
    return usual + (known - usual) * math.exp(-forgetting(rate, mean) * after)


def forgetting(rate: float, mean: float) -> float:
    """How fast a known state is forgotten: its weight falls as exp(-forgetting * time)."""
    return rate + 1.0 / mean


@dataclass(frozen=True)
class Licence:
    """Shares of time in which trade is open, licensed or stopped, and what licensing lets pass."""

    free: float
    licensed: float
    stopped: float
    passing: float

    @property
    def throughput(self) -> float:
        """Share of the usual trade that passes on average."""
        return self.free + self.passing * self.licensed


def licence(
    licensing: float, release: float, stop: float, resumption: float, passing: float
) -> Licence:
    """Long-run shares of a licence that goes from open to licensed to stopped and back.

    Parameters
    ----------
    licensing, release
        Rates at which open trade comes under licences, and licences are lifted.
    stop, resumption
        Rates at which licensed trade is stopped, and a stop becomes licensing again.
    passing
        Share of trade that licensing lets pass.
    """
    licensed = licensing / release
    stopped = licensed * stop / resumption
    whole = 1.0 + licensed + stopped
    return Licence(1.0 / whole, licensed / whole, stopped / whole, passing)
