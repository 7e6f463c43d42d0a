"""Results in words: the deals as a table, and the headline numbers of one deal."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import pandas as pd

from dashboard import text
from dashboard.compute import Results
from dashboard.views import parts
from models import BY_MEAN, CLIPPED_ALERT, Evaluation, Outcome, Scored

MEASURED = MappingProxyType(
    {
        "cost": ("Cost", "USD/kg"),
        "lead_time": ("Qualified magnets after", "month"),
        "supply_security": ("Demand served", "1"),
    }
)
IN_MONEY = MappingProxyType({"USD/kg": " (2025 money)"})
OF_MONEY = (
    ("cost", "Price that magnets need", "USD/kg"),
    ("buyer_price", "Price that Indian buyers pay", "USD/kg"),
    ("price_against_cost", "Price against need", "USD/kg"),
    ("irel_gain", "IREL's gain over no deal", "kINR"),
    ("partner_npv", "Partner's net present value", "kINR"),
    ("government_gain", "Government's gain over no deal", "kINR"),
    ("buyer_gain", "Indian buyers' gain over no deal", "kINR"),
)
OF_BASELINE = (
    ("cost", "Cost of imported magnets", "USD/kg"),
    ("irel_npv", "IREL's net present value", "kINR"),
    ("government_npv", "Government's net present value", "kINR"),
    ("buyer_npv", "Indian buyers' net present value", "kINR"),
)
HOW_TO_READ = (
    "Medians (of demand served the mean), with P10 to P90 in brackets; ± is the Monte-Carlo error."
)
POINTS = 100.0  # scores and shares show as points of a hundred


def deals(evaluation: Evaluation, scored: Scored) -> pd.DataFrame:
    """Write one line for each deal: rank, score, how often first, and the three criteria."""
    lines = []
    for name, outcome in evaluation.outcomes.items():
        measured = {
            label + IN_MONEY.get(unit, ""): parts.spread(outcome.span(quantity), unit)
            for quantity, (label, unit) in MEASURED.items()
        }
        beats = scored.beats_baseline[name]
        lines.append(
            {
                "Deal": parts.literal(name),
                "Rank": scored.rank(name),
                "Score": text.number(POINTS * scored.scores[name].mean()),
                "First, of 100": _first(scored, name),
                "Beats importing": text.DASH
                if outcome.structure.is_baseline
                else text.share(beats),
                **measured,
                "Of India's 2030 need": text.share(outcome.span("demand_coverage")[1]),
            }
        )
    return pd.DataFrame(lines).set_index("Deal")


def beyond_anchors(scored: Scored) -> Iterator[str]:
    """Say which deals leave the span in which scores can tell them apart."""
    for name, shares in scored.clipped.items():
        for key, beyond in shares.items():
            if beyond > CLIPPED_ALERT:
                said = f"{name}: {text.label(key).lower()} is beyond its anchors"
                yield parts.literal(f"{said} in {text.share(beyond)} of the futures; see About.")


def headlines(name: str, now: Results, before: Results | None) -> list[dict[str, Any]]:
    """Write the headline numbers of a deal, each with its change since the last result."""
    evaluation, scored = now
    was = before or now
    score, score_before = (POINTS * each[1].scores[name].mean() for each in (now, was))
    first, first_before = (POINTS * each[1].first[name] for each in (now, was))
    error = f"Standard error {text.number(POINTS * scored.first_error[name])}"
    cost, lead_time, served = (
        _measured(name, quantity, evaluation, was[0]) for quantity in MEASURED
    )
    outcome = evaluation.outcomes[name]
    lead_time["help"] += f"; the median is {text.years(outcome.span('lead_time')[1])}"
    lost = 1.0 - outcome.span("supply_security")[1]
    served["help"] += f"; without magnets {text.days_unserved(lost)}"
    return [
        *(cost, lead_time, served),
        {"label": "Score of 100", "value": text.number(score), **_moved(score, score_before)},
        {
            "label": "First, of 100 futures",
            "value": text.number(first),
            "help": error,
            **_moved(first, first_before),
        },
    ]


def _measured(name: str, quantity: str, now: Evaluation, before: Evaluation) -> dict[str, Any]:
    label, unit = MEASURED[quantity]
    quantiles = now.outcomes[name].span(quantity)
    was = before.outcomes[name].span(quantity)[1]
    return {
        "label": label,
        "value": text.display(quantiles[1], unit, parts.money()),
        "help": f"{_middle(quantity)}; P10 to P90 in brackets: {parts.spread(quantiles, unit)}",
        **_moved(quantiles[1], was, unit),
    }


def _moved(value: float, before: float, unit: str = "") -> dict[str, Any]:
    """Say how far a number moved; nothing when what is shown did not."""
    shown, said = (text.display(each, unit, parts.money()) for each in (value, abs(value - before)))
    if shown == text.display(before, unit, parts.money()):
        return {}
    return {"delta": said, "delta_arrow": "up" if value > before else "down"}


def _first(scored: Scored, name: str) -> str:
    """Say in how many of 100 futures a deal is first, to the digit its error allows."""
    error = text.one_figure(POINTS * scored.first_error[name])
    digits = len(error.partition(".")[2])
    return f"{POINTS * scored.first[name]:.{digits}f} ± {error}"


def money(outcome: Outcome) -> list[dict[str, Any]]:
    """Write what a deal needs, what it gets, and what each party gains."""
    told = OF_BASELINE if outcome.structure.is_baseline else OF_MONEY
    known = [each for each in told if each[0] in outcome.values]  # noqa: PD011  no data frame
    return [
        {
            "label": label,
            "value": text.display(outcome.span(key)[1], unit, parts.money()),
            "help": f"{_middle(key)}; P10 to P90: {parts.spread(outcome.span(key), unit)}",
        }
        for key, label, unit in known
    ]


def _middle(quantity: str) -> str:
    return "Mean" if quantity in BY_MEAN else "Median"
