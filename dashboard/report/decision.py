"""The first two parts: the question with its answer, and what the deals agree and lead to."""

from collections.abc import Iterator

from dashboard import standing_words, text
from dashboard.report import drivers, words
from dashboard.report.blocks import Block, Listing, Page, Paragraph, Subheading, Table
from dashboard.report.findings import findings
from dashboard.report.subject import Subject
from models import CLIPPED_ALERT, STRUCTURES, Deal, Scored

HIGH = 57.0  # millimetres of the rank bars
RIVALS = 3  # deals named behind the first
QUESTION = (
    "Which partnership best turns IREL's rare-earth oxide into magnets for India, on which terms, "
    "at what cost, how soon and how safely?"
)
NO_ANSWER = (
    "This copy names no best deal: its owner has left out results or weights without which there "
    "is no score."
)
HOW_TO_READ = (
    "Medians (of demand served the mean), with P10 to P90 below; {year} money. "
    "Rank by mean score, 0 to 100; = is shared. Best: of 100 futures. "
)
IN_ANNEX = "So many deals do not fit side by side here: annex A sets their terms side by side."
MEDIANS = (
    "Medians over the draws. First magnets are not yet qualified by customers. A deal beats "
    "importing in a future in which its score is higher."
)
DASHES = "A dash: the deal has no such term. Annex A has every term of every deal."
NO_SCORES = (
    "Each result is the median of the draws (of demand served the mean), with P10 to P90 below "
    "it: in eight of ten futures the result lies between the two; {year} money."
)
RESULTS = (
    ("First magnets, months", "first_magnets", "month"),
    ("Full production, months", "full_rate_time", "month"),
    ("Share of India's 2030 demand, %", "demand_coverage", "1"),
)


def decision(subject: Subject, *, detailed: bool) -> Page:
    """Ask the question, answer it, and show the three criteria."""
    return Page(
        "The decision",
        (
            Paragraph(QUESTION),
            *(Paragraph(each, "answer") for each in _answer(subject)),
            *_how_sure(subject, detailed=detailed),
            criteria(subject),
            Paragraph(_how_to_read(subject), "small"),
            Listing((text.NO_PUBLIC_TERMS, text.CAVEATS[-1], *beyond_anchors(subject))),
        ),
    )


def _findings(subject: Subject) -> Iterator[Block]:
    found = tuple(findings(subject))
    if found:
        yield Subheading("Criterion by criterion, by medians")
        yield Listing(found)


def _answer(subject: Subject) -> tuple[str, ...]:
    if subject.scored is None:
        return (NO_ANSWER,)
    return (standing_words.finding(subject.scored.standing, subject.money)[0],)


def _how_sure(subject: Subject, *, detailed: bool) -> Iterator[Block]:
    """Say what a wrong choice costs, and who else is the best how often."""
    if (scored := subject.scored) is None:
        return
    found = scored.standing
    told = (
        *standing_words.finding(found, subject.money)[1:],
        standing_words.ties(dict(scored.ranks)),
        standing_words.against_baseline(found, subject.study),
    )
    yield Paragraph(" ".join(filter(None, told)))
    yield from drivers.rank_bars(subject, HIGH) if detailed else (_others(scored),)


def _others(scored: Scored) -> Paragraph:
    """Name the rivals: an answer without them sounds surer than it is."""
    first = scored.first
    _, *others = sorted(first, key=lambda name: -first[name])
    told = [f"{name} in {text.of_hundred(first[name])}" for name in others[:RIVALS] if first[name]]
    none = "No other deal is ever the best in these draws."
    return Paragraph(f"The best in the other futures: {'; '.join(told)}." if told else none)


def _how_to_read(subject: Subject) -> str:
    said = NO_SCORES if subject.scored is None else HOW_TO_READ + standing_words.HOW_TO_READ
    return said.format(year=text.MONEY_YEAR)


def criteria(subject: Subject) -> Table:
    """One line for each deal: rank, score, how often first, and the three criteria."""
    scored = () if subject.scored is None else ("Rank", "Score", "Best,\nof 100")
    measured = (
        f"Cost,\n{subject.money.per_kg_unit}",
        "Lead time,\nmonths",
        "Demand\nserved, %",
    )
    wide = (0.26, 0.07, 0.08, 0.12, 0.18, 0.145, 0.145) if scored else (0.40, 0.20, 0.20, 0.20)
    return Table(
        header=("Deal", *scored, *measured),
        rows=tuple(_line(subject, deal) for deal in subject.deals),
        align=words.sides(1 + len((*scored, *measured))),
        widths=wide,
        strong=_leaders(subject),
    )


def _line(subject: Subject, deal: Deal) -> tuple[str, ...]:
    measured = (
        words.spread(subject, deal, quantity, unit)
        for quantity, (_, unit) in words.MEASURED.items()
    )
    return (deal.name, *_standing(subject, deal), *measured)


def _standing(subject: Subject, deal: Deal) -> tuple[str, ...]:
    """Rank, score and how often first, to the digit that its error allows."""
    if (scored := subject.scored) is None:
        return ()
    score = text.number(text.PERCENT * float(scored.scores[deal.name].mean()))
    return scored.rank(deal.name), score, _first(scored, deal.name)


def _first(scored: Scored, name: str) -> str:
    """Say in how many of 100 futures a deal is first, to the digit that its error allows."""
    share, error = (text.PERCENT * each[name] for each in (scored.first, scored.first_error))
    if not error:
        return text.number(share)
    told = text.one_figure(error)
    digits = len(told.partition(".")[2])
    return f"{share:.{digits}f} ± {told}"


def _leaders(subject: Subject) -> tuple[int, ...]:
    """Rows of the deals that have the first rank."""
    if (scored := subject.scored) is None:
        return ()
    return tuple(n for n, each in enumerate(subject.deals) if scored.ranks[each.name] == 1)


def beyond_anchors(subject: Subject) -> Iterator[str]:
    """Say which deals leave the span in which scores can tell them apart."""
    clipped = subject.scored.clipped if subject.scored else {}
    for name, shares in clipped.items():
        for key, beyond in shares.items():
            if beyond > CLIPPED_ALERT:
                what = text.label(key).lower()
                yield f"{name}: {what} is beyond its anchors in {text.share(beyond)} of the draws."


def comparison(subject: Subject, *, detailed: bool) -> Page:
    """What the deals are, where their terms differ, and what else they lead to."""
    return Page(
        "The deals compared",
        (
            _kinds(subject),
            *_findings(subject),
            *(_differences(subject) if detailed else (Paragraph(IN_ANNEX),)),
            Subheading("What else they lead to"),
            _results(subject),
            Paragraph(MEDIANS, "small"),
        ),
    )


def _differences(subject: Subject) -> Iterator[Block]:
    yield Subheading("Where their terms differ")
    yield from differing(subject)


def _kinds(subject: Subject) -> Listing:
    """Say what each structure that occurs is."""
    used = {each.structure for each in subject.deals}
    return Listing(
        tuple(f"{each.title}: {each.summary}" for key, each in STRUCTURES.items() if key in used)
    )


def differing(subject: Subject) -> Iterator[Block]:
    """Terms that are not agreed alike everywhere, deal by deal."""
    lines = [
        (label, told) for label, told in agreed(subject).items() if len(set(told.values())) > 1
    ]
    if not lines:
        yield Paragraph("No term that several deals have differs between them.")
        return
    yield from words.beside(subject, "Term", lines)
    yield Paragraph(DASHES, "small")


def agreed(subject: Subject) -> dict[str, dict[str, str]]:
    """What is agreed in every deal, by the label of the term and by the name of the deal."""
    lines: dict[str, dict[str, str]] = {}
    for deal in subject.deals:
        for term, value in subject.terms(deal):
            shown = text.display(value, term.unit, subject.money, term.options)
            lines.setdefault(term.label, {})[deal.name] = shown
    return lines


def _results(subject: Subject) -> Table:
    """Further results of every deal, and how often it beats importing."""
    beats = () if subject.scored is None else ("Beats importing, of 100",)
    heads = tuple(label for label, _, _ in RESULTS)
    share = 0.68 / len((*heads, *beats))
    return Table(
        header=("Deal", *heads, *beats),
        rows=tuple(
            (
                deal.name,
                *(words.middle(subject, deal, key, unit) for _, key, unit in RESULTS),
                *_beats(subject, deal),
            )
            for deal in subject.deals
        ),
        align=words.sides(1 + len((*heads, *beats))),
        widths=(0.32, *[share] * len((*heads, *beats))),
    )


def _beats(subject: Subject, deal: Deal) -> tuple[str, ...]:
    if subject.scored is None:
        return ()
    if deal.name == subject.study.baseline.name:
        return (text.DASH,)
    return (text.of_hundred(subject.scored.beats_baseline[deal.name]),)
