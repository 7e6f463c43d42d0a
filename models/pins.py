"""The numbers that a study was made with, kept as text, so that it can be computed again later.

``kept_numbers`` writes every table that a result depends on; ``with_numbers`` puts them back into a
dataset of today; a number that did not exist then is as it is today. Which of them one study used,
and at which value, says ``used_numbers``.

Raises   DataError: kept numbers that this Lodestone cannot use any more.
         StudyError: a study that cannot be evaluated on the dataset.
"""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from models import tables
from models.canonical import canonical
from models.dataset import READERS, Dataset
from models.errors import DataError, Problem
from models.evaluate import inputs
from models.study import Study
from models.tables import Exposure, Parameter
from models.wiring import country_of, wired

PINNED = ("parameters", "stages", "hazards", "exposures", "criteria", "partners", "sources")
FIX = "Its results as they were saved are shown; move it to today's data"


def kept_numbers(dataset: Dataset) -> str:
    """Write the tables that results depend on, and their sources, as canonical text."""
    return canonical({name: [_row(each) for each in _rows(dataset, name)] for name in PINNED})


def with_numbers(today: Dataset, version: str, text: str) -> Dataset:
    """Return a dataset with the numbers of an earlier version, and for the rest today's.

    Raises
    ------
    DataError
        When a kept table is missing, or a row has another form by now.
    """
    try:
        kept = json.loads(text)
        read = {name: READERS[name].validate_python(kept[name]) for name in PINNED}
    except (ValueError, KeyError, TypeError, RecursionError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise DataError(
            [Problem(f"numbers of {version}", f"cannot be read ({first})", FIX)]
        ) from None
    keyed = {name: _keyed(name, rows) for name, rows in read.items()}
    keyed["parameters"] = {**_newer(today, keyed["parameters"]), **keyed["parameters"]}
    keyed["exposures"] = _placed(today, keyed["exposures"])
    return dataclasses.replace(today, version=version, **keyed)


def used_numbers(study: Study, dataset: Dataset) -> Mapping[str, Parameter]:
    """Return the parameters that the deals of a study use, by name, with those it overrides held.

    Raises
    ------
    StudyError
        When a partner or an override is not known.
    """
    data = dataset.with_overrides(study.world.overrides)
    used: dict[str, Parameter] = {}
    for deal in study.all_deals:
        country = country_of(deal, dataset)
        ready = wired(dataset, deal.structure, country)
        given = inputs(deal, ready, data, country)
        named = {name for step in ready.steps for name in step.inputs}
        found = (given[name] for name in named if name in given)
        used |= {each.name: each for each in found if isinstance(each, Parameter)}
    return dict(sorted(used.items()))


def _newer(today: Dataset, kept: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """Numbers that formulas of today ask for and that did not exist then: as they are today."""
    known = {each.key for each in kept.values()}
    return {name: each for name, each in today.parameters.items() if each.key not in known}


def _placed(today: Dataset, kept: tuple[Exposure, ...]) -> tuple[Exposure, ...]:
    """Exposures of a time when their place in the chain was not told: where they strike today."""
    places = {_struck(each): each.place for each in today.exposures}
    return tuple(
        each if each.place else each.model_copy(update={"place": places.get(_struck(each), ())})
        for each in kept
    )


def _struck(each: Exposure) -> tuple[str, str, str, str]:
    return each.structure, each.country, each.hazard, each.node


def _row(row: Any) -> dict[str, Any]:
    data: dict[str, Any] = row.model_dump(mode="json")
    return data


def _rows(dataset: Dataset, name: str) -> list[Any]:
    found = getattr(dataset, name)
    return list(found.values()) if isinstance(found, Mapping) else list(found)


def _keyed(name: str, rows: list[Any]) -> Any:
    if name == "exposures":
        return tuple(rows)
    return {each.name if isinstance(each, tables.Parameter) else each.key: each for each in rows}
