"""Read and check the dataset. The only module of ``models`` that touches a file.

Every cell is text until its row class accepts it. Whatever is wrong anywhere is reported at once,
and then nothing is loaded: bad data never reaches the model.

Raises   DataError: a file, a row or a cell breaks a rule of ``data/README.md``.
         StudyError: a study overrides a number that is unknown, or leaves its span.
"""

import dataclasses
import difflib
import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from models import data_checks as checks
from models import reference, tables
from models.cells import Row
from models.errors import DataError, Problem, StudyError

if TYPE_CHECKING:
    import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
TABLES: Mapping[str, type[Row]] = {
    "parameters": tables.Parameter,
    "stages": tables.Stage,
    "hazards": tables.Hazard,
    "exposures": tables.Exposure,
    "criteria": tables.Criterion,
    "sources": tables.Source,
    "partners": tables.Partner,
    "worlds": tables.WorldRow,
    "countries": reference.CountryFact,
    "plants": reference.Plant,
    "prices": reference.Price,
    "trade": reference.TradeFact,
    "policies": reference.Policy,
    "precedents": reference.Precedent,
    "events": reference.Event,
    "corrections": reference.Correction,
    "article_claims": reference.ArticleClaim,
}
READERS = {name: TypeAdapter(list[row]) for name, row in TABLES.items()}  # type: ignore[valid-type]
LINKS = (  # table, column, and what the keys in that column name
    ("stages", "predecessors", "stage"),
    ("exposures", "hazard", "hazard"),
    ("events", "hazards", "hazard"),
    *((name, "source", "source") for name, row in TABLES.items() if "source" in row.model_fields),
)
VERSION = re.compile(r"\d{4}\.\d{1,2}\.\d+")


@dataclass(frozen=True, eq=False, slots=True)
class Dataset:
    """All tables, with a version that changes when a byte does."""

    version: str
    parameters: Mapping[str, tables.Parameter]  # by name; durations of stages included
    stages: Mapping[str, tables.Stage]
    hazards: Mapping[str, tables.Hazard]
    exposures: tuple[tables.Exposure, ...]
    criteria: Mapping[str, tables.Criterion]
    sources: Mapping[str, tables.Source]
    partners: Mapping[str, tables.Partner]
    worlds: tuple[tables.WorldRow, ...]
    countries: tuple[reference.CountryFact, ...]
    plants: tuple[reference.Plant, ...]
    prices: tuple[reference.Price, ...]
    trade: tuple[reference.TradeFact, ...]
    policies: tuple[reference.Policy, ...]
    precedents: tuple[reference.Precedent, ...]
    events: tuple[reference.Event, ...]
    corrections: tuple[reference.Correction, ...]
    article_claims: tuple[reference.ArticleClaim, ...]

    def for_deal(
        self, structure: str, site: str, partner_country: str
    ) -> dict[str, tables.Parameter]:
        """Return the most specific row of every key.

        A row of the structure beats a row of the country, which beats a shared row. The country
        is the site's, except for keys that begin with ``partner_``.
        """
        chosen: dict[str, tables.Parameter] = {}
        for each in self.parameters.values():
            where = partner_country if each.key.startswith("partner_") else site
            fits = each.structure in ("", structure) and each.country in ("", where)
            best = chosen.get(each.key)
            if fits and (best is None or _detail(each) > _detail(best)):
                chosen[each.key] = each
        return chosen

    def with_overrides(self, overrides: Mapping[str, float]) -> "Dataset":
        """Hold named parameters at a value, which must be within their minimum and maximum."""
        problems = [p for name, value in overrides.items() for p in self._refusals(name, value)]
        if problems:
            raise StudyError(problems)
        held = {name: _held(self.parameters[name], value) for name, value in overrides.items()}
        return dataclasses.replace(self, parameters={**self.parameters, **held})

    def frame(self, table_name: str) -> "pd.DataFrame":
        """Show a table as a data frame, by name or key where rows have one."""
        import pandas as pd  # noqa: PLC0415  (it takes longer to import than all of this package)

        rows: Any = getattr(self, table_name)
        index = list(rows) if isinstance(rows, Mapping) else None
        cells = [row.model_dump() for row in (rows.values() if index else rows)]
        return pd.DataFrame(cells, index=index, columns=list(TABLES[table_name].model_fields))

    def _refusals(self, name: str, value: float) -> Iterator[Problem]:
        where = f"override of {name}"
        if name not in self.parameters:
            near = difflib.get_close_matches(name, self.parameters, n=1)
            fix = f"Did you mean {near[0]}?" if near else "See the names on the Data page"
            yield Problem(where, "no parameter has this name", fix)
            return
        row = self.parameters[name]
        if not math.isfinite(value) or not row.minimum <= value <= row.maximum:
            unit = "" if row.unit == "1" else f" {row.unit}"
            span = f"{row.minimum:g} to {row.maximum:g}{unit}"
            yield Problem(where, f"{value:g} is outside {span}", f"Choose a value from {span}")


def load_dataset(folder: Path = DATA) -> Dataset:
    """Read every table of a folder, and check it.

    Raises
    ------
    DataError
        Naming every bad file, row and cell at once.
    """
    problems: list[Problem] = []
    lines = {name: _lines(folder / f"{name}.csv", row, problems) for name, row in TABLES.items()}
    version = _version(folder, problems)
    rows = {name: _rows(name, lines[name], problems) for name in TABLES}
    problems += _problems_across(lines)
    durations = [stage.as_parameter() for stage in rows["stages"]]
    whole = bool(rows["parameters"] and durations)  # if not, that is said, and not row by row
    named = {each.name: each for each in (*rows.pop("parameters"), *durations)}
    problems += checks.world_problems("worlds.csv", lines["worlds"], named if whole else {})
    if problems:
        raise DataError(problems)
    shaped = {name: _keyed(TABLES[name], found) for name, found in rows.items()}
    return Dataset(version=version, parameters=named, **shaped)


def _detail(row: tables.Parameter) -> tuple[bool, bool]:
    return bool(row.structure), bool(row.country)


def _held(row: tables.Parameter, value: float) -> tables.Parameter:
    fixed = {"distribution": "fixed", "low": value, "mode": value, "high": value}
    return row.model_copy(update=fixed)


def _keyed(row: type[Row], rows: Sequence[Any]) -> Any:
    keyed = row.identity == ("key",) and row.__module__ == tables.__name__
    return {each.key: each for each in rows} if keyed else tuple(rows)


def _text(path: Path, problems: list[Problem]) -> str:
    """Return the text of a file, or nothing and a problem."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problems.append(Problem(path.name, f"cannot be read ({error.strerror})", "Put it back"))
        return ""
    except UnicodeDecodeError:
        problems.append(Problem(path.name, "is not UTF-8 text", "Save it as CSV in UTF-8"))
        return ""
    if not text.strip():
        problems.append(Problem(path.name, "is empty", "Put it back"))
    return text


def _lines(path: Path, row: type[Row], problems: list[Problem]) -> checks.Lines:
    return checks.lines_in(path.name, _text(path, problems), list(row.model_fields), problems)


def _rows(name: str, lines: checks.Lines, problems: list[Problem]) -> Any:
    problems += checks.cell_problems(f"{name}.csv", lines)
    try:
        return READERS[name].validate_python([line.cells for line in lines])
    except ValidationError as error:
        found = error.errors(include_url=False)
        problems += [checks.value_problem(f"{name}.csv", lines, each) for each in found]
        return []


def _problems_across(lines: Mapping[str, checks.Lines]) -> Iterator[Problem]:
    known = {name: [line.cells.get("key", "") for line in lines[name]] for name in TABLES}
    for name, row in TABLES.items():
        yield from checks.duplicate_problems(f"{name}.csv", lines[name], row)
    for name, column, home in LINKS:
        found = lines[name], column, known[f"{home}s"], home
        yield from checks.reference_problems(f"{name}.csv", *found)
    yield from checks.unit_problems("parameters.csv", lines["parameters"])
    yield from checks.cycle_problems("stages.csv", lines["stages"])
    yield from checks.duration_problems(lines["parameters"], lines["stages"])
    yield from checks.telling_problems("worlds.csv", lines["worlds"])


def _version(folder: Path, problems: list[Problem]) -> str:
    """Return the readable number and a fingerprint of every table's name and bytes."""
    number = _text(folder / "VERSION", problems).strip()
    if number and not VERSION.fullmatch(number):
        problems.append(Problem("VERSION", f"{number!r} is no version", "Write it as 2026.11.1"))
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return f"{number}+{digest.hexdigest()[:12]}"
