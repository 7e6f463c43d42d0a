"""What it would be worth to know more before choosing: everything, or one input.

    perfect   mean of the best deal of each draw - the best mean
    partial   mean over the input of the best conditional mean - the best mean

The conditional mean of every deal given an input is a regression over the same draws: a natural
cubic spline with knots at fixed quantiles of the input; with few distinct values, their means. So
it needs no further run of the model, and works for inputs that go together: then it says what
knowing one of them tells by way of the others too.

Errors   The value is the mean gain of a choice over the best single one, so its error is that of
         this mean over draws; that the choice itself is estimated is of second order.
Shapes   Benefits (deal, n), in money or in points, larger better; an input (n,), several (k, n).
Units    Those of the benefits.
Sources  Perfect: Raiffa and Schlaifer 1961. By regression: Strong, Oakley and Brennan 2014. Spline:
         Hastie, Tibshirani and Friedman 2009, 5.2.1; knots: Harrell 2001.
Limits   Regression finds a little value in an input that has none, about the error of the spline:
         read values within ``ERRORS`` errors of zero as none. Several inputs: sums of splines and
         products of two, no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.formula import Array

ERRORS = 2.0  # standard errors within which a value is none
KNOTS = (0.05, 0.275, 0.5, 0.725, 0.95)  # quantiles
FEW = 12  # distinct values up to which each has its own mean
LOOKED_AT = 64  # draws that show most inputs to have more


@dataclass(frozen=True)
class Worth:
    """What information is worth, and the standard error of that."""

    value: float
    error: float

    @property
    def found(self) -> bool:
        """Whether it is told apart from nothing."""
        return self.value > ERRORS * self.error


def perfect(benefits: Array) -> Worth:
    """Expected value of knowing everything before choosing."""
    return _gain(benefits, benefits)


def partial(benefits: Array, known: Array) -> Worth:
    """Expected value of knowing one input, (n,), or several together, (k, n), before choosing."""
    inputs = np.atleast_2d(known)
    return _gain(benefits, conditional_means(benefits, inputs))


def ranked(benefits: Array, inputs: Mapping[str, Array]) -> dict[str, Worth]:
    """Worth of every input by itself, most first: the studies to pay for."""
    found = {name: partial(benefits, known) for name, known in inputs.items()}
    return dict(sorted(found.items(), key=lambda each: -each[1].value))


def conditional_means(benefits: Array, inputs: Array) -> Array:
    """Mean of every deal given the inputs, in every draw, (deal, n)."""
    varying = inputs[np.ptp(inputs, axis=1) > 0.0]
    if not len(varying):
        return np.broadcast_to(benefits.mean(axis=1, keepdims=True), benefits.shape)
    parts = [_columns(each) for each in varying]
    if len(varying) > 1:
        parts.append(_products(varying))
    columns = np.hstack([np.ones((inputs.shape[1], 1)), *parts])
    basis, size, _ = np.linalg.svd(columns, full_matrices=False)
    basis = basis[:, size > size[0] * 1e-10]
    return np.asarray((benefits @ basis) @ basis.T)


def _gain(benefits: Array, told: Array) -> Worth:
    """Gain of choosing in each draw by what is told over the best single choice."""
    best = int(np.argmax(benefits.mean(axis=1)))
    draws = np.arange(benefits.shape[1])
    gain = benefits[np.argmax(told, axis=0), draws] - benefits[best]
    error = float(gain.std(ddof=1) / np.sqrt(gain.size)) if gain.size > 1 else np.inf
    value = float(np.mean(told.max(axis=0) - told[best]))
    return Worth(max(value, 0.0), error)


def _columns(known: Array) -> Array:
    """Basis of functions of one input, without the constant, (n, columns)."""
    if len(np.unique(known[:LOOKED_AT])) <= FEW:  # sorting all of them is the longest part
        values, place = np.unique(known, return_inverse=True)
        if len(values) <= FEW:
            return np.asarray((place[:, None] == np.arange(1, len(values))).astype(float))
    scaled = _standard(known)
    knots = np.unique(np.quantile(scaled, KNOTS))
    if len(knots) < 3:  # noqa: PLR2004  # nearly all draws have one value
        return scaled[:, None]
    return np.column_stack([scaled, *_bends(scaled, knots)])


def _bends(known: Array, knots: Array) -> list[Array]:
    """Natural cubic spline: what each inner knot bends, straight beyond the outer ones."""
    last = knots[-1]
    cubes = [np.maximum(known - knot, 0.0) ** 3 for knot in knots]
    slopes = [
        (cube - cubes[-1]) / (last - knot) for cube, knot in zip(cubes, knots[:-1], strict=False)
    ]
    return [slope - slopes[-1] for slope in slopes[:-1]]


def _products(inputs: Array) -> Array:
    """Products of every two inputs, (n, pairs)."""
    scaled = [_standard(each) for each in inputs]
    pairs = [one * other for place, one in enumerate(scaled) for other in scaled[:place]]
    return np.column_stack(pairs)


def _standard(known: Array) -> Array:
    return np.asarray((known - known.mean()) / known.std())
