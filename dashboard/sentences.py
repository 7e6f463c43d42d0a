"""What results say, in sentences; what grades mean; and where the model is weak."""

from types import MappingProxyType

from dashboard.text import PERCENT, listed, of_hundred, one_figure
from models import Scored, Study

CERTAINTY = ((0.9, "clear"), (0.7, "leaning"), (0.5, "open"), (0.0, "no leader"))
GRADES = MappingProxyType(
    {
        "A": "primary document, or exact arithmetic",
        "B": "reputable secondary source",
        "C": "trade press, or derived in several steps",
        "D": "judgement of this study",
    }
)
WEAKNESSES = (
    "No commercial terms of such a deal are public: fees, royalties and shares are judgements.",
    "Hazards are drawn apart from each other, and their rates rest on few events.",
    "Stoppages are long-run averages: a single bad year is worse than the figure shown.",
    "Cost is before tax and on one return for each owner; there is no cash flow by party yet.",
    "All deals are served from one forecast of IREL's oxide, which has been missed before.",
    "Weights are the reader's. The default ones follow the order of criteria, not a survey.",
)


def certainty(first: float) -> str:
    """Say how sure a first place is."""
    return next(word for least, word in CERTAINTY if round(first, 2) >= least)


def headline(scored: Scored, study: Study) -> str:
    """Say who comes first, how sure that is, who ties, and what the baseline does."""
    return " ".join(headline_sentences(scored, study))


def headline_sentences(scored: Scored, study: Study) -> tuple[str, ...]:
    """Return the sentences of the headline: the winner, ties if there are any, the baseline."""
    best = max(scored.first, key=lambda name: scored.first[name])
    first, error = scored.first[best], one_figure(PERCENT * scored.first_error[best])
    winner = (
        f"With your weights, {best} is first in {of_hundred(first)} of 100 futures (± {error}): "
        f"{certainty(first)}."
    )
    return tuple(filter(None, (winner, _tie(scored, best), _baseline(scored, study, best))))


def _tie(scored: Scored, best: str) -> str:
    top = [name for name, rank in scored.ranks.items() if rank == 1]
    if len(top) == 1:
        return "" if top == [best] else f"The highest mean score has {top[0]}."
    return f"The mean scores of {listed(top)} are too close to rank: they share the first place."


def _baseline(scored: Scored, study: Study, best: str) -> str:
    if best != study.baseline.name:
        return f"It beats importing magnets in {of_hundred(scored.beats_baseline[best])} of 100."
    rival = max((d.name for d in study.deals), key=lambda name: scored.beats_baseline[name])
    wins = of_hundred(scored.beats_baseline[rival])
    return f"The strongest deal, {rival}, beats importing magnets in {wins} of 100."
