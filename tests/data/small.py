"""A small dataset of our own, for tests that break it.

The reference tables in it are the first rows of the real ones.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from models.dataset import DATA, TABLES

CITED = {"source": "MKT060", "locator": "p. 7", "grade": "B"}
LADDER = {"minimum": "0", "low": "0.6", "mode": "0.7", "high": "0.8", "maximum": "1"}
YIELD = {
    "key": "machining_yield",
    "label": "Yield",
    "unit": "kg/kg",
    "distribution": "triangular",
    **LADDER,
    **CITED,
}
FEE = {**YIELD, "key": "partner_fee", "unit": "USD/kg", "currency_year": "2025", "maximum": "90"}
STAGE = {"overlap": "0", "elapsed": "0", "low": "1", "mode": "2", "high": "3", **CITED}
KEPT = {"source": "MKT060", "grade": "D"}
FEWER = {"events": 2}  # the second event counts for a hazard that is not in this dataset
POOR = {"label": "All goes wrong", "story": "Low yield and late works.", **KEPT}
SMALL: Mapping[str, Sequence[Mapping[str, str]]] = {
    "parameters": (
        YIELD,
        {**YIELD, "country": "japan", "mode": "0.71"},
        {**YIELD, "structure": "joint_venture", "mode": "0.72"},
        {**YIELD, "structure": "joint_venture", "country": "japan", "mode": "0.73"},
        FEE,
        {**FEE, "country": "japan", "mode": "0.75"},
        {**YIELD, "key": "duty", "country": "japan", "unit": "1"},
    ),
    "stages": (
        {"key": "board", "code": "S1", "label": "Board", "structures": "joint_venture", **STAGE},
        {"key": "works", "code": "S2", "label": "Works", "predecessors": "board", **STAGE},
    ),
    "hazards": (
        {"key": "ban", "code": "H1", "label": "Ban", "group": "policy", "grades": "heavy"}
        | {"description": "An export ban", **CITED},
    ),
    "exposures": (
        {"structure": "joint_venture", "hazard": "ban", "node": "oxide", "stocks": "oxide_stock"}
        | {"reason": "Heavy oxide is bought", "source": "MKT060", "grade": "B"},
    ),
    "criteria": (
        {"key": "cost", "label": "Cost", "unit": "USD/kg", "worst": "100", "best": "40"}
        | {"weight": "1", "reason": "Range of the deals", "source": "MKT060", "grade": "B"},
    ),
    "worlds": (
        {"key": "base", "label": "As drawn", "story": "Nothing is held.", **KEPT},
        {"key": "poor", **POOR, "parameter": "board_duration", "value": "6"},
        {"key": "poor", **POOR, "parameter": "works_duration", "value": "12"},
    ),
}


def write(folder: Path, table: str, rows: Iterable[Mapping[str, str]]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(TABLES[table].model_fields), restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_small_dataset(folder: Path) -> Path:
    for table in TABLES.keys() - SMALL.keys():
        lines = (DATA / f"{table}.csv").read_text("utf-8").splitlines(keepends=True)
        kept = lines if table == "sources" else lines[: FEWER.get(table, 3)]
        (folder / f"{table}.csv").write_text("".join(kept), "utf-8")
    for table, rows in SMALL.items():
        write(folder, table, rows)
    (folder / "VERSION").write_text("2026.11.1\n")
    return folder
