"""Part eight and an annex: the numbers of the dataset that were used, with grade and sources."""

from collections.abc import Iterable, Iterator

from dashboard import amounts, matter_words, sentences, text
from dashboard.report import words
from dashboard.report.blocks import Block, Listing, Page, Paragraph, Subheading, Table
from dashboard.report.citations import Citations
from dashboard.report.subject import Subject
from models import STRUCTURES, Movers, Parameter, World, used_numbers

KNOWN = (
    "The deals use {used} numbers of the dataset. {share} of them ({judged}) are judgements of "
    "this study (grade D). {moved}"
)
NOT_ASKED = "How far each of them moves the answer is not computed for this paper."
MOVING = (
    "Shown are the numbers of grade C and D that the difference of the two highest scores follows "
    "most: what to find out first. Annex B lists all numbers that the deals use, with range, grade "
    "and sources."
)
ORDER = (
    "Which numbers matter most is not computed for this paper. Shown are the judgements with the "
    "widest range for their size, because most can be wrong with them; a wide range alone does not "
    "move the answer. Annex B lists all numbers that the deals use, with range, grade and sources."
)
HELD = "This study holds these numbers otherwise than the dataset:"
WIDEST, FOREMOST = 6, 5
SPREAD = frozenset({"pert", "triangular_p10_p90", "uniform", "yearly_normal"})


def used(subject: Subject) -> dict[str, Parameter]:
    """Return the numbers that the deals use; as the dataset has them where changes are hidden."""
    hidden = subject.changed_numbers is None
    study = subject.study.changed(world=World()) if hidden else subject.study
    return dict(used_numbers(study, subject.dataset))


def assumptions(subject: Subject, citations: Citations) -> Page:
    """Which numbers are held otherwise than in the dataset, and the widest judgements."""
    order, shown = _foremost(subject)
    return Page(
        "What it assumes",
        (*_held(subject), Paragraph(order), _table(subject, shown, citations)),
        starts=False,
    )


def _foremost(subject: Subject) -> tuple[str, list[Parameter]]:
    """Judgements that move the answer most, or, where that is not asked, the widest ones."""
    moved: Movers | None = subject.answer("movers")
    if moved is not None:
        return MOVING, [each.row for each in moved.gaps.ranked[:FOREMOST]]
    judged = [each for each in used(subject).values() if each.grade == "D"]
    return ORDER, sorted(judged, key=_width, reverse=True)[:WIDEST]


def known(subject: Subject) -> Iterator[Block]:
    """Say how well the numbers are known: how many of each grade there are."""
    grades = [each.grade for each in used(subject).values()]
    judged = grades.count("D")
    share = text.share(judged / len(grades))
    yield Subheading("How well the numbers are known")
    movers: Movers | None = subject.answer("movers")
    moved = NOT_ASKED if movers is None else matter_words.guesses(movers.gaps)
    yield Paragraph(KNOWN.format(used=len(grades), share=share, judged=judged, moved=moved))
    if movers is not None:
        return
    rows = (
        (key, said, str(sum(each == key for each in grades)))
        for key, said in sentences.GRADES.items()
    )
    yield Table(
        ("Grade", "What it stands for", "Numbers used"),
        tuple(rows),
        ("left", "left", "right"),
        (0.12, 0.66, 0.22),
    )


def _held(subject: Subject) -> Iterator[Block]:
    changed = subject.changed_numbers
    if changed is None:
        yield Paragraph("Whether numbers of the dataset are held otherwise is left out.")
    elif changed:
        yield Paragraph(HELD)
        yield Listing(tuple(_change(subject, name, value) for name, value in changed.items()))


def _change(subject: Subject, name: str, value: float) -> str:
    row = subject.dataset.parameters[name]
    was, now = (text.display(each, row.unit, subject.money) for each in (row.mode, value))
    return f"{called(row)}: {now} in place of {was}."


def called(row: Parameter) -> str:
    """Name a number; where it holds for one structure or country alone, say so."""
    kind = STRUCTURES[row.structure].title if row.structure else ""
    return " · ".join(filter(None, (row.label, kind, row.country and text.label(row.country))))


def _width(row: Parameter) -> float:
    """Width of a range, against the size of the number."""
    size = max(abs(row.low), abs(row.mode), abs(row.high))
    return (row.high - row.low) / size if size else 0.0


def _table(subject: Subject, numbers: Iterable[Parameter], citations: Citations) -> Table:
    return Table(
        ("Number", "Usual", "Low to high", "Grade", "Sources"),
        tuple(_row(subject, each, citations) for each in numbers),
        ("left", "right", "right", "centre", "left"),
        (0.37, 0.18, 0.22, 0.09, 0.14),
    )


def _row(subject: Subject, row: Parameter, citations: Citations) -> tuple[str, ...]:
    low, mode, high = (
        amounts.parameter(row.name, each, subject.dataset, subject.money)
        for each in (row.low, row.mode, row.high)
    )
    spread = words.span(low, high) if row.low != row.high else text.DASH
    return called(row), mode, spread, row.grade, citations.cite(row.source)


def all_numbers(subject: Subject, citations: Citations) -> Page:
    """Every number that the deals use: judgements first, then by name."""
    numbers = sorted(used(subject).values(), key=lambda each: (each.grade != "D", called(each)))
    told = "Every number that the deals use: judgements (grade D) first, then the others by name."
    return Page(
        "Annex B: All numbers used",
        (Paragraph(told), _table(subject, numbers, citations)),
        annex=True,
    )
