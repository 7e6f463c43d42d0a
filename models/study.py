"""What the user chose: deals, world, weights, draws and seed; all that a link or a file carries.

A study is frozen, and strict about its words: an unknown key, a wrong type or a term out of range
is refused with all problems at once. Its canonical text is the same for the same choices, and so is
its fingerprint.

Raises   StudyError.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import (
    Field,
    SerializeAsAny,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from models.canonical import canonical, fingerprint
from models.chain.shared_terms import CommonTerms
from models.confidential import Confidential
from models.errors import Problem, StudyError
from models.reading import Key, Name, Printable, Strict, parsed, plain
from models.schemas import NEWEST, upgraded
from models.structures import BASELINE, STRUCTURES, Structure
from models.terms import Preset
from models.weights import USUAL_CERTAINTY, Certainty, HalfWay, Stakeholders, Weights
from models.worlds import OwnWorlds, World

FEWEST_DRAWS, MOST_DRAWS, USUAL_DRAWS = 100, 1_000_000, 2_000
MOST_DEALS = 12
NO_RESULTS = {"title", "confidential", "worlds", "stakeholders"}  # fields that move no result


class Deal(Strict):
    """A structure with a partner and terms, under a name."""

    name: Name
    structure: str
    partner: Key = ""
    terms: SerializeAsAny[CommonTerms]
    confidential: Annotated[bool, Field(strict=True)] = (
        False  # left out of a partner view as a whole
    )

    @field_validator("structure")
    @classmethod
    def _known_structure(cls, key: str) -> str:
        if key not in STRUCTURES:
            known = ", ".join(STRUCTURES)
            raise ValueError(f"no structure is called {key!r:.60}: use one of {known}")
        return key

    @field_validator("terms", mode="wrap")
    @classmethod
    def _terms_of_structure(cls, given: Any, _: Any, info: ValidationInfo) -> CommonTerms:
        """Read the terms by the declaration of the structure they belong to."""
        model = STRUCTURES[info.data["structure"]].terms_model if "structure" in info.data else None
        if model is None or isinstance(given, model):
            return given  # type: ignore[no-any-return]  # with no structure the deal is refused
        try:
            return model.model_validate(given)
        except ValidationError as error:
            found = error.errors(include_url=False)
            raise PydanticCustomError("terms", "terms cannot be used", {"found": found}) from None

    def with_terms(self, **changes: Any) -> Self:
        """Return a copy with some terms changed, and checked."""
        terms = {**self.terms.model_dump(), **changes}
        return parsed(type(self), {**self.model_dump(), "terms": terms})


class Study(Strict):
    """Everything a user saves and shares."""

    schema_number: int = Field(default=NEWEST, ge=NEWEST, le=NEWEST, strict=True)
    title: Annotated[str, StringConstraints(max_length=120), Printable] = "Default study"
    deals: Annotated[tuple[Deal, ...], Field(min_length=1, max_length=MOST_DEALS)]
    baseline: Deal
    world: World = Field(default_factory=World)
    worlds: OwnWorlds = ()  # in which the deals are tried
    weights: Weights
    certainty: Certainty = USUAL_CERTAINTY  # of the weights
    half_way: HalfWay = Field(default_factory=dict)  # criteria that are not valued evenly
    stakeholders: Stakeholders = ()
    draws: Annotated[int, Field(ge=FEWEST_DRAWS, le=MOST_DRAWS, strict=True)] = USUAL_DRAWS
    seed: Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)] = 1
    confidential: Confidential = Field(default_factory=Confidential)

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        names = [deal.name for deal in (*self.deals, self.baseline)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two deals are called {', '.join(twice)}: rename one")
        if self.baseline.structure != BASELINE:
            raise ValueError(f"the baseline has to be of structure {BASELINE}")
        if self.baseline.confidential:
            raise ValueError("the baseline is no secret: take its mark away")
        if any(deal.structure == BASELINE for deal in self.deals):
            raise ValueError("the baseline is always there: take it out of the deals")
        return self

    @property
    def all_deals(self) -> tuple[Deal, ...]:
        """The deals, and the baseline last."""
        return (*self.deals, self.baseline)

    def deal(self, name: str) -> Deal:
        """Find a deal by its name."""
        for each in self.all_deals:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in self.all_deals)
        raise StudyError([Problem(name, "no deal has this name", f"Use one of: {known}")])

    def replacing(self, name: str, deal: Deal) -> Self:
        """Return a copy with one deal changed, the baseline included."""
        deals = tuple(deal if each.name == name else each for each in self.deals)
        baseline = deal if self.baseline.name == name else self.baseline
        return self.changed(deals=deals, baseline=baseline)

    def changed(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, and checked."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return parsed(type(self), given | changes)

    def to_json(self) -> str:
        """Canonical text: the same choices give the same bytes."""
        return canonical(self.model_dump(mode="json"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote, or a person, or an earlier version of this program.

        Raises
        ------
        StudyError
            Naming everything that is wrong with it.
        """
        return cls.from_data(plain(text))

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """Read plain data, of this schema or an earlier one.

        Raises
        ------
        StudyError
            Naming everything that is wrong with it.
        """
        return parsed(cls, upgraded(data))

    @property
    def fingerprint(self) -> str:
        """Identity of everything in it: the same content has the same one everywhere."""
        return fingerprint(self.to_json())

    @property
    def results_key(self) -> str:
        """Identity of what results depend on: all but the title, marks, tried worlds and others."""
        data = self.model_dump(mode="json", exclude=NO_RESULTS)
        for deal in (*data["deals"], data["baseline"]):
            del deal["confidential"]
        return fingerprint(canonical(data))


def preset_deal(structure: Structure, preset: Preset, name: str = "") -> Deal:
    """Make the deal that a preset describes."""
    return Deal(
        name=name or preset.name,
        structure=structure.key,
        partner=preset.partner,
        terms=parsed(structure.terms_model, dict(preset.terms)),
    )


def default_study(weights: Mapping[str, float]) -> Study:
    """First preset of every structure, with the dataset's weights."""
    deals = [preset_deal(each, each.presets[0]) for each in STRUCTURES.values()]
    return Study(
        deals=tuple(deal for deal in deals if deal.structure != BASELINE),
        baseline=next(deal for deal in deals if deal.structure == BASELINE),
        weights=Weights(**weights),
    )
