"""Yearly quantities of deals as plain rows, for files; none of a partner's subject.

Units    Each row says its own.
"""

from dashboard.report.rows import Cell, Table
from dashboard.report.yearly import PARTS, Years


def yearly_table(years: tuple[Years, ...]) -> Table:
    """Every yearly quantity of every deal, with a row for each year."""
    rows: list[tuple[Cell, ...]] = []
    for each in years:
        for one in each.found:
            parts = [one.parts[part] if part in one.parts else one.parts["mean"] for part in PARTS]
            columns = [part.tolist() for part in parts]
            told = (each.deal, one.name, one.unit)
            rows += [(*told, *line) for line in zip(each.years, *columns, strict=True)]
    return Table(("deal", "quantity", "unit", "year", *PARTS), tuple(rows))
