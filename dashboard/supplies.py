"""The simulated supply of all deals, gathered for its page; names of stages and clauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models import ORDEALS as KNOWN
from models import (
    Clause,
    Dataset,
    Estimate,
    Interruptions,
    Ordeal,
    Study,
    Summary,
    Supplied,
    clauses,
)

GROUPS = MappingProxyType(  # as the parts of the loss are named
    {
        "feed": "feed_loss",
        "plant": "plant_loss",
        "china": "china_loss",
        "border": "border_loss",
        "partner": "partner_loss",
    }
)
STAGES = MappingProxyType(  # places of the simulation, from the mine to the buyer
    {
        "feed": "IREL's oxide",
        "imported_feed": "Oxide from abroad",
        "oxide_border": "Oxide out of India",
        "converter": "Metal and magnets",
        "heavy_input": "Dysprosium and terbium",
        "magnet_border": "Magnets into India",
        "heavy_magnet_border": "Heavy grades into India",
    }
)
CONTROL = MappingProxyType(
    {
        "feed": "IREL and those who clear its mines",
        "imported_feed": "Sellers abroad and their governments",
        "oxide_border": "The Indian government, and the sea lane",
        "magnet_border": "The other government, the sea lane, Indian customs",
        "heavy_magnet_border": "China's export licences",
        "converter": "The owner of the plant",
        "heavy_input": "China's export licences to the partner's country",
        "converter technology_transfer": "IREL, and the licensor as long as the licence can end",
        "converter joint_venture": "The venture's board",
        "converter foreign_plant": "The foreign owner",
        "converter oxide_tolling": "The converter abroad",
        "heavy_input technology_transfer": "China's export licences to Indian buyers",
    }
)
CLAUSES = MappingProxyType(
    {
        "chinese_equipment": "Equipment not from China",
        "perpetual_licence": "Perpetual licence",
        "spares_cover": "Spares in stock",
        "top_up": "Imported oxide as standby",
        "deadlock_end": "Step-in at a deadlock",
        "oxide_stock_india": "Oxide in India",
        "oxide_stock_partner": "Oxide at the converter",
        "heavy_stock": "Dysprosium and terbium",
        "magnet_stock_partner": "Magnets at the converter",
        "magnet_stock_india": "Magnets in India",
    }
)
ORDEALS = MappingProxyType(
    {
        "japan_2010": "2010: China stops Japan, 60 days",
        "india_2025": "2025: no heavy grades for India, 209 days",
        "export_stop": "India holds its oxide back, 365 days",
        "exit": "Partner walks away or blocks, 365 days",
    }
)


@dataclass(frozen=True)
class Supplies:
    """What was simulated, with the names of its hazards."""

    study: Study
    found: Interruptions
    hazards: Mapping[str, str]

    def of(self, deal_name: str) -> Supplied:
        """One deal."""
        return self.found.deals[deal_name]


@dataclass(frozen=True)
class Supplying:
    """What an export tells of one deal's simulated supply; it holds no draws."""

    is_baseline: bool
    summary: Summary
    demand: float  # t/a
    worth: float  # of what is missing, kUSD/a
    parts: Mapping[str, Estimate]  # share of demand lost, by group of hazards
    clauses: tuple[Clause, ...]  # days a year that each saves or would save
    exposures: tuple[tuple[str, str, str, str], ...]  # hazard, stage, who controls it, why


def supplying(deal: Supplied) -> Supplying:
    """Gather what is told of one deal; its clauses are tried in the same worlds."""
    met = tuple(
        (row.hazard, STAGES[place], control(deal, place), row.reason)
        for row in deal.rows
        for place in row.place
    )
    tried = clauses(deal)
    return Supplying(
        deal.is_baseline, deal.summary, deal.demand, deal.money, deal.parts, tried, met
    )


def supplies(study: Study, found: Interruptions, dataset: Dataset) -> Supplies:
    """Gather the supply of all deals."""
    names = {key: each.label for key, each in dataset.hazards.items()}
    return Supplies(study, found, MappingProxyType(names))


def group(key: str) -> str:
    """Name of a group of hazards among the quantities."""
    return GROUPS.get(key, f"{key}_loss")


def ordeal(key: str) -> Ordeal:
    """A named interruption."""
    return next(each for each in KNOWN if each.key == key)


def control(deal: Supplied, place: str) -> str:
    """Who controls a stage of a deal."""
    return CONTROL.get(f"{place} {deal.deal.structure}", CONTROL.get(place, ""))
