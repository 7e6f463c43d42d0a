"""Static measures of supply risk as plain rows, for the workbook and for files.

A partner's subject has none: they are computed from terms and tell stocks.

Units    Shares of 1, indices as published, days.
"""

from collections.abc import Iterator, Mapping

from dashboard import lens_words
from dashboard.report.rows import Cell, Table
from dashboard.report.subject import Subject
from models import DealLenses, Lenses

MEASURES = (
    *("deal", "supply_risk", "supply_risk_step", "geopolitical_risk", "geopolitical_risk_step"),
    *("largest_foreign_share", "largest_country", "n_minus_1", "weakest_place", "diversity"),
    "hazards_shared_with_importing",
)
STEPS = (
    *("deal", "step", "suppliers", "imported_share", "supply_risk", "geopolitical_risk"),
    *("largest_country", "largest_foreign_share"),
)
PLACES = ("deal", "place", "sources", "standby", "standby_after", "stock")
FACTS = ("country", "fact", "year", "value", "grade", "source", "note")
DAYS: Mapping[str, str] = {"standby_after": "d", "stock": "d"}


def tables(subject: Subject) -> dict[str, Table]:
    """Every table of the measures by name; none of a partner's subject."""
    found = subject.lenses
    if found is None:
        return {}
    left = tuple(f"n_minus_1_{length:.0f}_days" for length in found.stresses)
    return {
        "measures": Table(MEASURES, tuple(_measures(found))),
        "measure_steps": Table(STEPS, tuple(_steps(found))),
        "measure_places": Table((*PLACES, *left), tuple(_places(found)), DAYS),
        "measure_facts": Table(FACTS, tuple(_facts(found))),
    }


def _measures(found: Lenses) -> Iterator[tuple[Cell, ...]]:
    for name, deal in found.deals.items():
        values = deal.values()
        yield (
            *(name, values["supply_risk"], lens_words.STEPS[deal.riskiest.step]),
            *(values["geopolitical_risk"], lens_words.STEPS[deal.most_political.step]),
            *(values["largest_share"], lens_words.where(deal, "largest_share")),
            *(values["n_minus_1"], lens_words.where(deal, "n_minus_1")),
            *(values["diversity"], found.shares_with_imports(name)),
        )


def _steps(found: Lenses) -> Iterator[tuple[Cell, ...]]:
    for name, deal in found.deals.items():
        for each in deal.steps:
            numbers = (each.reliance, each.supply_risk, each.geopolitical_risk, *each.largest)
            yield (name, lens_words.STEPS[each.step], lens_words.suppliers(each), *numbers)


def _places(found: Lenses) -> Iterator[tuple[Cell, ...]]:
    for name, deal in found.deals.items():
        yield from ((name, *cells) for cells in _nodes(deal, found))


def _nodes(deal: DealLenses, found: Lenses) -> Iterator[tuple[Cell, ...]]:
    for each in deal.nodes:
        told = (lens_words.NODES[each.places[0]], lens_words.sources(each))
        left = (each.left(length) for length in found.stresses)
        yield (*told, each.standby, each.delay, each.stock, *left)


def _facts(found: Lenses) -> Iterator[tuple[Cell, ...]]:
    for each in found.world.used:
        name = lens_words.fact(each.metric)
        yield (each.country, name, each.year, each.mode, each.grade, each.source, each.note)
