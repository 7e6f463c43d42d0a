"""Rows of the tables that drive the model: one class per file, one field per column, in order.

Tables that are shown but not computed with are in ``reference``; what each kind of cell allows is
in ``cells``.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from models.cells import (
    LONGEST_STAGE,
    UNITS,
    Best,
    Condition,
    Distribution,
    Grade,
    Held,
    Key,
    Keys,
    Loading,
    MaybeKey,
    MaybeName,
    MaybeRung,
    MaybeUnit,
    MoneyYear,
    Note,
    PageRead,
    Row,
    Rung,
    Text,
    Unit,
    Url,
)

__all__ = [
    "UNITS",
    "Criterion",
    "Exposure",
    "Hazard",
    "Parameter",
    "Partner",
    "Source",
    "Stage",
    "WorldRow",
]


class Parameter(Row):
    """One number: how it is spread, how far it may go, and where it comes from."""

    identity = ("key", "structure", "country")

    key: Key
    structure: MaybeKey  # empty: for every structure
    country: MaybeKey  # empty: wherever it is
    label: Text
    unit: Unit
    distribution: Distribution
    minimum: Rung
    low: Rung
    mode: Rung
    high: Rung
    maximum: Rung
    currency_year: MoneyYear
    as_of: str
    factor: MaybeKey
    loading: Loading
    source: Text  # several keys with | between them
    locator: str
    grade: Grade
    note: Note

    @property
    def name(self) -> str:
        """Name unique over the dataset: ``key``, ``.structure`` and ``@country`` where given."""
        structure = f".{self.structure}" if self.structure else ""
        return f"{self.key}{structure}" + (f"@{self.country}" if self.country else "")


class Stage(Row):
    """One stage on the way to magnets, and the stages that must end before it starts."""

    key: Key
    code: Text
    label: Text
    structures: Keys
    predecessors: Keys
    when: Condition
    overlap: bool
    shortened_by: MaybeKey
    rework: MaybeKey = ""  # not in numbers kept before it came
    milestone: MaybeKey = ""
    elapsed: Annotated[float, Field(ge=0)]
    low: Annotated[Rung, Field(ge=0)]
    mode: Rung
    high: Annotated[Rung, Field(le=LONGEST_STAGE)]
    factor: MaybeKey
    loading: Loading
    source: Text
    locator: str
    grade: Grade
    note: Note

    def as_parameter(self) -> Parameter:
        """Return the duration as a parameter, which a user may override like any other."""
        columns = Parameter.model_fields.keys() & Stage.model_fields.keys()
        shared = {column: getattr(self, column) for column in columns}
        own = {"key": f"{self.key}_duration", "unit": "month", "distribution": "pert"}
        bounds = {"minimum": 0.0, "maximum": LONGEST_STAGE, "currency_year": None, "as_of": ""}
        return Parameter(**{**shared, **own, **bounds, "structure": "", "country": ""})


class Hazard(Row):
    """One thing that can interrupt supply."""

    key: Key
    code: Text
    label: Text
    group: Text
    grades: Literal["all", "heavy"]
    description: Text
    source: Text
    locator: str
    grade: Grade
    note: Note


class Exposure(Row):
    """Which node of which structure a hazard hits, and what softens the blow."""

    identity = ("structure", "country", "hazard", "node", "when")

    structure: Key
    country: MaybeKey
    hazard: Key
    node: Text
    place: Keys = ()  # not in numbers kept before it came
    weight: MaybeKey
    stocks: Keys
    cap: MaybeKey
    delay: MaybeKey
    when: Condition
    reason: Text
    source: Text
    grade: Grade


class Criterion(Row):
    """What deals are judged on: the values worth 0 and 100, and its weight at the start."""

    key: Key
    label: Text
    unit: Unit
    worst: float
    best: Best
    weight: Annotated[float, Field(ge=0)]
    reason: Text
    source: Text
    grade: Grade


class Source(Row):
    """Where numbers come from, complete enough for a reader to find it."""

    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
    citation: Text
    publisher: Text
    published: Text
    accessed: Text
    url: Url
    page_read: PageRead


class Partner(Row):
    """A company that might be on the other side of the table."""

    key: Key
    company: Text
    country: Key
    role: Text
    site: str
    capacity_low: MaybeRung
    capacity_mode: MaybeRung
    capacity_high: MaybeRung
    unit: MaybeUnit
    capacity_year: str
    china_exposure: str
    heavy_position: str
    stance_on_india: str
    structures: Keys
    source: Text
    grade: Grade
    note: Note


class WorldRow(Row):
    """One number that a named world holds; a world that holds none has one row without."""

    identity = ("key", "parameter")

    key: Key
    label: Text
    story: Text
    parameter: MaybeName
    value: Held
    source: Text
    grade: Grade
