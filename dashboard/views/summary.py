"""Results in words: the deals as a table, and the headline numbers of one deal."""

from collections import Counter
from types import MappingProxyType

import pandas as pd

from dashboard import text
from dashboard.compute import Results
from dashboard.views import parts
from models import Evaluation, Scored

MEASURED = MappingProxyType(
    {
        "cost": ("Cost", "USD/kg"),
        "lead_time": ("Qualified magnets after", "month"),
        "supply_security": ("Demand served", "1"),
    }
)
POINTS = 100.0  # scores and shares show as points of a hundred


def deals(evaluation: Evaluation, scored: Scored) -> pd.DataFrame:
    """Write one line for each deal: rank, score, how often first, and the three criteria."""
    shared = Counter(scored.ranks.values())
    lines = []
    for name, outcome in evaluation.outcomes.items():
        rank = scored.ranks[name]
        measured = {
            label: parts.spread(outcome.quantiles(quantity), unit)
            for quantity, (label, unit) in MEASURED.items()
        }
        beats = scored.beats_baseline[name]
        lines.append(
            {
                "Deal": parts.literal(name),
                "Rank": f"{rank}=" if shared[rank] > 1 else f"{rank}",
                "Score": text.number(POINTS * scored.scores[name].mean()),
                "First in": _first(scored, name),
                "Beats importing in": "–" if outcome.structure.is_baseline else text.share(beats),
                **measured,
            }
        )
    return pd.DataFrame(lines).set_index("Deal")


def headlines(name: str, now: Results, before: Results | None) -> list[dict[str, str]]:
    """Write the headline numbers of a deal, each with its change since the last result."""
    evaluation, scored = now
    measured = [
        _measured(name, quantity, evaluation, before[0] if before else evaluation)
        for quantity in MEASURED
    ]
    was = before[1] if before else scored
    scores = [POINTS * each.scores[name].mean() for each in (scored, was)]
    firsts = [POINTS * each.first[name] for each in (scored, was)]
    return [
        *measured,
        {"label": "Score of 100", "value": text.number(scores[0])} | _moved(*scores, ""),
        {"label": "First in", "value": _first(scored, name)} | _moved(*firsts, ""),
    ]


def _measured(name: str, quantity: str, now: Evaluation, before: Evaluation) -> dict[str, str]:
    label, unit = MEASURED[quantity]
    quantiles = now.outcomes[name].quantiles(quantity)
    was = before.outcomes[name].quantiles(quantity)[1]
    return {
        "label": label,
        "value": text.display(quantiles[1], unit, parts.money()),
        "help": f"Median; P10 to P90 in brackets: {parts.spread(quantiles, unit)}",
        **_moved(quantiles[1], was, unit),
    }


def _moved(value: float, before: float, unit: str) -> dict[str, str]:
    """Say how far a number moved; nothing when it did not."""
    said = text.display(abs(value - before), unit, parts.money())
    if said == text.display(0.0, unit, parts.money()):
        return {}
    return {"delta": said, "delta_arrow": "up" if value > before else "down"}


def _first(scored: Scored, name: str) -> str:
    error = text.number(POINTS * scored.first_error[name])
    return f"{text.number(POINTS * scored.first[name])} ± {error} %"
