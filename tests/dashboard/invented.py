"""Invented studies: every field of the schema drawn from all that it allows."""

from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from models import (
    BASELINE,
    CRITERIA,
    MOST_DEALS,
    RESULTS,
    SPREADS,
    STRUCTURES,
    Confidential,
    Deal,
    OwnWorld,
    Stakeholder,
    Study,
    StudyError,
    Term,
    Weights,
    World,
    preset_deal,
    printable,
)

DECLARED = {term.name: term for each in STRUCTURES.values() for term in each.terms}
TERMS = sorted({term.name for each in STRUCTURES.values() for term in each.terms})
KINDS = sorted(key for key in STRUCTURES if key != BASELINE)
BOUNDS = (  # terms of which the first may not be above the second
    ("price_floor", "price_ceiling"),
    ("oxide_price_floor", "oxide_price_ceiling"),
    ("royalty_floor", "royalty_cap"),
)
INDEX = ("index_oxide_weight", "index_labour_weight", "index_energy_weight")


def _shows(text: str) -> bool:
    try:
        return printable(text) == text
    except ValueError:
        return False


def words(most: int) -> st.SearchStrategy[str]:
    """Text of any script that a screen can show."""
    letters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"))
    return st.text(letters.filter(_shows), max_size=most)


def names() -> st.SearchStrategy[str]:
    """Names of deals: they have no spaces around them."""
    return words(80).map(str.strip).filter(bool)


def values_of(term: Term) -> st.SearchStrategy[object]:
    if term.kind == "flag":
        return st.booleans()
    if term.kind == "day":
        return st.dates(term.low, term.high)
    if term.kind == "choice":
        return st.sampled_from(list(term.options))
    return st.floats(term.low, term.high)


def settled(terms: dict[str, Any]) -> dict[str, Any]:
    """Terms that no longer contradict each other, as far as that is easily put right."""
    for low, high in BOUNDS:
        if low in terms and high in terms:
            ends = terms[low], terms[high]
            terms |= {low: min(ends), high: max(ends)}
    if "index_oxide_weight" in terms:
        total = sum(terms[name] for name in INDEX)
        terms |= {name: terms[name] / max(1.0, total * 1.000001) for name in INDEX}
    if "loan_years" in terms:
        terms["grace_years"] = min(terms["grace_years"], float(int(terms["loan_years"]) - 1))
    if "scheme_end" in terms and terms["scheme_end"] <= terms["effective_date"]:
        terms["scheme_member"] = False
    return terms


@st.composite
def deals(draw: st.DrawFn, kind: str, name: str) -> Deal:
    structure = STRUCTURES[kind]
    terms = settled({term.name: draw(values_of(term)) for term in structure.terms})
    try:
        plain = preset_deal(structure, structure.presets[0], name=name).with_terms(**terms)
    except StudyError:  # each term is within its bounds, but two of them contradict each other
        reject()
    marked = kind != BASELINE and draw(st.booleans())
    return plain.model_copy(update={"partner": draw(words(30)), "confidential": marked})


def marks() -> st.SearchStrategy[Confidential]:
    """What is confidential besides whole deals."""
    return st.builds(
        Confidential,
        terms=st.lists(st.sampled_from(TERMS), max_size=4).map(tuple),
        results=st.lists(st.sampled_from(RESULTS), max_size=4).map(tuple),
        weights=st.booleans(),
        world=st.booleans(),
    )


@st.composite
def weights(draw: st.DrawFn) -> Weights:
    three = [draw(st.floats(0, 100)) for _ in range(3)]
    heaviest = draw(st.integers(0, 2))
    three[heaviest] = max(three[heaviest], 0.1)
    return Weights(cost=three[0], lead_time=three[1], supply_security=three[2])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[OwnWorld, ...]:
    """Worlds of one's own, each with a number or two and a term or two."""
    called = draw(st.lists(names(), max_size=3, unique=True))
    held = st.dictionaries(words(60), st.floats(-1e9, 1e9), max_size=2)
    terms = draw(st.lists(st.sampled_from(list(DECLARED)), max_size=2, unique=True))
    values = {name: draw(values_of(DECLARED[name])) for name in terms}
    return tuple(OwnWorld(name=each, overrides=draw(held), terms=values) for each in called)


@st.composite
def people(draw: st.DrawFn) -> tuple[Stakeholder, ...]:
    called = draw(st.lists(names(), max_size=3, unique=True))
    return tuple(Stakeholder(name=each, weights=draw(weights())) for each in called)


@st.composite
def fields(draw: st.DrawFn) -> dict[str, object]:
    """Every field of a study but its schema."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
    assert len(kinds) <= MOST_DEALS
    called = draw(st.lists(names(), min_size=len(kinds) + 1, max_size=len(kinds) + 1, unique=True))
    overrides = draw(st.dictionaries(words(60), st.floats(-1e9, 1e9), max_size=3))
    return {
        "title": draw(words(120)),
        "deals": tuple(draw(deals(kind, name)) for kind, name in zip(kinds, called, strict=False)),
        "baseline": draw(deals(BASELINE, called[-1])),
        "world": World(overrides=overrides),
        "worlds": draw(worlds()),
        "weights": draw(weights()),
        "half_way": draw(st.dictionaries(st.sampled_from(CRITERIA), st.floats(-1e3, 1e3))),
        "stakeholders": draw(people()),
        "certainty": draw(st.sampled_from(list(SPREADS))),
        "draws": draw(st.integers(100, 1_000_000)),
        "seed": draw(st.integers(0, 2**31 - 1)),
        "confidential": draw(marks()),
    }


def studies() -> st.SearchStrategy[Study]:
    return fields().map(lambda told: Study(**told))
