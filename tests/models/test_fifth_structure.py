"""A fifth structure is one file and rows: shown on a copy of the project."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

from models import as_json, default_study, evaluate, load_dataset

ROOT = Path(__file__).parents[2]
STOCKPILE = '''"""Strategic stockpile: a fifth structure, invented for a test; magnets stored."""

import numpy as np

from models.chain.cost import levelised
from models.chain.shared_terms import CommonTerms
from models.formula import Array, flow, formula
from models.terms import Preset, number

TITLE = "Strategic stockpile"
SUMMARY = "IREL buys Chinese magnets for the state and stores them."
SITE = "india"
PLANT_OF = "abroad"
KNOW_HOW_OF = "partner"
ORDER = 5
BOOKS = "irel"
CHAIN = ()


class Terms(CommonTerms):
    """What the state decides."""

    storage_fee: float = number(
        2.0, label="Storage", unit="USD/kg", low=0.0, high=20.0, step=0.5, group="Storage",
        source="AN02", grade="D", help="Invented.",
    )


@formula(unit="1", source="definition")
def owner_return(irel_return: Array) -> Array:
    """Real return of the state."""
    return irel_return


@formula(unit="month", source="definition")
def first_magnets(store_building_finish: Array) -> Array:
    """When the store is open."""
    return store_building_finish


@formula(unit="month", source="definition")
def lead_time(first_magnets: Array) -> Array:
    """When the store is open."""
    return first_magnets


@formula(unit="t/a", source="definition")
def magnet_output(capacity: Array, operating_fraction: Array) -> Array:
    """Magnets bought."""
    return capacity * operating_fraction


@formula(unit="kUSD/a", source="definition")
def store_payment(
    magnet_output: Array, chinese_magnet_price: Array, storage_fee: Array, store_loss: Array
) -> Array:
    """Magnets and storage."""
    return magnet_output * (chinese_magnet_price * (1.0 + store_loss) + storage_fee)


@formula(unit="USD/kg", source="definition")
def import_cost(store_payment: Array, levelising_weight: Array) -> Array:
    """Magnets and storage."""
    return levelised(store_payment, levelising_weight)


@flow(payer="vehicle", payee="outside", tax="trading", unit="kINR/a", source="definition")
def filling(store_payment: Array, dollar_rate: Array) -> Array:
    """Magnets and storage."""
    return store_payment * dollar_rate


@flow(payer="government", payee="vehicle", tax="equity", unit="kINR/a", source="definition")
def budget(filling: Array) -> Array:
    """The state pays for it."""
    return filling


@formula(unit="USD/kg", source="definition")
def cost(cost_before_sales: Array) -> Array:
    """What a kilogram costs the state."""
    return cost_before_sales


@formula(unit="kINR", source="definition")
def working_capital_needed(magnet_output: Array) -> Array:
    """What is stored is paid for with the purchase."""
    return 0.0 * magnet_output


@formula(unit="t/a", source="definition")
def alternative_oxide(magnet_output: Array) -> Array:
    """IREL sells its oxide as before: the deal takes none."""
    return 0.0 * magnet_output


@formula(unit="kUSD/a", source="definition")
def oxide_payment() -> Array:
    """No oxide."""
    return np.zeros((1, 1))
'''
NOTHING = '''

@formula(unit="kUSD/a", source="definition")
def {name}() -> Array:
    """Nothing."""
    return np.zeros((1, 1))
'''
PRESETS = '\n\nPRESETS = (Preset("Stockpile", partner="shin_etsu", reason="Invented."),)\n'


def add_row(path: Path, **cells: object) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="", lineterminator="\n").writerow(cells)


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "models", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_one_file_and_three_rows_make_a_fifth_structure(tmp_path):
    for part in ("models", "data"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    text = STOCKPILE
    for name in ("heavy_payment", "premium_payment", "freight_payment", "duty_payment"):
        text += NOTHING.format(name=name)
    file = tmp_path / "models" / "structures" / "stockpile.py"
    file.write_text(text + PRESETS, encoding="utf-8")
    shared = {"low": 3, "mode": 6, "high": 9, "source": "AN02", "grade": "D", "note": "Invented"}
    add_row(
        tmp_path / "data" / "stages.csv",
        **{**shared, "key": "store_building", "code": "X1", "label": "Store built"},
        structures="stockpile",
        overlap=0,
        elapsed=0,
    )
    shared |= {"low": 0.01, "mode": 0.01, "high": 0.01}
    add_row(
        tmp_path / "data" / "parameters.csv",
        **{**shared, "key": "store_loss", "label": "Lost in store", "unit": "1", "minimum": 0},
        distribution="fixed",
        maximum=1,
    )
    add_row(
        tmp_path / "data" / "exposures.csv",
        structure="stockpile",
        hazard="customs_india",
        node="store",
        place="magnet_border",
        stocks="magnet_stock_india",
        reason="Goods wait at the port.",
        source="AN02",
        grade="D",
    )
    found = json.loads(run(tmp_path, "evaluate", "--json", "--draws", "500"))
    data = load_dataset()
    study = default_study({key: each.weight for key, each in data.criteria.items()})
    before = json.loads(as_json(evaluate(study.changed(draws=500), data), data))
    deals = {deal["name"]: deal for deal in found["deals"]}
    stockpile = deals["Stockpile"]["quantities"]
    assert deals.keys() - {deal["name"] for deal in before["deals"]} == {"Stockpile"}
    # PERT of 3, 6, 9 months has its mean and median at 6
    assert abs(stockpile["lead_time"]["p50"] - 6.0) < 0.05
    assert stockpile["supply_security"]["mean"] < 1.0
    for deal in before["deals"]:
        assert deals[deal["name"]]["quantities"] == deal["quantities"], "another deal moved it"
