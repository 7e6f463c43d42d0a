"""Studies of earlier schemas brought to the present one, step by step; nothing is written back.

    schema 1    the first
    schema 2    marks of what a partner view leaves out: ``confidential`` of study and deals
    schema 3    terms of loan, tax, sales, guarantees, localisation, exit: at their defaults; how
                sure its owner is of the weights: ``certainty``, at its default; the result
                ``owner_margin`` is called ``price_against_cost``

Each step takes the plain data of one schema and returns that of the next. A step that has been
released never changes: ``tests/models/studies`` holds a frozen file of every schema.

Raises   StudyError: the number of a schema that does not exist, or not yet.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from models.errors import Problem, StudyError

NEWEST = 3
PLACE = "schema_number"
RENAMED = {"owner_margin": "price_against_cost"}  # results of schema 2
Data = dict[str, Any]


def upgraded(data: Any) -> Any:
    """Return the data as the newest schema writes it; what is no study is left for the reader."""
    if not isinstance(data, Mapping) or PLACE not in data:
        return data
    number = data[PLACE]
    if not isinstance(number, int) or isinstance(number, bool):
        raise _refusal(f"{number!r:.60} is not a whole number", f"Use {NEWEST}")
    if number > NEWEST:
        what = f"{number!r:.60} is newer than {NEWEST}, the newest that this Lodestone reads"
        raise _refusal(what, "Open it with a newer Lodestone")
    if number < 1:
        raise _refusal(f"{number!r:.60} never was a schema", f"Use 1 to {NEWEST}")
    for step in range(number, NEWEST):
        data = STEPS[step](dict(data)) | {PLACE: step + 1}
    return data


def _marks_added(data: Data) -> Data:
    """From 1 to 2: nothing was confidential; the words are new, so a study of 1 has none."""
    deals = data.get("deals")
    known = [*deals, data.get("baseline")] if isinstance(deals, list) else []
    marked = any(isinstance(each, Mapping) and "confidential" in each for each in known)
    if marked or "confidential" in data:
        raise _refusal("1 has no marks of what is confidential", "Take them out, or write 2")
    return data


def _terms_added(data: Data) -> Data:
    """From 2 to 3: new terms and ``certainty`` have their defaults, which the reader fills in.

    The result ``owner_margin`` is now called ``price_against_cost``: a mark on it stays.
    """
    marks = data.get("confidential")
    if not isinstance(marks, Mapping) or not isinstance(marks.get("results"), list):
        return data
    results = [RENAMED.get(each, each) for each in marks["results"] if isinstance(each, str)]
    whole = len(results) == len(marks["results"])
    return data | {"confidential": {**marks, "results": results}} if whole else data


def _refusal(what: str, fix: str) -> StudyError:
    return StudyError([Problem(PLACE, what, fix)])


STEPS: Mapping[int, Callable[[Data], Data]] = MappingProxyType({1: _marks_added, 2: _terms_added})
