"""Data from outside into models, with everything that is wrong said at once and in plain words."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from models.errors import Problem, StudyError

Model = TypeVar("Model", bound=BaseModel)
LONGEST_TEXT = 200_000  # characters of a study file: sixty times the usual
MOST_PROBLEMS = 50  # a hostile text has a hundred thousand, and no page shows them
MOST_FOUND = 1_000  # beyond this not even the first are put in words: it would fill the memory
LONGEST_WORD, LONGEST_WHAT = 80, 500  # characters of a word from outside, and of what is said
DEEPEST = 100  # brackets within brackets; a study has six
# A whole string is passed over, and so is one without an end: no text takes time by its square.
BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?+|[\[\]{}]', re.DOTALL)
AGAIN = "Copy the whole link or file again, or ask its author to share it anew"

FIXES = {
    "missing": ("is missing", "Add it"),
    "extra_forbidden": ("is not known here", "Take it out, or correct its name"),
    "finite_number": ("is not a finite number", "Give a plain number"),
    "float_type": ("is not a number", "Give a plain number"),
    "float_parsing": ("is not a number", "Give a plain number"),
    "int_type": ("is not a whole number", "Give a whole number"),
    "int_parsing": ("is not a whole number", "Give a whole number"),
    "int_from_float": ("is not a whole number", "Give a whole number"),
    "bool_type": ("is neither true nor false", "Write true or false"),
    "model_type": ("cannot be used", "Write names with values, as a saved study has them"),
    "string_type": ("is not text", "Give text"),
    "string_unicode": ("has a character that cannot be shown", "Take it out"),
    "string_too_short": ("is empty", "Write something"),
}
BOUNDS = {
    "greater_than_equal": ("is too small", "at least", "ge"),
    "less_than_equal": ("is too large", "at most", "le"),
    "string_too_long": ("is too long", "at most this many characters:", "max_length"),
    "too_long": ("are too many", "at most", "max_length"),
    "too_short": ("are too few", "at least", "min_length"),
}


HIDDEN_KINDS = {"Cc", "Cs", "Zl", "Zp"}  # control characters, broken ones, line ends
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they reorder what is read


class Strict(BaseModel):
    """Frozen, and refusing words it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def printable(text: str) -> str:
    """Refuse what no screen shows, what misleads a reader, and what a database may not take."""
    if first := next(filter(_hidden, text), ""):
        raise ValueError(f"has a character that cannot be shown, {first!a}: take it out")
    return text


def _hidden(letter: str) -> bool:
    return unicodedata.category(letter) in HIDDEN_KINDS or letter in TURNING


Printable = AfterValidator(printable)
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Printable
]
Key = Annotated[str, StringConstraints(max_length=120), Printable]  # of a row in the dataset
Number = Annotated[float, Field(strict=True)]


class Named(Protocol):
    """Anything that has a name."""

    @property
    def name(self) -> str:
        """Return the name."""


def by_name(kind: str) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """Return what puts things in the order of their names, of which none may come twice."""

    def ordered(things: tuple[Named, ...]) -> tuple[Named, ...]:
        names = sorted(each.name for each in things)
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two {kind} are called {', '.join(twice)}: rename one")
        return tuple(sorted(things, key=lambda each: each.name))

    return ordered


def parsed(model: type[Model], data: Any) -> Model:
    """Read data into a model.

    Raises
    ------
    StudyError
        Naming every problem: where it is, what is wrong, what would be right.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        if error.error_count() > MOST_FOUND:
            what = f"has {error.error_count():,} problems"
            raise StudyError([Problem("study", what, AGAIN)]) from None
        found = error.errors(include_url=False)
        problems = [each for one in found for each in _problems(one, data, ())]
        raise StudyError(_first(problems)) from None


def plain(text: str) -> Any:
    """Read JSON text into plain data.

    Raises
    ------
    StudyError
        When it is too long, is no JSON, or says a thing twice.
    """
    if len(text) > LONGEST_TEXT:
        what = f"{len(text):,} characters are too many"
        raise StudyError([Problem("study", what, f"A study has at most {LONGEST_TEXT:,}")])
    if too_deep(text):
        raise StudyError([Problem("study", "is not readable (too deeply nested)", AGAIN)])
    twice: list[str] = []
    try:
        data = json.loads(text, object_pairs_hook=lambda pairs: _unique(pairs, twice))
    except ValueError as error:
        raise StudyError([Problem("study", f"is not readable ({error})", AGAIN)]) from None
    if twice:
        raise StudyError(
            _first([Problem(key, "is written twice", "Keep one of them") for key in twice])
        )
    return data


def _first(problems: list[Problem]) -> Iterable[Problem]:
    """Return as many problems as somebody may read, and how many more there are."""
    more = len(problems) - MOST_PROBLEMS
    if more <= 0:
        return problems
    rest = Problem("study", f"has {more:,} more problems", "Put these right first")
    return [*problems[:MOST_PROBLEMS], rest]


def too_deep(text: str) -> bool:
    """Whether JSON text opens more brackets than any study: each Python has a limit of its own."""
    depth = 0
    for found in BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            return True
    return False


def _unique(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    """Return an object, noting the keys that it has twice: the last would silently win."""
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        twice += sorted(_shown(key) for key, number in times.items() if number > 1)
    return found


def _problems(error: Mapping[str, Any], data: Any, above: tuple[Any, ...]) -> Iterator[Problem]:
    """Problems of one error; those of a deal's terms are inside it."""
    path = (*above, *error["loc"])
    if error["type"] == "terms":
        for each in error["ctx"]["found"]:
            yield from _problems(each, data, path)
        return
    what, fix = _words(error)
    yield Problem(_place(path, data), what, fix)


def _words(error: Mapping[str, Any]) -> tuple[str, str]:
    kind, given, context = error["type"], error.get("input"), error.get("ctx", {})
    shown = f"{given!r:.60} " if isinstance(given, str | int | float | bool) else ""
    if kind in FIXES:
        what, fix = FIXES[kind]
        return (what if kind in {"missing", "extra_forbidden"} else shown + what), fix
    if kind in BOUNDS:
        what, least, bound = BOUNDS[kind]
        return f"{shown}{what}", f"Use {least} {context.get(bound)}"
    if kind == "literal_error":
        return f"{shown}is not one of the options", f"Use {context.get('expected')}"
    if kind == "value_error":
        what, _, fix = str(context.get("error", "")).partition(": ")
        return what[:LONGEST_WHAT], (fix[:1].upper() + fix[1:])[:LONGEST_WHAT] or "Change it"
    return f"{shown}cannot be used", str(error["msg"])


def _place(path: tuple[Any, ...], data: Any) -> str:
    """Where it is, with the names of deals instead of their numbers."""
    words: list[str] = []
    for step in path:
        data = _inside(data, step)
        name = data.get("name") if isinstance(data, Mapping) else None
        named = isinstance(step, int) and isinstance(name, str)
        words.append(_shown(str(name if named else step)))
    return ", ".join(words) or "study"


def _shown(word: str) -> str:
    """Write a word from outside so that any screen can show it."""
    return "".join(ascii(each)[1:-1] if _hidden(each) else each for each in word[:LONGEST_WORD])


def _inside(data: Any, step: Any) -> Any:
    if isinstance(data, Mapping):
        return data.get(step)
    if isinstance(data, list | tuple) and isinstance(step, int) and step < len(data):
        return data[step]
    return None
