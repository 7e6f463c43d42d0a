"""Worlds with a name: those of the dataset, and those that a user has made; a study put into one.

A world holds some parameters, and terms of every deal that has them, at values.

Units    Of the rows and terms as people write them.
Raises   StudyError: terms that contradict others of a deal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from models.dataset import Dataset
from models.errors import StudyError
from models.study import Deal, Study

KEY = "own "  # how the key of a user's own world begins; no key of the dataset has a space


@dataclass(frozen=True)
class NamedWorld:
    """A world with its story, and the parameters and terms that it holds."""

    key: str
    label: str
    story: str = ""
    source: str = ""
    overrides: Mapping[str, float] = field(default_factory=dict)
    terms: Mapping[str, Any] = field(default_factory=dict)
    PREFIX: ClassVar[str] = "Own: "  # how the label of a user's own world begins

    @classmethod
    def key_of(cls, name: str) -> str:
        """Key of a user's own world."""
        return KEY + name

    @property
    def own(self) -> bool:
        """Whether the user has made it."""
        return self.key.startswith(KEY)

    def applied(self, study: Study) -> Study:
        """Return the study in this world.

        Raises
        ------
        StudyError
            When terms that it holds contradict others of a deal.
        """
        deals = tuple(self._held(deal) for deal in study.all_deals)
        overrides = {**study.world.overrides, **self.overrides}
        world = study.world.model_copy(update={"overrides": overrides})
        changed = {"deals": deals[:-1], "baseline": deals[-1], "world": world}
        return study.model_copy(update=changed)

    def _held(self, deal: Deal) -> Deal:
        held = {name: each for name, each in self.terms.items() if hasattr(deal.terms, name)}
        try:
            return deal.with_terms(**held) if held else deal
        except StudyError as error:
            problems = [
                each._replace(where=f"{deal.name}, {each.where}") for each in error.problems
            ]
            raise StudyError(problems) from None


def all_worlds(study: Study, dataset: Dataset) -> tuple[NamedWorld, ...]:
    """Worlds of the user's own, and those of the dataset."""
    own = (
        NamedWorld(
            NamedWorld.key_of(each.name),
            NamedWorld.PREFIX + each.name,
            overrides=each.overrides,
            terms=each.terms,
        )
        for each in study.worlds
    )
    return (*own, *worlds_from(each.model_dump() for each in dataset.worlds))


def worlds_from(lines: Iterable[Mapping[str, str]]) -> tuple[NamedWorld, ...]:
    """Worlds from rows of one parameter each: key, label, story, parameter, value, source."""
    made: dict[str, NamedWorld] = {}
    for line in lines:
        key, name = line["key"], line["parameter"]
        known = made.get(key)
        held = {**(known.overrides if known else {})}
        if name:
            held[name] = float(line["value"])
        told = known or NamedWorld(key, line["label"], line["story"], line["source"])
        made[key] = NamedWorld(key, told.label, told.story, told.source, held)
    return tuple(made.values())
