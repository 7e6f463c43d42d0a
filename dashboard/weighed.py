"""What the weights move: where the deals stand, as numbers and charts, found by the study."""

from dashboard import charts, compute
from dashboard.charts import Chart
from models import STRUCTURES, Opinions, Standing, Study, opinions

TOGETHER = "together"  # variants of one structure count as one


def standing(study: Study, *given: str) -> Standing:
    """Where the deals stand, variants of one structure together if that is asked for."""
    found = compute.scored(study).standing
    if TOGETHER not in given:
        return found
    return found.by_group(
        {deal.name: structure_title(study, deal.name) for deal in study.all_deals}
    )


def structure_title(study: Study, deal_name: str) -> str:
    """Name of the structure of a deal, by which variants of it are counted together."""
    return STRUCTURES[study.deal(deal_name).structure].title


def has_variants(study: Study) -> bool:
    """Whether two deals are variants of one structure."""
    return len({deal.structure for deal in study.all_deals}) < len(study.all_deals)


def everybody(study: Study) -> Opinions:
    """Look at the deals with everybody's weights, the user's own first."""
    return opinions(study, compute.known(study, compute.dataset()))


def rank_bars(study: Study, *given: str) -> Chart:
    """Ranks of all deals."""
    found = standing(study, *given)
    return charts.rank_bars(found, _baseline(study, found))


def win_matrix(study: Study, *given: str) -> Chart:
    """Pairs of deals."""
    found = standing(study, *given)
    return charts.win_matrix(found, _baseline(study, found))


def weight_triangle(study: Study) -> Chart:
    """Weights by the deal that is the best at them."""
    return charts.weight_triangle(standing(study), study)


def lead(study: Study, first: str, second: str) -> Chart:
    """Why one deal scores above another."""
    return charts.lead(standing(study), first, second, study.baseline.name)


def _baseline(study: Study, found: Standing) -> str:
    return found.groups[found.deals.index(study.baseline.name)]
