"""A study as a partner may see it: what its owner marked is left out, and what would give it away.

Seven rules go beyond the marks themselves:

- A part of the cost, a loss or another detail that is computed from a hidden term is hidden, too:
  a royalty's cost gives the royalty. The three criteria stay, being made of many terms and of
  draws, unless they are marked; ``revealing`` names those that a hidden term enters.
- If one part of a sum is hidden, all its parts are: the others would give it.
- Without one criterion there is no score and no rank: with the weights they would give it. Without
  the weights there is none either: a few scores would give them.
- What the deal is worth to others than the partner is never shown.
- A world of the owner's own that holds a hidden term, or hidden changed numbers, is never shown.
- Other people's weights are never shown.
- A deal that is left out is not evaluated, so that ranks and shares are those of the others alone.

Shapes   Quantiles are P10, P50 and P90.
Raises   StudyError: a study in which no deal is left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from models.analysis.scoring import score
from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.outcomes import Evaluation, Outcome
from models.study import Deal, Study
from models.wiring import BRIDGED, CHECK, COST_PARTS, CRITERIA, GAINS, WORTH, country_of, wired
from models.worlds import OwnWorld

SUMS = MappingProxyType(
    {
        "cost": COST_PARTS,
        "lead_time": ("first_magnets", "full_rate_time", *BRIDGED),
        "supply_security": ("demand_coverage",),
    }
)
LOSS = "_loss"
PRIVATE = frozenset((*WORTH, *GAINS, CHECK)) - {"partner_npv"}  # what others gain is not told


@dataclass(frozen=True)
class SeenDeal:
    """One deal without what is left out."""

    name: str
    structure: str
    partner: str
    terms: Mapping[str, Any]
    quantities: Mapping[str, tuple[float, float, float]]
    score: Mapping[str, Any] | None


@dataclass(frozen=True)
class PartnerView:
    """All that a partner may see, as plain data."""

    title: str
    dataset_version: str
    model_version: str
    draws: int
    seed: int
    weights: Mapping[str, float] | None
    certainty: str | None  # of the weights
    half_way: Mapping[str, float] | None  # amounts worth half, hidden with the weights
    changed_numbers: Mapping[str, float] | None
    worlds: tuple[OwnWorld, ...]  # of the owner's own, without those that hold what is hidden
    deals: tuple[SeenDeal, ...]
    complete: bool  # whether nothing is left out


def seen_study(study: Study) -> Study:
    """Return the study with the deals alone that a partner may see.

    Raises
    ------
    StudyError
        When none is left.
    """
    left = tuple(each for each in study.deals if not each.confidential)
    if not left:
        what = "its owner has marked every deal as confidential"
        raise StudyError([Problem("partner view", what, "Ask for another link")])
    return study.changed(deals=left)


def hidden_quantities(deal: Deal, study: Study, dataset: Dataset) -> frozenset[str]:
    """Name the quantities of a deal that a partner must not see."""
    marked = set(study.confidential.results)
    tainted = set(_computed_from(deal, set(study.confidential.terms), dataset)) - set(CRITERIA)
    hidden = (marked | tainted | PRIVATE) - {"score", "cost_parts"}
    targets = wired(dataset, deal.structure, country_of(deal, dataset)).targets
    losses = tuple(name for name in targets if name.endswith(LOSS))
    for total, parts in {**SUMS, "supply_security": (*losses, *SUMS["supply_security"])}.items():
        if total in hidden:
            hidden |= set(parts)
    for parts in (COST_PARTS, losses):
        if hidden & set(parts) or (parts is COST_PARTS and "cost_parts" in marked):
            hidden |= set(parts)
    return frozenset(hidden & set(targets))


def revealing(study: Study, dataset: Dataset) -> Mapping[str, tuple[str, ...]]:
    """Criteria that a partner sees though hidden terms enter them, with the names of those terms.

    With them and everything else that is shown, a patient reader may bound a hidden term.
    """
    shown = [name for name in CRITERIA if name not in study.confidential.results]
    found: dict[str, set[str]] = {}
    for term in study.confidential.terms:
        for deal in study.all_deals:
            entered = _computed_from(deal, {term}, dataset) if not deal.confidential else ()
            for name in set(entered) & set(shown):
                found.setdefault(name, set()).add(term)
    return {name: tuple(sorted(found[name])) for name in shown if name in found}


def shows_scores(study: Study) -> bool:
    """Whether scores and ranks give away neither a hidden criterion nor the weights."""
    marks = study.confidential
    return not marks.weights and not set(marks.results) & {"score", *CRITERIA}


def seen_worlds(study: Study) -> tuple[OwnWorld, ...]:
    """Own worlds that hold no hidden term, nor numbers where changed ones are hidden.

    A term that none of the deals of a ``seen_study`` has is hidden, too.
    """
    marks = study.confidential
    shown = {name for deal in study.all_deals for name in type(deal.terms).model_fields}
    shown -= set(marks.terms)
    return tuple(
        each
        for each in study.worlds
        if set(each.terms) <= shown and not (marks.world and each.overrides)
    )


def seen_evaluation(evaluation: Evaluation, dataset: Dataset) -> Evaluation:
    """Return results without the hidden quantities; ``evaluation`` is of a ``seen_study``."""
    study = evaluation.study
    return replace(
        evaluation,
        outcomes={
            name: _seen_outcome(each, hidden_quantities(each.deal, study, dataset))
            for name, each in evaluation.outcomes.items()
        },
    )


def partner_view(evaluation: Evaluation, dataset: Dataset) -> PartnerView:
    """Reduce the results of a ``seen_study`` to what a partner may see."""
    study, marks = evaluation.study, evaluation.study.confidential
    scores = _scores(evaluation, dataset)
    unweighed = marks.weights or scores is None
    outcomes = seen_evaluation(evaluation, dataset).outcomes
    return PartnerView(
        title=study.title,
        dataset_version=evaluation.dataset_version,
        model_version=evaluation.model_version,
        draws=study.draws,
        seed=study.seed,
        weights=None if unweighed else study.weights.shares(),
        certainty=None if unweighed else study.certainty,
        half_way=None if unweighed else dict(study.half_way),
        changed_numbers=None if marks.world else dict(study.world.overrides),
        worlds=seen_worlds(study),
        deals=tuple(
            _seen_deal(outcome, study, scores and scores[name])
            for name, outcome in outcomes.items()
        ),
        complete=not any((marks.terms, marks.results, marks.weights, marks.world)),
    )


def _seen_outcome(outcome: Outcome, hidden: frozenset[str]) -> Outcome:
    left = {name: each for name, each in outcome.values.items() if name not in hidden}
    return replace(outcome, values=MappingProxyType(left), known={})


def _seen_deal(outcome: Outcome, study: Study, scored: Mapping[str, Any] | None) -> SeenDeal:
    terms = outcome.deal.terms.model_dump()
    return SeenDeal(
        name=outcome.name,
        structure=outcome.deal.structure,
        partner=outcome.deal.partner,
        terms={key: each for key, each in terms.items() if key not in study.confidential.terms},
        quantities={name: outcome.span(name) for name in outcome.values},
        score=scored,
    )


def _scores(evaluation: Evaluation, dataset: Dataset) -> dict[str, dict[str, Any]] | None:
    """Score and rank of every deal, or none where they would give away what is hidden."""
    if not shows_scores(evaluation.study):
        return None
    scored = score(evaluation, dataset.criteria)
    return {
        name: {
            "rank": scored.rank(name),
            "score": float(each.mean()),
            "first": scored.first[name],
            "first_error": scored.first_error[name],
        }
        for name, each in scored.scores.items()
    }


def _computed_from(deal: Deal, terms: set[str], dataset: Dataset) -> tuple[str, ...]:
    """Names of the targets into which any of these terms enters, however indirectly."""
    ready = wired(dataset, deal.structure, country_of(deal, dataset))
    tainted = terms & set(type(deal.terms).model_fields)
    for step in ready.steps:  # in order: inputs come before what they enter
        if tainted.intersection(step.inputs):
            tainted.add(step.name)
    return tuple(name for name in ready.targets if name in tainted)
