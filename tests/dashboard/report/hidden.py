"""A study with secrets, and what would betray each of them in a file for a partner."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache

import numpy as np

from dashboard.report.subject import Subject, subject_of
from models import Study, evaluate
from tests.dashboard.drawn import DATASET, RUPEES, USUAL

FEE, HELD, UPFRONT = 36.4321, 71.23457, 12.34567
QUIET = "Quiet deal in Zanzibar"
NOTE = "the fee we can live with is 36.4321"
LINK = "https://lodestone.example/?study=everything"
HALF = 91.23457
EVEN = {"lead_time": 1.0, "supply_security": 1.0}
WORLDS = (
    {"name": "At our limit", "terms": {"toll_fee": 41.98765}},
    {"name": "Quiet fall", "overrides": {"oxide_price_today": 61.23459}},
    {"name": "Late", "terms": {"effective_date": "2029-05-01"}},  # which may be seen
)


def study(draws: int = 300) -> Study:
    """Return a study with a hidden term, deal, result, number and weights."""
    tolling = USUAL.deals[3].with_terms(toll_fee=FEE)
    quiet = USUAL.deals[0].with_terms(upfront_fee=UPFRONT)
    quiet = quiet.model_copy(update={"name": QUIET, "confidential": True})
    return USUAL.changed(
        title="For a partner",
        deals=(*USUAL.deals[:3], tolling, quiet),
        weights={"cost": 41.7, "lead_time": 23.9, "supply_security": 7.3},
        world={"overrides": {"oxide_price_today": HELD}},
        confidential={
            "terms": ("toll_fee",),
            "results": ("lead_time", "irel_oxide_gain"),
            "weights": True,
            "world": True,
        },
        worlds=WORLDS,
        half_way={"cost": HALF},
        stakeholders=[{"name": "Quiet ministry", "weights": {**EVEN, "cost": 17.12345}}],
        draws=draws,
    )


@cache
def subject(*, partner: bool) -> Subject:
    told = {"note": NOTE, "author": "Quiet Asha", "link": LINK, "version": 3}
    return subject_of(study(), DATASET, RUPEES, partner=partner, **told)


@cache
def needles() -> dict[str, str]:
    """What must not be found, by what it would betray; digits are those of full precision."""
    made = evaluate(study(), DATASET).outcomes
    found = {
        "term": str(FEE),
        "term in rupees": _digits(FEE * RUPEES.rate),
        "name of the term": "toll_fee",
        "deal": QUIET,
        "its term": str(UPFRONT),
        "number": str(HELD),
        "weights": _digits(41.7 / (41.7 + 23.9 + 7.3)),
        "world with the term": "At our limit",
        "world with a number": "Quiet fall",
        "held number": "61.23459",
        "held term": "41.98765",
        "what is worth half": str(HALF),
        "other people": "Quiet ministry",
        "their weights": _digits(17.12345 / (17.12345 + 1.0 + 1.0)),
        "note": "we can live with",
        "author": "Quiet Asha",
        "link": LINK.partition("://")[2].partition("/")[0],
        "fingerprint": study().fingerprint,
    }
    names = [each.name for each in study().all_deals]
    hidden = {(name, "lead_time") for name in names}
    hidden |= {(names[3], "toll_cost"), (names[1], "irel_oxide_gain"), (names[4], "cost")}
    for name, quantity in hidden:
        values = made[name].values[quantity]
        if np.ptp(values):
            found[f"mean {quantity} of {name}"] = _digits(float(np.mean(values)))
            found[f"P50 {quantity} of {name}"] = _digits(float(np.median(values)))
    return found


def _digits(value: float) -> str:
    return f"{value:.16g}"[:11]


def opened(data: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """Every member of a ZIP, however deep; workbooks are ZIPs, too."""
    if data[:2] != b"PK":
        yield name, data
        return
    yield name, data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield f"{name}/names", "\n".join(archive.namelist()).encode()
        for each in archive.namelist():
            yield from opened(archive.read(each), f"{name}/{each}")


def found(data: bytes) -> set[str]:
    """What of the secrets is found in a file, in any way of writing text."""
    pages = [page for _, page in opened(data)]
    return {
        what
        for what, needle in needles().items()
        for coding in ("utf-8", "utf-16-le")
        if any(needle.encode(coding) in page for page in pages)
    }
