"""One input moved, all others as they are: the same draws several times over, side by side.

A sweep holds ``copies`` of the same cases. To move an input gives each copy a value of its own;
only the formulas that the input reaches are computed again. A yearly shock is moved as a whole:
its value is the mean of its path over the years.

Shapes   Results (copies, n).
Units    Of the rows and terms; days as decimal years, options as their place.
Limits   Other inputs stay as drawn, correlated ones too. At most one block of draws.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from models.analysis.case_graph import Base, Graph, Name, Prepared, at_chance, held
from models.analysis.cases import Results, chance_of, parameters
from models.analysis.luck import is_luck
from models.chain.shared_terms import GRADES
from models.errors import StudyError
from models.formula import Array
from models.limits import keep_limits
from models.sampling import FIXED, YEARLY, YEARS
from models.tables import Parameter
from models.terms import Term
from models.wiring import scale

WIDEST = 4.0  # standard deviations of a path's mean that a yearly shock is followed to
PATH = 1.0 / np.sqrt(YEARS)  # standard deviation of the mean of a path of yearly shocks
DAYS = 365.25
SWITCH = "A switch"  # how the note of a parameter begins that is on or off


@dataclass(frozen=True)
class Input:
    """One input that can be moved: its present value and how far it may go."""

    name: Name
    row: Parameter | Term

    @property
    def deal(self) -> str:
        """Deal whose term it is; none for a parameter."""
        return self.name[0] if isinstance(self.name, tuple) else ""

    @property
    def kind(self) -> str:
        """What is moved: parameter, number, flag, day or choice."""
        return self.row.kind if isinstance(self.row, Term) else "parameter"

    @property
    def options(self) -> tuple[float, ...]:
        """Places of the options of a flag or a choice; none where it is a number."""
        if self.kind == "flag":
            return 0.0, 1.0
        count = len(self.row.options) if isinstance(self.row, Term) else 0
        return tuple(float(place) for place in range(count))

    @property
    def span(self) -> tuple[float, float]:
        """Least and greatest value allowed."""
        if self.options:
            return self.options[0], self.options[-1]
        if isinstance(self.row, Term):
            return _number(self.row.low), _number(self.row.high)
        if self.row.distribution == YEARLY:
            return -WIDEST * PATH, WIDEST * PATH
        return self.row.minimum, self.row.maximum

    def at(self, chance: float) -> float:
        """Value of a parameter below which it lies with a chance."""
        if isinstance(self.row, Term):
            raise TypeError(f"{self.name}: a term has no law")
        if self.row.distribution == YEARLY:
            return float(ndtri(chance) * PATH)
        return float(at_chance(self.row, np.array([chance]))[0])

    def chance(self, value: float) -> float | None:
        """Chance that a parameter lies below a value; none where it has no law."""
        if isinstance(self.row, Term):
            return None
        if self.row.distribution == YEARLY:
            return float(ndtr(value / PATH))
        return chance_of(self.row, value)


def moved_inputs(deals: Sequence[Prepared], *, fixed: bool, terms: bool) -> tuple[Input, ...]:
    """Inputs that the deals read: parameters that vary, and if asked the fixed ones and terms."""
    rows = [row for row in parameters(deals).values() if row.minimum < row.maximum]
    found = [Input(row.name, row) for row in rows if fixed or row.distribution != FIXED]
    for each in deals if terms else ():
        read = (key for key, name in each.columns.items() if isinstance(name, tuple))
        found += [Input((each.deal.name, key), each.terms[key]) for key in read]
    return tuple(found)


def is_agreed(row: Parameter | Term) -> bool:
    """Whether a break-even of it means something.

    Not luck, nor a switch that is on or off, nor the grade mix: in one deal alone it would compare
    two different demands.
    """
    if isinstance(row, Term):
        return row.group != GRADES
    return not (is_luck(row) or row.note.startswith(SWITCH))


def permitted(each: Prepared, term: str, value: float) -> bool:
    """Whether a deal's terms, taken together, may hold this value."""
    known = each.terms[term]
    try:
        changed = each.deal.with_terms(**{term: written(known, value)})
        keep_limits({changed.name: {**each.given, term: value * scale(known)}})
    except StudyError:
        return False
    return True


def written(term: Term, value: float) -> float | bool | str | datetime.date:
    """A term's value as people write it, from its number."""
    if term.kind == "flag":
        return value >= 0.5  # noqa: PLR2004  (nearer to yes than to no)
    if term.kind == "choice":
        return list(term.options)[round(value)]
    if term.kind == "day":
        year = int(value)
        return datetime.date(year, 1, 1) + datetime.timedelta(round((value - year) * DAYS))
    return value


class Sweep:
    """Copies of the same cases of some deals, in which inputs can be moved."""

    def __init__(
        self, deals: Sequence[Prepared], rows: int, copies: int, seed: int, base: Base = "drawn"
    ) -> None:
        self.deals = tuple(deals)
        self.rows = rows if base == "drawn" else 1
        self.copies = copies
        terms = [name for each in deals for name in each.columns.values()]
        self._graphs = {each.deal.name: Graph([each], apart=terms) for each in deals}
        self._values: dict[str, dict[int, Array]] = {}
        for name, graph in self._graphs.items():
            size = rows if base == "drawn" else copies
            columns = graph.filled({}, seed, 0, size, base)
            if base == "drawn":
                columns = {place: self._tiled(each) for place, each in columns.items()}
            self._values[name] = graph.run(columns)
        self._rows = {
            name: held(row, seed, 0, self.rows, base) for name, row in parameters(deals).items()
        }

    @property
    def present(self) -> Results:
        """Results with nothing moved, (1, n)."""
        return {
            name: {q: self._cases(self._values[name][place])[:1] for _, q, place in graph.targets}
            for name, graph in self._graphs.items()
        }

    def moved(self, changes: Mapping[Name, Array]) -> Results:
        """Results with some inputs moved: one value for each copy."""
        return {name: self._moved(name, changes) for name in self._graphs}

    def _moved(self, deal: str, changes: Mapping[Name, Array]) -> dict[str, Array]:
        graph, values = self._graphs[deal], self._values[deal]
        fresh: dict[int, Array] = {}
        for name, amounts in changes.items():
            if name in graph.sources:
                place = graph.sources[name]
                fresh[place] = self._column(name, amounts) * scale(graph.origin[place][1])
        steps = graph.reached(tuple(fresh))
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for place, compute, reads in steps:
                if fresh.keys().isdisjoint(reads):  # what it reads has turned out the same
                    continue
                made = compute(*[fresh[i] if i in fresh else values[i] for i in reads])
                if not _same(made, values[place]):
                    fresh[place] = made
        found = {q: fresh.get(place, values[place]) for _, q, place in graph.targets}
        return {q: self._cases(each) for q, each in found.items()}

    def _column(self, name: Name, amounts: Array) -> Array:
        column: Array = np.repeat(np.asarray(amounts, dtype=float), self.rows)[:, None]
        path = self._rows.get(name) if isinstance(name, str) else None
        if path is None or path.shape[1] == 1:
            return column
        about = path - path.mean(axis=1, keepdims=True)
        return np.asarray(column + np.tile(about, (self.copies, 1)))

    def _tiled(self, column: Array) -> Array:
        return column if len(column) == 1 else np.tile(column, (self.copies, 1))

    def _cases(self, array: Array) -> Array:
        whole = np.broadcast_to(array[:, 0], (self.copies * self.rows,))
        return np.asarray(whole.reshape(self.copies, self.rows))


def _same(made: Array, known: Array) -> bool:
    """Whether nothing has changed; two corners tell most of what has at once."""
    if made.shape != known.shape or made[0, -1] != known[0, -1] or made[-1, -1] != known[-1, -1]:
        return False
    return bool((made == known).all())


def _number(bound: float | str | datetime.date) -> float:
    if isinstance(bound, datetime.date):
        return bound.year + (bound.timetuple().tm_yday - 1) / DAYS
    return float(bound)
