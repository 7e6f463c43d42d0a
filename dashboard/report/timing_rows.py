"""The time of deals as plain rows, for the workbook and for files; none of a partner's subject.

Stages are read from the formulas as they ran over the first draws, at most 2,000; what a deal
reaches at last is over the same. Months count from the effective date of the deal.

Units    Months; shares of draws of 1; ``saves`` is months of lead time for each month saved.
"""

from collections.abc import Iterator

from dashboard.report.rows import Cell, Table
from dashboard.report.subject import Subject
from dashboard.timings import BESIDE, REACHED, STAGES, Timings

PARTS = ("p10", "p50", "p90")
KINDS = ("takes", "starts", "ends")
SPREADS = tuple(f"{kind}_{part}" for kind in KINDS for part in PARTS)
HEADS = ("item", "kind", "label", "happens", *SPREADS, "critical", "saves", "mean")
STAGE, BESIDES, POINT = "stage", "on top of the stages", "reached"
NONE = (None, None, None)
UNITS = {
    **dict.fromkeys((*SPREADS, "mean"), "months"),
    **dict.fromkeys(("happens", "critical"), "share of draws"),
}


def timing_table(found: Timings) -> Table:
    """Stages of a deal, the months on top of them, and the points that it reaches."""
    return Table(HEADS, tuple(_rows(found)), UNITS)


def timing_by_deal(subject: Subject) -> Table:
    """The same of every deal, one below the other."""
    rows = [(name, *row) for name, each in subject.timings.items() for row in _rows(each)]
    return Table(("deal", *HEADS), tuple(rows), UNITS)


def _rows(found: Timings) -> Iterator[tuple[Cell, ...]]:
    """None for a deal without stages: it reaches everything at once."""
    if not found.steps:
        return
    for stage in found.timing.stages:
        spans = (*stage.time, *stage.start, *stage.finish)
        told = (stage.key, STAGE, STAGES.get(stage.key, stage.label), stage.happens)
        yield (*told, *spans, stage.critical, stage.saves, None)
    for each in found.timing.beside:
        told = (each.key, BESIDES, BESIDE.get(each.key, each.label), each.share)
        yield (*told, *each.months, *NONE, *NONE, None, None, each.mean)
    for key, spread in found.timing.reached.items():
        label = REACHED.get(key, key.replace("_", " ").capitalize())
        yield (key, POINT, label, None, *NONE, *NONE, *spread, None, None, None)
