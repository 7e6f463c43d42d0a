"""Deals in named worlds and with other people's weights as plain rows; none for a partner.

Units    Those of the criteria; scores and regret 0 to 1; shares of draws of 1.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.report.rows import Cell, Table
from dashboard.report.subject import Subject
from models import CRITERIA, STRUCTURES, NamedWorld, Term, all_worlds

OWN, NAMED = "own", "dataset"
BEST = tuple(f"best_{key}" for key in CRITERIA)


def worlds_table(subject: Subject) -> Table:
    """Every deal in every world: criteria, score, regret, and whether it wins."""
    heads = ("world", "made_by", "deal", *CRITERIA, "score", "regret", "wins", "clearly", *BEST)
    rows: list[tuple[Cell, ...]] = []
    if (found := subject.stress) is None:
        return Table(heads, ())
    for place, each in enumerate(found.outlooks):
        for deal, name in enumerate(found.deals):
            told = (each.world.label, OWN if each.world.own else NAMED, name)
            means = tuple(each.means[name][key] for key in CRITERIA)
            wins = each.winner == name
            scored = (each.scores[name], float(found.worst.regret[deal, place]), wins)
            best = tuple(each.best[key] == name for key in CRITERIA)
            rows.append((*told, *means, *scored, each.apart if wins else None, *best))
    criteria = subject.dataset.criteria.items()
    units = {key: "share" if each.unit == "1" else each.unit for key, each in criteria}
    return Table(heads, tuple(rows), units | dict.fromkeys(("score", "regret"), "0 to 1"))


def regrets_table(subject: Subject) -> Table:
    """Worlds won and worst-case regret of every deal."""
    heads = ("deal", "worlds_won", "worst_regret", "in_world", "least_of_all")
    if (found := subject.stress) is None or not found.outlooks:
        return Table(heads, ())
    wins, least = found.wins(), found.least_regret
    worst = {name: found.worst_regret(name) for name in found.deals}
    rows = tuple(
        (name, wins[name], regret, world.label, name in least)
        for name, (regret, world) in worst.items()
    )
    return Table(heads, rows, {"worst_regret": "0 to 1"})


def held_table(subject: Subject) -> Table:
    """What every world holds: numbers of the dataset, and terms of the deals that have them."""
    rows: list[tuple[Cell, ...]] = []
    for world in all_worlds(subject.study, subject.dataset):
        made_by = OWN if world.own else NAMED
        for name, value in world.overrides.items():
            row = subject.dataset.parameters.get(name)
            label, unit, usual = (row.label, row.unit, row.mode) if row else (name, "", None)
            rows.append((world.label, made_by, "number", name, label, unit, value, usual))
        rows += [(world.label, made_by, *each) for each in _terms(world)]
    heads = ("world", "made_by", "kind", "name", "label", "unit", "held_at", "in_the_dataset")
    return Table(heads, tuple(rows))


def people_table(subject: Subject) -> Table:
    """Everybody's weights, and how often each deal is the best by them; the user first."""
    weights = tuple(f"weight_{key}" for key in CRITERIA)
    heads, rows = ("whose", *weights, "deal", "first"), list[tuple[Cell, ...]]()
    if (found := subject.opinions) is None:
        return Table(heads, ())
    for place, name in enumerate(found.people):
        own: tuple[Cell, ...] = (name or "the study's own", *map(float, found.weights[place]))
        firsts = zip(found.deals, map(float, found.first[place]), strict=True)
        rows += [(*own, deal, first) for deal, first in firsts]
    nobody: tuple[Cell, ...] = ("all together", *(None for _ in CRITERIA))
    together = zip(found.deals, map(float, found.together), strict=True)
    rows += [(*nobody, deal, first) for deal, first in together]
    return Table(heads, tuple(rows), {"first": "share of draws"})


def agreement(subject: Subject) -> str:
    """Say how far the orders of the deals agree, where others have weights."""
    share = subject.opinions.agreement if subject.opinions else None
    told = "" if share is None else f"; agreement of their orders (Kendall's W) {share:.3f} of 1"
    return f"Other people's weights: how often each deal is the best, as shares of draws{told}"


def _terms(world: NamedWorld) -> Iterator[tuple[Cell, ...]]:
    for name, value in world.terms.items():
        term = _declared()[name]
        told: Any = term.options.get(value, value) if isinstance(value, str) else value
        yield "term", name, term.label, term.unit, told, None


def _declared() -> Mapping[str, Term]:
    return {term.name: term for each in STRUCTURES.values() for term in each.terms}
