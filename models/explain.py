"""Explain a number: its expression, what goes into it, and the source of each.

Raises   StudyError: a deal or a quantity that the study does not have.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.evaluate import Block, inputs, run
from models.limits import keep_limits
from models.memo import Memo, Numbered
from models.sampling import BLOCK
from models.study import Deal, Study
from models.tables import Parameter
from models.terms import Term
from models.wiring import GIVEN, Wired, country_of, scale, wired

CALENDAR = {
    "year": "Years since the effective date",
    "period": "Length of a year",
    "world": "Number of the world of interruptions, one for each draw",
    "seed": "Seed of the draws",
}


@dataclass(frozen=True)
class Explanation:
    """One quantity and, below it, what it was computed from."""

    name: str
    kind: str  # formula, parameter, term or calendar
    label: str
    unit: str
    sources: tuple[str, ...]
    low: float
    middle: float
    high: float
    expression: str = ""
    locator: str = ""
    grade: str = ""
    note: str = ""
    changed: bool = False
    chosen: str = ""  # of a choice the label of its option; its numbers are the option's place
    inputs: tuple["Explanation", ...] = ()

    def walk(self) -> Iterator["Explanation"]:
        """Pass over this quantity and everything below it, each once."""
        queue, seen = [self], {self.name}
        while queue:
            found = queue.pop(0)
            yield found
            fresh = [each for each in found.inputs if each.name not in seen]
            queue += fresh
            seen |= {each.name for each in fresh}


Known = dict[tuple[str, int], Explanation]  # what is already opened, by name and depth


@dataclass(frozen=True)
class Traced:
    """Everything a deal computed for one block of draws."""

    deal: Deal
    ready: Wired
    given: Mapping[str, Parameter | float]
    values: Mapping[str, Numbered]
    overridden: frozenset[str]

    @property
    def quantities(self) -> tuple[str, ...]:
        """Names of all quantities computed, in the order in which they were."""
        return tuple(step.name for step in self.ready.steps)

    def explain(self, name: str, depth: int = 1) -> Explanation:
        """Explain one quantity, following its inputs to the given depth (-1: to the ends)."""
        return self._explained(name, depth, {})

    def _explained(self, name: str, depth: int, known: Known) -> Explanation:
        """Explain a quantity once, however many others read it."""
        if (name, depth) not in known:
            known[name, depth] = self._opened(name, depth, known)
        return known[name, depth]

    def _opened(self, name: str, depth: int, known: Known) -> Explanation:
        if name not in self.values:
            near = difflib.get_close_matches(name, self.values, n=1)
            fix = f"Did you mean {near[0]}?" if near else "See the quantities of the deal"
            raise StudyError([Problem(self.deal.name, f"has no quantity {name!r}", fix)])
        if name in self.ready.formulas:
            return self._formula(name, depth, known)
        return self._end(name)

    def _formula(self, name: str, depth: int, known: Known) -> Explanation:
        made = self.ready.formulas[name]
        below = made.inputs if depth else ()
        told: dict[str, Any] = {
            "kind": "formula",
            "label": made.text,
            "unit": made.unit,
            "expression": made.expression,
            "sources": tuple(made.source.split("|")),
            "inputs": tuple(self._explained(each, depth - 1, known) for each in below),
        }
        return Explanation(name=name, **told, **self._spread(name))

    def _end(self, name: str) -> Explanation:
        """Explain what no formula makes: a row, a term or the calendar."""
        row = self.given.get(name)
        if isinstance(row, Parameter):
            changed = row.name in self.overridden
            told: dict[str, Any] = {"kind": "parameter", "locator": row.locator, "note": row.note}
            return self._cited(name, row.name, row, {**told, "changed": changed})
        for term in self.ready.structure.terms:
            if term.name == name:
                chosen = term.options.get(getattr(self.deal.terms, name), "")
                told = {"kind": "term", "note": term.help, "chosen": chosen}
                return self._cited(name, name, term, told)
        told = {"kind": "calendar", "label": CALENDAR[name], "unit": GIVEN[name]}
        return Explanation(name=name, sources=("definition",), **told, **self._spread(name))

    def _cited(
        self, name: str, shown: str, row: Parameter | Term, told: Mapping[str, Any]
    ) -> Explanation:
        cited: dict[str, Any] = {"label": row.label, "unit": row.unit, "grade": row.grade}
        sources = tuple(row.source.split("|"))
        spread = self._spread(name, scale(row))
        return Explanation(name=shown, sources=sources, **cited, **told, **spread)

    def _spread(self, name: str, factor: float = 1.0) -> dict[str, Any]:
        """P10, P50 and P90 over draws; of a path, those of its yearly mean.

        Years and draws in which there is no number are left out: a coverage where nothing is owed,
        a cost where nothing is ever made.
        """
        array = self.values[name].array
        made = self.ready.formulas.get(name)
        if made is not None and made.told is not None:
            array = made.told(array)[:, None]
        known = np.isfinite(array)
        count = np.sum(known, axis=1)
        total = np.sum(np.where(known, array, 0.0), axis=1)
        cases = total[count > 0] / count[count > 0] / factor if count.any() else np.full(1, np.nan)
        low, middle, high = (float(each) for each in np.percentile(cases, (10, 50, 90)))
        return {"low": low, "middle": middle, "high": high}


def trace(study: Study, dataset: Dataset, deal_name: str, *, memo: Memo | None = None) -> Traced:
    """Compute everything of one deal for the first draws of a study."""
    deal = study.deal(deal_name)
    country = country_of(deal, dataset)
    data = dataset.with_overrides(study.world.overrides)
    ready = wired(dataset, deal.structure, country)
    given = inputs(deal, ready, data, country)
    keep_limits({deal.name: given})
    block = Block(study.seed, 0, min(BLOCK, study.draws))
    values = run(ready, given, block, memo or Memo())
    return Traced(deal, ready, given, values, frozenset(study.world.overrides))


def explain(
    study: Study, dataset: Dataset, deal_name: str, quantity: str, depth: int = 1
) -> Explanation:
    """Explain one quantity of one deal."""
    return trace(study, dataset, deal_name).explain(quantity, depth)
