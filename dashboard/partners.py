"""What a partner's link shows, asked of the store anew with every visit.

Raises   ModelError: the link is closed by now, or nothing is left to be seen.
"""

from dataclasses import dataclass

from dashboard import compute, opening
from dashboard.share import library, tokens
from dashboard.share.library import Version
from models import Dataset, Evaluation, seen_study


@dataclass(frozen=True)
class Seen:
    """What a partner's link shows: the results of the deals that its reader may know of."""

    evaluation: Evaluation
    dataset: Dataset


def partner_version(token: str) -> tuple[Version, Dataset]:
    """Find what a partner's link shows now, in full, for the server alone; with its dataset.

    Raises
    ------
    ModelError
        When the link is closed by now.
    """
    link = tokens.resolve(compute.store(), token)
    version = library.load(compute.store(), link.study_id, link.number)
    return version, opening.as_saved(version) or compute.today()


def partner_sees(token: str) -> Seen:
    """Compute what a partner view shows now: the link is asked again each time.

    Raises
    ------
    ModelError
        When the link is closed by now, or nothing is left to be seen.
    """
    version, data = partner_version(token)
    return Seen(compute.evaluation(seen_study(version.content.study), data), data)
