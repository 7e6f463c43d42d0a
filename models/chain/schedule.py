"""Lead time: from the network of stages to first, qualified and stalled magnets.

    outside_delay = w (plant_time - (commissioning_finish - announcement))

Two clocks. The network counts from the effective date: a decision, before partner, board and
permits. Real plants count from their public announcement, often with site and technology in hand.
So only the part of the network after the announcement is moved, by the weight w, towards what a
real plant took at the same rank; what comes before it and the qualification after it stay.

Shapes   (n, 1).
Units    Months from the effective date.
Sources  Network: ``schedule_network``; real plants: ``plants.csv``; the dial between inside and
         outside view: reference-class forecasting (Kahneman and Lovallo 1993; Flyvbjerg 2006).
Limits   Real plants are those that were built; those that were not are the stall. Tolling has one
         precedent, too few for a distribution, and stays with its network.
"""

import numpy as np

from models.chain.arrays import bounded
from models.chain.schedule_network import StageRow, network, predecessors
from models.formula import Array, formula

__all__ = ["StageRow", "network", "predecessors"]
QUARTERS = 4.0


@formula(unit="month", source="an_derived")
def plant_time(
    plant_rank: Array,
    plant_time_shortest: Array,
    plant_time_lower_quartile: Array,
    plant_time_median: Array,
    plant_time_upper_quartile: Array,
    plant_time_longest: Array,
) -> Array:
    """Months from public announcement to first magnets of a real plant at this world's rank."""
    lower, middle = plant_time_lower_quartile, plant_time_median
    upper, longest = plant_time_upper_quartile, plant_time_longest
    quarters = QUARTERS * plant_rank
    return (
        plant_time_shortest
        + (lower - plant_time_shortest) * bounded(quarters, 0.0, 1.0)
        + (middle - lower) * bounded(quarters - 1.0, 0.0, 1.0)
        + (upper - middle) * bounded(quarters - 2.0, 0.0, 1.0)
        + (longest - upper) * bounded(quarters - 3.0, 0.0, 1.0)
    )


@formula(unit="month", source="definition")
def outside_delay(
    outside_view: Array, plant_time: Array, announcement: Array, commissioning_finish: Array
) -> Array:
    """What weight on real plants adds after the announcement; below zero where they are quicker."""
    return outside_view * (plant_time - (commissioning_finish - announcement))


@formula(unit="month", source="an_derived")
def stall_delay(stall_chance: Array, stall_probability: Array, stall_duration: Array) -> Array:
    """Time lost if the project stalls and has to be begun again with somebody else."""
    return np.where(stall_chance < stall_probability, stall_duration, 0.0 * stall_duration)


@formula(unit="month", source="definition")
def first_magnets(commissioning_finish: Array, outside_delay: Array, stall_delay: Array) -> Array:
    """Months from the effective date to the first magnets, not yet qualified."""
    return commissioning_finish + outside_delay + stall_delay


@formula(unit="month", source="definition")
def lead_time(
    qualification_finish: Array,
    qualification_copied_finish: Array,
    outside_delay: Array,
    stall_delay: Array,
) -> Array:
    """Lead-time criterion: months to the first qualified magnet at an Indian customer."""
    qualified = np.maximum(qualification_finish, qualification_copied_finish)
    return qualified + outside_delay + stall_delay
