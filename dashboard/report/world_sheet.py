"""The sheet of a workbook on deals in named worlds, and with other people's weights."""

from dashboard.report import world_rows
from dashboard.report.money_sheets import headed
from dashboard.report.sheets import A3, NARROW, WIDE, Book
from dashboard.report.subject import Subject

TITLE = "Deals in named worlds"
ABOUT = (
    "Means over the first 2,000 draws at most, the same in every world. Regret: score given up "
    "against the best deal of the same world. Worlds of your own begin with Own."
)
REGRETS = "Worlds won, and the worst regret of each deal"
WORLDS = "Every deal in every world"
HELD = "What each world holds; a term is held in every deal that has it"
BARRED = "Could not be tried: "


def worlds(book: Book, subject: Subject, notes: list[str]) -> None:
    """Write regrets, every deal in every world, what worlds hold, and other people's weights."""
    if subject.stress is None:
        return
    barred = [f"{BARRED}{each}" for each in subject.stress.problems]
    told = [ABOUT, *barred, *notes]
    sheet = book.sheet("Worlds", TITLE, told, A3)
    row = headed(book, sheet, len(told) + 2, REGRETS, world_rows.regrets_table(subject))
    row = headed(book, sheet, row + 1, WORLDS, world_rows.worlds_table(subject))
    row = headed(book, sheet, row + 1, HELD, world_rows.held_table(subject))
    if subject.opinions is not None:
        title = world_rows.agreement(subject)
        headed(book, sheet, row + 1, title, world_rows.people_table(subject))
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 1, NARROW)
    sheet.set_column(2, 2, WIDE)
    sheet.set_column(3, 12, NARROW * 1.4)
    sheet.freeze_panes(1, 1)
