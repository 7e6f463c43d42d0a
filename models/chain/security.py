"""Supply security: the share of a deal's magnet demand that named interruptions leave unserved.

Every draw is one world of ``HORIZON`` years of operation. In it each hazard comes and goes by the
rate and the duration of its rows, the same for every deal, and the deal's chain of stages and
stocks is followed from event to event (``models.supply``). What a world loses is luck as well as
risk: the criterion of a study is the mean over its draws.

What the groups of hazards answer for is their Shapley part, one order of switching on in each
world, so the parts sum to the loss of every world exactly.

Shapes   (n, 1); interruptions (n, 2 k), starts before ends; parts (n, group).
Units    Times in years, rates 1/a, losses as shares of demand.
Sources  Alternating renewal process; durations and rates: rows of the dataset.
Limits   Those of ``models.supply.flow`` and of ``supply_chain``. No seasons.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial

import numpy as np

from models.chain.supply_chain import (
    ExposureRow,
    HazardRow,
    chain_of,
    exposed,
    numbers_needed,
    strikes_of,
)
from models.formula import Array, Formula, formula
from models.sampling import BLOCK, stops
from models.supply.attribution import one_order
from models.supply.events import Draws, Lognormal, Whole, Worlds, events_needed, gather, intervals
from models.supply.flow import simulate

HORIZON = 10.0  # years of operation that a world lasts
NEVER = 1000.0  # a: an end that no clause forces
LUCK = ("world", "seed")  # which world of interruptions a draw is


def losses(
    hazards: Sequence[HazardRow],
    exposures: Iterable[ExposureRow],
    structure: str,
    country: str,
) -> dict[str, Formula]:
    """Formulas of what a structure loses: interruptions, the loss, and its parts by group.

    Parameters
    ----------
    hazards, exposures
        Rows of the dataset.
    structure, country
        Which of the exposures count.
    """
    rows = exposed(exposures, structure, country)
    met = {row.hazard for row in rows}
    found = [each for each in hazards if each.key in met]
    made = {f"{each.key}_stops": _stops_formula(each) for each in found}
    groups = tuple(dict.fromkeys(each.group for each in hazards))
    group = {each.key: each.group for each in found}
    inputs = (*made, *numbers_needed(rows))
    source = "|".join(dict.fromkeys(key for row in rows for key in row.source.split("|")))
    made["unserved_demand"] = Formula(
        name="unserved_demand",
        unit="1",
        source=source or "definition",
        inputs=inputs,
        compute=_unserved(inputs, rows),
        text="Unserved demand: share of the magnets that interruptions keep from their buyers "
        f"over {HORIZON:.0f} years of operation, in one simulated world for each draw.",
        written=_written(rows),
    )
    made["loss_parts"] = Formula(
        name="loss_parts",
        unit="1",
        source="definition",
        inputs=("world", "unserved_demand", *inputs),
        compute=_parts(inputs, rows, group, groups),
        text="Parts of the unserved demand that the groups of hazards answer for: what each adds "
        "when they are switched on one by one, in another order in every world.",
        written="loss_parts = what each group adds to unserved_demand (Shapley value)",
        told=partial(np.sum, axis=1),
    )
    for place, key in enumerate(groups):
        made[f"{key}_loss"] = _part(key, place)
    return made


def _stops_formula(hazard: HazardRow) -> Formula:
    own = f"{hazard.key}_rate", f"{hazard.key}_duration"
    return Formula(
        name=f"{hazard.key}_stops",
        unit="1",
        source="definition",
        inputs=(*own, "disruption_spread", *LUCK),
        compute=stopped(hazard.key),
        text=f"When this happens: {hazard.label}. As a number: the share of the time.",
        written=f"{hazard.key}_stops = interruptions that begin at {own[0]} a year and last "
        f"{own[1]} on the mean, lognormal with disruption_spread, in world number world",
        told=share_of_time,
    )


@lru_cache(maxsize=64)
def stopped(hazard: str) -> Callable[..., Array]:
    """Say when a hazard interrupts in some worlds: starts and ends side by side, (n, 2 k)."""

    def compute(rate: Array, mean: Array, spread: Array, world: Array, seed: Array) -> Array:
        size = max(map(len, (rate, mean, spread, world)))
        number = np.broadcast_to(world, (size, 1))[:, 0].astype(np.int64)
        rates = np.broadcast_to(rate, (size, 1))
        events = events_needed(float(rates.max()), HORIZON)
        draws = _drawn(hazard, int(seed[0, 0]), number, events)
        return np.hstack(intervals(rates, Lognormal(mean, spread), draws, HORIZON))

    return compute


def _drawn(hazard: str, seed: int, worlds: Whole, events: int) -> Draws:
    """Standard draws of some worlds, whichever blocks they are of."""
    blocks, place = np.divmod(worlds, BLOCK)
    parts = [stops(hazard, seed, int(block), events) for block in np.unique(blocks)]
    if len(parts) == 1:
        return Draws(*(each[place] for each in parts[0]))
    rows = np.searchsorted(np.unique(blocks), blocks) * BLOCK + place
    return Draws(*(np.concatenate(each)[rows] for each in zip(*parts, strict=True)))


def share_of_time(stops: Array) -> Array:
    """Share of the horizon in which a hazard interrupts, (n,)."""
    starts, ends = np.split(stops, 2, axis=1)
    lasted = np.clip(ends, 0.0, HORIZON) - np.clip(starts, 0.0, HORIZON)
    share: Array = np.sum(lasted, axis=1) / HORIZON
    return share


def worlds_of(found: Mapping[str, Array], size: int) -> Worlds:
    """Put the interruptions of hazards together into worlds."""
    shown = {key: np.broadcast_to(each, (size, each.shape[1])) for key, each in found.items()}
    halves = {key: np.split(each, 2, axis=1) for key, each in shown.items()}
    return gather({key: (starts, ends) for key, (starts, ends) in halves.items()}, HORIZON)


def _read(names: tuple[str, ...], given: Sequence[Array]) -> tuple[dict[str, Array], Worlds]:
    numbers = dict(zip(names, given, strict=True))
    found = {n.removesuffix("_stops"): a for n, a in numbers.items() if n.endswith("_stops")}
    return numbers, worlds_of(found, max((len(each) for each in given), default=1))


def _unserved(names: tuple[str, ...], rows: Sequence[ExposureRow]) -> Callable[..., Array]:
    def compute(*given: Array) -> Array:
        if not rows:
            return np.zeros((1, 1))
        numbers, worlds = _read(names, given)
        loss = simulate(chain_of(numbers, rows), strikes_of(numbers, rows), worlds).loss
        return _made(numbers, loss[:, None])

    return compute


def _made(numbers: Mapping[str, Array], found: Array) -> Array:
    """Leave out draws in which nothing is ever made: their oxide comes from nowhere."""
    return found + 0.0 * numbers["irel_oxide_share"] if "irel_oxide_share" in numbers else found


def _parts(
    names: tuple[str, ...],
    rows: Sequence[ExposureRow],
    group: Mapping[str, str],
    groups: Sequence[str],
) -> Callable[..., Array]:
    def compute(world: Array, unserved: Array, *given: Array) -> Array:
        if not rows:
            return np.zeros((1, len(groups)))
        numbers, worlds = _read(names, given)
        chain, strikes = chain_of(numbers, rows), strikes_of(numbers, rows)
        size = len(worlds.starts)
        whole = np.nan_to_num(np.broadcast_to(unserved, (size, 1))[:, 0])
        number = np.broadcast_to(world, (size, 1))[:, 0].astype(np.int64)
        found = one_order(chain, strikes, worlds, group, whole, number)
        nothing = np.zeros(size)
        return _made(numbers, np.stack([found.get(each, nothing) for each in groups], axis=1))

    return compute


def _part(key: str, place: int) -> Formula:
    return Formula(
        name=f"{key}_loss",
        unit="1",
        source="definition",
        inputs=("loss_parts",),
        compute=_column(place),
        text=f"Share of demand lost to {key}.",
        written=f"{key}_loss = the part of {key} in loss_parts",
    )


@lru_cache(maxsize=64)
def _column(place: int) -> Callable[[Array], Array]:
    def compute(parts: Array) -> Array:
        return parts[:, [place]]

    return compute


def _written(rows: Sequence[ExposureRow]) -> str:
    """Say which hazard reaches which place, and what a clause makes of it, line by line."""
    lines = [
        f"  {row.hazard} takes {row.hazard}_severity"
        + (f" * {row.weight}" if row.weight else "")
        + f" of {', '.join(row.place)}"
        + (f", felt after {row.delay}" if row.delay else "")
        + (f", until {row.cap}" if row.cap else "")
        + (f", where {row.when.replace('!', 'no ')}" if row.when else "")
        for row in rows
    ]
    return "\n".join(["unserved_demand = share unserved when", *lines])


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
