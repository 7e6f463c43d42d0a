"""The simulated supply of deals as plain rows, for the workbook and for files; none of a partner's.

Means are over worlds, one for each of the first draws, at most 2,000, with standard errors.

Units    Days are days of the deal's whole demand; shares of 1.
"""

from collections.abc import Iterator, Mapping

from dashboard import text
from dashboard.report.rows import Cell, Table
from dashboard.report.subject import Subject
from dashboard.supplies import CLAUSES, Supplying, group

DAYS = text.DAYS_A_YEAR
YEARLY, PER_YEAR, SHARE = "days a year", "1/a", "share"
AGREED, NOT_AGREED = "agreed", "not agreed"
HEADS = ("deal", "kind", "item", "state", "mean", "standard_error", "unit")
MET = ("deal", "hazard", "stage", "controlled_by", "why")


def supply_table(subject: Subject) -> Table:
    """How well every deal serves its demand, what it loses to what, and what its clauses save."""
    rows = [(name, *row) for name, each in subject.supply.items() for row in _rows(each)]
    return Table(HEADS, tuple(rows))


def exposure_table(subject: Subject, hazards: Mapping[str, str]) -> Table:
    """Which hazard reaches which stage of which deal, and who controls the stage."""
    rows = [
        (name, hazards[hazard], *told)
        for name, each in subject.supply.items()
        for hazard, *told in each.exposures
    ]
    return Table(MET, tuple(rows))


def _rows(found: Supplying) -> Iterator[tuple[Cell, ...]]:
    said = found.summary
    served, error = 1.0 - said.unserved.mean, said.unserved.error
    yield "result", "Demand served", "", served, error, SHARE
    yield "result", "Unserved", "", DAYS * said.unserved.mean, DAYS * error, YEARLY
    yield "result", "Unserved in the worst 5 % of worlds", "", DAYS * said.tail, None, YEARLY
    yield "result", "Worlds without any loss", "", said.untouched.mean, said.untouched.error, SHARE
    yield "result", "Loss events", "", said.frequency.mean, said.frequency.error, PER_YEAR
    yield "result", "Length of a loss event", "", DAYS * said.mean_length, None, "days"
    yield "result", "Demand at full rate", "", found.demand, None, "t/a"
    yield "result", "Worth of what is missing", "", found.worth, None, "kUSD/a"
    for key, part in found.parts.items():
        label = text.label(group(key))
        yield "cause", label, "", DAYS * part.mean, DAYS * part.error, YEARLY
    for each in found.clauses:
        state = AGREED if each.agreed else NOT_AGREED
        yield "clause", CLAUSES[each.key], state, each.days.mean, each.days.error, YEARLY
