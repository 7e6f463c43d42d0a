"""Published measures of supply risk, as their authors define them: shares in, one number out.

    concentration        HHI = sum of squared shares
    supply risk (EU)     [HHI_world R/2 + HHI_own (1 - R/2)] (1 - recycled) substitution,
                         with HHI = sum of share^2 * governance * trade
    GeoPolRisk           HHI_world * sum over foreign countries of instability * share
    N-1                  (sum of C - largest C + stock / length) / demand
    diversity            sum over pairs of distance^a * (share * share)^b

Shapes   Mappings from names to floats; one deal or one country at a time.
Units    Shares and indices of 1; governance 0 (best) to 10, instability 0 (best) to 1.
Sources  EU methodology for critical raw materials (``mem_eu_crm_method``); GeoPolRisk: Gemechu et
         al. 2016, Santillan-Saldivar et al. 2022; N-1: Regulation (EU) 2017/1938, annex II;
         diversity: Rao 1982, Stirling 2007; distance: Jaccard 1901. All but N-1 from memory.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import permutations

Shares = Mapping[str, float]
BEST_GOVERNED, SCALE = 2.5, 2.0  # the scores run from -2.5 to 2.5; 10 is the worst of the index


def concentration(shares: Shares, weights: Shares | None = None) -> float:
    """Sum of squared shares, each times the weight of its country."""
    return sum(share**2 * (weights[name] if weights else 1.0) for name, share in shares.items())


def governance_risk(scores: Collection[float]) -> float:
    """Governance as the EU weighs it: from 0 (best) to 10, by the mean of the six scores."""
    return (BEST_GOVERNED - sum(scores) / len(scores)) * SCALE


def instability(score: float) -> float:
    """Political stability turned round: from 0 (best) to 1."""
    return (BEST_GOVERNED - score) / (2.0 * BEST_GOVERNED)


def supply_risk(
    world: float, own: float, reliance: float, recycled: float, substitution: float
) -> float:
    """Supply risk as the EU computes it, from weighted concentrations of world and own supply."""
    mixed = world * reliance / 2.0 + own * (1.0 - reliance / 2.0)
    return mixed * (1.0 - recycled) * substitution


def geopolitical_risk(world: float, imported: Shares, unstable: Shares) -> float:
    """GeoPolRisk: world concentration times the instability of what is imported."""
    return world * sum(unstable[name] * share for name, share in imported.items())


def largest(shares: Shares) -> tuple[str, float]:
    """Name and share of the largest; nobody if there is none."""
    if not shares:
        return "", 0.0
    name = max(shares, key=lambda each: (shares[each], each))
    return name, shares[name]


def n_minus_1(
    capacities: Sequence[float], stock: float, length: float, demand: float = 1.0
) -> float:
    """Share of demand that can be met without the largest source, for so long a stress.

    ``stock`` and ``length`` are in the same unit of time, capacities in that of demand.
    """
    left = sum(capacities) - max(capacities, default=0.0)
    return (left + stock / length * demand) / demand


def diversity(
    shares: Shares,
    distance: Mapping[tuple[str, str], float],
    balance: float = 1.0,
    disparity: float = 1.0,
) -> float:
    """Stirling's diversity over ordered pairs; with both exponents 1 it is Rao's."""
    pairs = (
        distance[one, other] ** disparity * (shares[one] * shares[other]) ** balance
        for one, other in permutations(shares, 2)
    )
    return float(sum(pairs))


def jaccard(one: Collection[str], other: Collection[str]) -> float:
    """How little two sets have in common: 0 the same, 1 nothing; two empty sets are the same."""
    either = set(one) | set(other)
    return 1.0 - len(set(one) & set(other)) / len(either) if either else 0.0


def disjoint(routes: Mapping[str, Collection[str]]) -> tuple[frozenset[str], ...]:
    """Group routes that share a hazard, directly or by way of others, as one source."""
    groups: list[tuple[set[str], set[str]]] = []
    for name, hazards in routes.items():
        met = [each for each in groups if each[1] & set(hazards)]
        rest = [each for each in groups if not each[1] & set(hazards)]
        names = {name}.union(*(each[0] for each in met))
        groups = [*rest, (names, set(hazards).union(*(each[1] for each in met)))]
    return tuple(frozenset(names) for names, _ in groups)
