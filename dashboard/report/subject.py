"""What is exported: a study with its results, and what its reader may see of them.

A partner's subject holds no hidden term, quantity or score in anything that an export reads:
``evaluation`` is without the hidden quantities, ``scored`` is missing where it would give
something away, ``terms`` leaves out what is marked, ``worlds`` those that hold what is hidden, and
``accounts``, ``timings``, ``supply``, ``years``, ``stress`` and ``opinions``, which tell what each
party gains, how long each stage takes, what stops the magnets, how each formula went, how deals
fare in named worlds and what others want, are empty, and there are no ``lenses``, which tell
stocks and suppliers. No export reads ``study`` past these.

Raises   ModelError: a study that cannot be evaluated, or of which nothing may be seen.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dashboard.finances import Finances
from dashboard.report.accounts import HELD, Account, evaluated
from dashboard.report.asked import APART, Ask, Progress
from dashboard.report.copies import Begin
from dashboard.report.yearly import Years, yearly
from dashboard.supplies import Supplying
from dashboard.text import Money
from dashboard.timings import Timings
from models import (
    STRUCTURES,
    Contest,
    Dataset,
    Deal,
    Evaluation,
    Lenses,
    Memo,
    Opinions,
    OwnWorld,
    Scored,
    Stress,
    Study,
    Term,
    all_worlds,
    contest,
    evaluate,
    opinions,
    score,
    seen_evaluation,
    seen_study,
    seen_worlds,
    shows_scores,
    stress,
    valued,
)


@dataclass(frozen=True)
class Subject:
    """One study to be exported; of a partner view, without what is confidential."""

    study: Study
    evaluation: Evaluation
    scored: Scored | None
    dataset: Dataset
    money: Money
    made_at: datetime.datetime | None = None  # when the version was saved; none if it is not
    version: int | None = None
    author: str = ""
    note: str = ""
    link: str = ""
    partner: bool = False
    memo: Memo | None = field(default=None, compare=False, repr=False)  # results known already
    read: Mapping[str, Account] = field(default_factory=dict, compare=False, repr=False)
    tried: Stress | None = field(default=None, compare=False, repr=False)  # likewise, all worlds
    ask: Ask | None = field(default=None, compare=False, repr=False)  # none: nothing is asked
    answers: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def deals(self) -> tuple[Deal, ...]:
        """The deals, and the baseline last."""
        return self.study.all_deals

    @property
    def weights(self) -> Mapping[str, float] | None:
        """Shares of the criteria, if they may be seen."""
        hidden = self.partner and (self.study.confidential.weights or self.scored is None)
        return None if hidden else self.study.weights.shares()

    @property
    def half_way(self) -> Mapping[str, float] | None:
        """Amounts worth half, where criteria are not valued evenly, if weights may be seen."""
        return None if self.weights is None else dict(self.study.half_way)

    @property
    def worlds(self) -> tuple[OwnWorld, ...]:
        """Worlds of the study's own that may be seen."""
        return seen_worlds(self.study) if self.partner else self.study.worlds

    @property
    def changed_numbers(self) -> Mapping[str, float] | None:
        """Numbers of the dataset that the study holds otherwise, if they may be seen."""
        hidden = self.partner and self.study.confidential.world
        return None if hidden else dict(self.study.world.overrides)

    @property
    def complete(self) -> bool:
        """Whether nothing is left out, so that the study itself may go along."""
        return not self.partner

    @cached_property
    def accounts(self) -> Mapping[str, Finances]:
        """Money of every deal by name; a partner is told none of it."""
        return {name: each.money for name, each in self.read.items()}

    @cached_property
    def timings(self) -> Mapping[str, Timings]:
        """Time of every deal by name, stage by stage; a partner is told none of it."""
        return {name: each.time for name, each in self.read.items()}

    @cached_property
    def supply(self) -> Mapping[str, Supplying]:
        """Simulated supply of every deal by name; a partner is told none of it."""
        return {name: each.supply for name, each in self.read.items()}

    @cached_property
    def lenses(self) -> Lenses | None:
        """Static measures of supply risk of every deal; a partner is told none of it."""
        met = {name: each.lenses for name, each in self.read.items()}
        return Lenses.of(met, self.dataset) if self.complete else None

    @cached_property
    def years(self) -> tuple[Years, ...]:
        """Quantities of every deal by year, computed once; a partner is told none of them."""
        if not self.complete:
            return ()
        return yearly(self.study, self.dataset, self.memo or Memo(HELD))

    @cached_property
    def stress(self) -> Stress | None:
        """Every deal in every named world; a partner is told none of it."""
        if not self.complete:
            return None
        known = None if self.study.worlds else self.answers.get("stress")
        worlds = all_worlds(self.study, self.dataset)
        return self.tried or known or stress(self.study, self.dataset, worlds)

    @cached_property
    def opinions(self) -> Opinions | None:
        """What other people's weights say, if there are any; a partner is told none of it."""
        if not self.complete or not self.study.stakeholders:
            return None
        return opinions(self.study, valued(self.evaluation, self.dataset.criteria))

    @cached_property
    def contest(self) -> Contest | None:
        """The two deals with the highest mean scores; none for a partner, who is told no score."""
        if self.ask is None or self.scored is None or not self.complete:
            return None
        scores = self.scored.scores
        one, other = sorted(scores, key=lambda name: -float(scores[name].mean()))[:2]
        return contest(self.evaluation, self.dataset, self.scored, one, other)

    def answer(self, kind: str, progress: Progress = lambda _: None) -> Any:
        """Return an answer, worked out once; nothing where nothing is asked."""
        if self.ask is None or self.contest is None:
            return None
        if kind not in self.answers:
            self.answers[kind] = self.ask(kind, self.contest, progress)
        return self.answers[kind]

    def answer_all(self, kinds: Sequence[str], begin: Begin) -> None:
        """Work out answers in two parts, the second of them where ``begin`` does it."""
        if self.ask is None or (of := self.contest) is None:
            return
        ask, apart = self.ask, [each for each in kinds if each in APART]
        waiting = begin(lambda: {kind: ask(kind, of, lambda _: None) for kind in apart})
        for kind in kinds:
            if kind not in APART:
                self.answer(kind)
        self.answers.update(waiting())

    def terms(self, deal: Deal) -> Iterator[tuple[Term, Any]]:
        """Terms of a deal with their values, in the order of declaration."""
        hidden = set(self.study.confidential.terms) if self.partner else set()
        for term in STRUCTURES[deal.structure].terms:
            if term.name not in hidden:
                yield term, getattr(deal.terms, term.name)

    def span(self, deal: Deal, quantity: str) -> tuple[float, float, float] | None:
        """P10, median or mean, and P90 of a result, if there is one and it may be seen."""
        outcome = self.evaluation.outcomes[deal.name]
        return outcome.span(quantity) if quantity in outcome.values else None


def subject_of(
    study: Study,
    dataset: Dataset,
    money: Money,
    *,
    partner: bool = False,
    memo: Memo | None = None,
    progress: Callable[[float], None] = lambda _: None,
    **told: Any,
) -> Subject:
    """Evaluate a study for export; ``told`` are version, author, note, made_at and link."""
    shown, known = seen_study(study) if partner else study, memo or Memo(HELD)
    if partner:
        evaluation, told["read"] = evaluate(shown, dataset, memo=known, progress=progress), {}
    else:
        evaluation, told["read"] = evaluated(shown, dataset, known, progress)
    scored = None if partner and not shows_scores(shown) else score(evaluation, dataset.criteria)
    seen = seen_evaluation(evaluation, dataset) if partner else evaluation
    told |= {"partner": partner, "memo": memo}
    return Subject(shown, seen, scored, dataset, money, **told)
