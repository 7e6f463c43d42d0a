"""Plain data as YAML, and back: text, numbers, true and false, lists and mappings; nothing more.

Words mean what they do in YAML 1.2: ``1e3`` is a number, ``yes`` is text, and a date is text that a
study reads as a date. Tags, anchors, aliases and further documents are refused. The events of the
parser are turned into data one by one, so no constructor of PyYAML ever runs.

Limits   50 levels, 50,000 values; the length of the text is for the caller to bound.
Raises   StudyError: with "line 7" as the place, or "study" for the whole.
"""

import re
from typing import Any

import yaml

from dashboard.share.problems import first, shown
from models import Problem, StudyError

MOST_LEVELS, MOST_VALUES = 50, 50_000
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
WHOLE = re.compile(r"[-+]?[0-9]{1,300}")
WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the first needs libyaml
NO_KEY = object()


class _Dumper(yaml.SafeDumper):
    """Quotes text that would be read as a number: here, or by a reader of YAML 1.1."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write a value in full each time, for no alias would be read."""
        return True


_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", NUMBER, list("-+.0123456789"))


def write(data: Any) -> str:
    """Write plain data for people to read and change."""
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=True, width=100))


def read(text: str) -> Any:
    """Read one document of plain data.

    Raises
    ------
    StudyError
        Naming every line that holds what is refused.
    """
    built = _Built()
    try:
        for event in yaml.parse(text, Loader=PARSER):
            built.take(event)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise StudyError([_unreadable(error)]) from None
    if built.problems:
        raise StudyError(first(built.problems, "study"))
    return built.data


class _Built:
    """Data as far as the events have told; ``problems`` is what they may not tell."""

    def __init__(self) -> None:
        self.data: Any = None
        self.problems: list[Problem] = []
        self._open: list[Any] = []  # lists and mappings that have not ended, the innermost last
        self._keys: list[Any] = []  # for each of these the key that waits for its value
        self._documents = self._values = 0

    def take(self, event: Any) -> None:
        """Go one event further."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "begins another document", "Give each study its own file")
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "refers to another place", "Write it out in full")
            self._put(event, None)
        elif isinstance(event, yaml.NodeEvent):
            self._take_value(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()

    def _take_value(self, event: Any) -> None:
        self._values += 1
        if self._values > MOST_VALUES or len(self._open) >= MOST_LEVELS:
            fix = f"A study has at most {MOST_VALUES:,} values in {MOST_LEVELS} levels"
            raise StudyError([Problem(_line(event), "is too much or too deeply nested", fix)])
        if event.anchor is not None:
            self._refuse(event, "has a name for others to refer to", "Write it out in full")
        if event.tag is not None:
            what = f"has a tag, {shown(event.tag)}"
            self._refuse(event, what, "Take it out: only plain values are read")
        if isinstance(event, yaml.ScalarEvent):
            self._put(event, event.value if self._is_key() else _value(event))
            return
        started: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(event, started)
        self._open.append(started)
        self._keys.append(NO_KEY)

    def _is_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], dict) and self._keys[-1] is NO_KEY

    def _put(self, event: Any, value: Any) -> None:
        """Put a value where it belongs: it is a key, or the value of one, or in a list, or all."""
        if self._is_key():
            self._keys[-1] = self._key(event, value)
        elif not self._open:
            self.data = value
        elif isinstance(self._open[-1], dict):
            self._open[-1][self._keys[-1]] = value
            self._keys[-1] = NO_KEY
        else:
            self._open[-1].append(value)

    def _key(self, event: Any, value: Any) -> str:
        if not isinstance(value, str):
            self._refuse(event, "has a key that is no text", "Write a plain word before the colon")
            return ""
        if value in self._open[-1]:
            self._refuse(event, f"{shown(value)} is written twice", "Keep one of them")
        return value

    def _refuse(self, event: Any, what: str, fix: str) -> None:
        self.problems.append(Problem(_line(event), what, fix))


def _value(event: Any) -> Any:
    """Return what a scalar stands for; what is quoted is text."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text


def _line(event: Any) -> str:
    return f"line {event.start_mark.line + 1}"


def _unreadable(error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "no YAML"
    where = f"line {mark.line + 1}" if mark else "study"
    return Problem(where, f"is not readable ({shown(said)})", "Correct it, or export it again")
