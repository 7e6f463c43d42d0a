"""Supply security: the share of a deal's magnet demand that named hazards leave unserved.

For a hazard that strikes at rate r and lasts D (lognormal), is felt only after a delay z, meets
stocks that last c, takes a share s of supply, and is ended after k at the latest:

    loss = s (E[(D - h)+] - E[(D - k)+]) / (1/r + E[min(D, k)]),  h = z + c/s,  if h < k, else 0

the closed forms C1, C4 and C6 of renewal theory, with instant refill. Hazards act independently.

Shapes   (n, 1).
Units    Times in years, rates 1/a, losses as shares of demand.
Sources  Renewal reward theorem; durations and rates: rows of the dataset.
Limits   No seasonality, no refill time (a simulation comes with later versions).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import ndtr

from models.formula import Array, Formula, formula

NEVER = 1000.0  # a: an end that no clause forces
LEAST_SHARE = 1e-9  # the least share of supply that a hazard can take and still be counted


class HazardRow(Protocol):
    """What a row of ``hazards.csv`` tells."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def group(self) -> str: ...


class ExposureRow(Protocol):
    """What a row of ``exposures.csv`` tells: how a hazard reaches a structure."""

    @property
    def structure(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def hazard(self) -> str: ...
    @property
    def node(self) -> str: ...
    @property
    def weight(self) -> str: ...
    @property
    def stocks(self) -> Sequence[str]: ...
    @property
    def cap(self) -> str: ...
    @property
    def delay(self) -> str: ...
    @property
    def when(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def source(self) -> str: ...


def excess(mean: Array, spread: Array, threshold: Array) -> Array:
    """Expected time beyond a threshold of a lognormal duration with that mean (C4)."""
    centre = np.log(mean) - spread**2 / 2.0
    with np.errstate(divide="ignore"):
        distance = (np.log(threshold) - centre) / spread
    return mean * ndtr(spread - distance) - threshold * ndtr(-distance)


def unserved(
    rate: Array,
    mean: Array,
    spread: Array,
    severity: Array,
    cover: Array,
    cap: Array | None = None,
    delay: Array | float = 0.0,
) -> Array:
    """Share of demand lost to one hazard, given stocks and, if agreed, an end at ``cap``."""
    held = delay + cover / np.maximum(severity, LEAST_SHARE)
    if cap is None:
        return severity * excess(mean, spread, held) / (1.0 / rate + mean)
    beyond = excess(mean, spread, cap)
    lost = excess(mean, spread, np.minimum(held, cap)) - beyond
    return severity * lost / (1.0 / rate + mean - beyond)


def losses(
    hazards: Sequence[HazardRow], exposures: Iterable[ExposureRow], structure: str, country: str
) -> dict[str, Formula]:
    """Formulas of the loss to each hazard that a structure meets, by group and in all."""
    label = {hazard.key: hazard.label for hazard in hazards}
    group = {hazard.key: hazard.group for hazard in hazards}
    met = [each for each in exposures if each.structure == structure]
    met = [each for each in met if each.country in ("", country)]
    single = {f"{each.hazard}_{each.node}_loss": each for each in met}
    made = {name: _loss(name, row, label[row.hazard]) for name, row in single.items()}
    groups = dict.fromkeys(group.values())
    for key in groups:
        names = tuple(name for name, row in single.items() if group[row.hazard] == key)
        made[f"{key}_loss"] = _together(f"{key}_loss", names, f"Share of demand lost to {key}.")
    parts = tuple(f"{key}_loss" for key in groups)
    text = "Expected unserved demand: share of the magnets not delivered once the deal operates."
    made["unserved_demand"] = _together("unserved_demand", parts, text)
    return made


@dataclass(frozen=True)
class _Order:
    """Which of a loss formula's further inputs mean what."""

    stocks: int
    extras: tuple[str, ...]
    when: str

    def read(self, others: Sequence[Array]) -> tuple[Array, Array | None, Array | float, Array]:
        """Cover, cap, delay and weight from the inputs that this exposure has."""
        cover = np.zeros((1, 1))
        for stock in others[: self.stocks]:
            cover = cover + stock
        values = dict(zip(self.extras, others[self.stocks :], strict=True))
        weight = values.get("weight", np.ones((1, 1)))
        if self.when:
            weight = weight * (values["when"] == (0.0 if self.when.startswith("!") else 1.0))
        return cover, values.get("cap"), values.get("delay", 0.0), weight


def _loss(name: str, row: ExposureRow, label: str) -> Formula:
    term = row.when.removeprefix("!")
    extras = {"weight": row.weight, "cap": row.cap, "delay": row.delay, "when": term}
    present = {key: value for key, value in extras.items() if value}
    order = _Order(len(row.stocks), tuple(present), row.when)
    own = tuple(f"{row.hazard}_{part}" for part in ("rate", "duration", "severity"))
    return Formula(
        name=name,
        unit="1",
        source=row.source,
        inputs=(*own, "disruption_spread", "india_share", *row.stocks, *present.values()),
        compute=_loss_function(order),
        text=f"Share of demand lost to: {label} ({row.node.replace('_', ' ')}). {row.reason}",
        written=_written(name, row, own),
    )


def _loss_function(order: _Order) -> Callable[..., Array]:
    def compute(
        rate: Array, mean: Array, severity: Array, spread: Array, india: Array, *others: Array
    ) -> Array:
        cover, cap, delay, weight = order.read(others)
        felt = np.maximum(severity - (1.0 - india), 0.0) / india
        return weight * unserved(rate, mean, spread, felt, cover, cap, delay)

    return compute


def _written(name: str, row: ExposureRow, own: tuple[str, ...]) -> str:
    cover = " + ".join(row.stocks) or "0"
    late = f", felt after {row.delay}" if row.delay else ""
    until = f", ended after {row.cap}" if row.cap else ""
    weight = f"{row.weight} * " if row.weight else ""
    when = f" if {row.when.replace('!', 'not ')}" if row.when else ""
    rate, mean, severity = own
    return (
        f"{name} = {weight}unserved(rate={rate}, mean={mean}, "
        f"severity=max({severity} - (1 - india_share), 0) / india_share, "
        f"cover={cover}{late}{until}){when}"
    )


def _together(name: str, parts: tuple[str, ...], text: str) -> Formula:
    def compute(*shares: Array) -> Array:
        served = np.ones((1, 1))
        for share in shares:
            served = served * (1.0 - share)
        return 1.0 - served

    product = " * ".join(f"(1 - {part})" for part in parts) or "1"
    return Formula(
        name=name,
        unit="1",
        source="definition",
        inputs=parts,
        compute=compute,
        text=text,
        written=f"{name} = 1 - {product}",
    )


@formula(unit="1", source="definition")
def supply_security(unserved_demand: Array) -> Array:
    """Supply-security criterion: share of the demand served once the deal operates."""
    return 1.0 - unserved_demand


@formula(unit="a", source="definition")
def feed_gap(top_up: Array, top_up_delay: Array) -> Array:
    """Longest time without oxide: until imports replace it, or without end if they may not."""
    return np.where(top_up > 0.0, top_up_delay, NEVER)


@formula(unit="1", source="definition")
def imported_oxide_share(
    imported_oxide_used: Array,
    irel_oxide_used: Array,
    discount_factor: Array,
) -> Array:
    """Share of the oxide that comes from abroad, over the life of the deal."""
    imported = np.sum(imported_oxide_used * discount_factor, axis=1, keepdims=True)
    own = np.sum(irel_oxide_used * discount_factor, axis=1, keepdims=True)
    return imported / (imported + own)


@formula(unit="1", source="definition")
def irel_oxide_share(imported_oxide_share: Array) -> Array:
    """Share of the oxide that comes from IREL, over the life of the deal."""
    return 1.0 - imported_oxide_share
