"""Rows of the reference tables: shown, searched and cited; lenses alone compute with countries.

Units    In the column ``unit`` where there is one; otherwise the data dictionary states them.
         Capital is in millions of the currency named, intensity in USD/(kg/a), spans in months.
"""

from typing import Literal

from models.cells import (
    Date,
    Days,
    End,
    Grade,
    Key,
    Keys,
    MaybeKey,
    MaybeNumber,
    MaybeRung,
    MaybeUnit,
    MaybeYear,
    Note,
    Row,
    Text,
    Unit,
)


class CountryFact(Row):
    """One figure or rule of one country at one time."""

    identity = ("country", "metric", "year", "source", "mode", "text")

    country: Text
    iso3: Text
    metric: Key
    year: Text
    low: MaybeRung
    mode: MaybeRung
    high: MaybeRung
    unit: MaybeUnit
    text: str
    source: Text
    grade: Grade
    note: Note


class Plant(Row):
    """One real plant: what it can make, what it cost and how long it took."""

    key: Text
    company: Text
    plant: Text
    country: Text
    region: Text
    scope: Text
    product: Text
    capacity: MaybeNumber
    capacity_basis: str
    capital: MaybeNumber
    currency: str
    capital_year: MaybeYear
    capital_kind: str
    capital_in_dollars: MaybeNumber
    intensity: MaybeNumber
    intensity_2025: MaybeNumber
    announced: str
    ground_broken: str
    first_product_planned: str
    first_product: str
    first_sale: str
    announced_to_first_product: MaybeNumber
    ground_to_first_product: MaybeNumber
    slip: MaybeNumber
    announced_to_first_sale: MaybeNumber
    ramp: str
    jobs: str
    status: Text
    status_as_of: str
    capital_class: Text
    schedule_class: Text
    source: Text
    grade: Grade
    note: Note


class Price(Row):
    """One dated price as it was quoted, and the same in USD/kg without value-added tax."""

    identity = ("date", "frequency", "product", "basis")

    date: Text
    frequency: Text
    product: Text
    basis: Text
    tax: Literal["included", "excluded", "not stated", "not applicable"]
    low: MaybeRung
    mode: MaybeRung
    high: MaybeRung
    unit: Unit
    dollars_as_quoted: MaybeNumber
    dollars_before_tax: MaybeNumber
    source: Text
    grade: Grade
    note: Note


class TradeFact(Row):
    """One observation or forecast of trade, demand or use."""

    identity = ("period", "country", "flow", "hs_code", "product", "metric", "partner", "source")

    period: Text
    country: Text
    flow: Text
    hs_code: Text
    product: Text
    metric: Text
    low: MaybeRung
    mode: MaybeRung
    high: MaybeRung
    unit: Unit
    partner: Text
    source: Text
    grade: Grade
    note: Note


class Policy(Row):
    """One rule, tax, scheme or control of a government."""

    key: Text
    jurisdiction: Text
    area: Text
    instrument: Text
    date: str
    status: str
    low: MaybeRung
    mode: MaybeRung
    high: MaybeRung
    unit: MaybeUnit
    text: str
    source: Text
    grade: Grade
    note: Note


class Precedent(Row):
    """One published term of one real deal."""

    key: Text
    structure: MaybeKey  # empty: no structure here compares
    kind: Text
    parties: Text
    date: str
    term: Text
    low: MaybeRung
    mode: MaybeRung
    high: MaybeRung
    unit: Unit
    source: Text
    grade: Grade
    note: Note


class Event(Row):
    """One interruption of supply that happened, and how hard it hit."""

    key: Text
    start: Date
    end: End
    duration_low: MaybeRung
    duration_mode: MaybeRung
    duration_high: MaybeRung
    acting_country: Text
    affected: Text
    stage: Text
    cause: Text
    severity_low: MaybeRung
    severity_mode: MaybeRung
    severity_high: MaybeRung
    severity_basis: Text
    price_effect: str
    description: Text
    hazards: Keys  # that it counts for
    days: Days  # of a full stop; so far, where it is open
    source: Text
    grade: Grade
    note: Note


class Correction(Row):
    """Where sources disagree or are set aside: the readings, what is done, why and until when."""

    identity = ("topic",)

    topic: Key
    readings: Text
    treatment: Text
    reason: Text
    affects: Keys
    until: Text
    source: Text
    status: Literal["open", "settled"]


class ArticleClaim(Row):
    """One claim of the two articles that the project grew from, and how it has stood."""

    identity = ("claim_id",)

    claim_id: Text
    topic: Text
    claim: Text
    low: MaybeRung
    mode: MaybeRung
    high: MaybeRung
    unit: MaybeUnit
    source: Text
    locator: Text
    status: Literal["holds", "in part", "superseded", "not checked"]
    note: Note
