"""Who may import what, and who may touch files, chance and the clock."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import models

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("models", "dashboard")
    for path in (ROOT / folder).rglob("*.py")
)
LONGEST = 250
OFFERED = {name for name in vars(models) if not name.startswith("_")}

FORMULAS = ("models/chain/", "models/structures/")
FORMULAS_MAY = {"numpy", "scipy.special", "pydantic", "models.chain", "models.formula"}
FORMULAS_MAY |= {"models.terms", "models.supply", "models.sampling"}
COMPILED, COMPILED_MAY = "models/supply/", {"numba"}
MODELS_MAY = {"numpy", "scipy", "pandas", "pydantic", "pydantic_core", "SALib", "models"}

READS_FILES = {"models/dataset.py", "models/__main__.py"}  # the second: the study it is given
FILES = {"os", "pathlib", "shutil", "tempfile", "glob", "fileinput", "sqlite3", "urllib"}
FILES |= {"importlib.resources"}
FILE_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "read_csv", "to_csv"}
FILE_CALLS |= {"loadtxt", "savetxt", "genfromtxt", "fromfile", "tofile", "memmap"}

IS_RANDOM = {"models/sampling.py"}
CHANCE = {"random", "secrets", "uuid", "numpy.random"}
CHANCE_NAMES = {"random", "default_rng", "rvs"}
CLOCK = {"time"}
CLOCK_CALLS = {"now", "utcnow", "today"}

NO_STREAMLIT = ("dashboard/charts/", "dashboard/report/", "dashboard/share/", "dashboard/text.py")
NO_NUMPY = ("dashboard/views/", "dashboard/controls.py", "dashboard/state.py")


@pytest.mark.parametrize("path", SOURCES)
def test_a_file_keeps_to_its_place(path: str) -> None:
    assert not list(offences(path, (ROOT / path).read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SOURCES)
def test_no_file_outgrows_a_reading(path: str) -> None:
    lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("models/score.py", "import plotly.graph_objects"),
        ("models/score.py", "from dashboard import text"),
        ("models/score.py", "import numba"),
        ("models/score.py", "from . import cost"),
        ("models/chain/cost.py", "import pandas"),
        ("models/chain/cost.py", "from scipy import stats"),
        ("models/chain/cost.py", "from models.dataset import DATA"),
        ("models/structures/lease.py", "from models.structures import joint_venture"),
        ("models/score.py", "from pathlib import Path"),
        ("models/score.py", "rows = open('rows.csv')"),
        ("models/score.py", "rows = folder.joinpath('rows.csv').read_text()"),
        ("models/score.py", "import random"),
        ("models/score.py", "noise = np.random.normal()"),
        ("models/score.py", "from numpy.random import Generator"),
        ("models/dataset.py", "import time"),
        ("models/score.py", "year = datetime.date.today().year"),
        ("dashboard/app.py", "from models.formula import plan"),
        ("dashboard/app.py", "import models.formula"),
        ("dashboard/app.py", "from models import no_such_name"),
        ("dashboard/charts/bars.py", "import streamlit as st"),
        ("dashboard/text.py", "from streamlit import session_state"),
        ("dashboard/views/deal.py", "import numpy as np"),
    ],
)
def test_a_trespass_is_seen(path: str, source: str) -> None:
    assert list(offences(path, source))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("models/dataset.py", "from pathlib import Path"),
        ("models/supply/compiled.py", "import numba"),
        ("models/sampling.py", "generator = np.random.default_rng(1)"),
        ("models/chain/cost.py", "import datetime\nfrom scipy.special import ndtr"),
        ("dashboard/app.py", "import streamlit as st\nfrom dashboard.state import study"),
        ("dashboard/charts/bars.py", "import numpy as np\nfrom models import ModelError"),
    ],
)
def test_what_is_allowed_passes(path: str, source: str) -> None:
    assert not list(offences(path, source))


def offences(path: str, source: str) -> Iterator[str]:
    """Everything that the file does and should not."""
    tree = ast.parse(source)
    if path.startswith("models/"):
        yield from _strangers(path, tree)
        yield from _world(path, tree)
    else:
        yield from _private_model(tree)
        if path.startswith(NO_STREAMLIT):
            yield from (name for name in _imports(tree) if _within(name, {"streamlit"}))
        if path.startswith(NO_NUMPY):
            yield from (name for name in _imports(tree) if _within(name, {"numpy", "scipy"}))


def _strangers(path: str, tree: ast.AST) -> Iterator[str]:
    """Imports that a module of the model may not make."""
    allowed = FORMULAS_MAY if path.startswith(FORMULAS) else MODELS_MAY
    if path.startswith(COMPILED):
        allowed = allowed | COMPILED_MAY
    for name in _imports(tree):
        if not _within(name, allowed | sys.stdlib_module_names):
            yield f"imports {name}"


def _world(path: str, tree: ast.AST) -> Iterator[str]:
    """Files, chance and clock where they have no place."""
    modules, names = set(CLOCK), set(CLOCK_CALLS)
    if path not in READS_FILES:
        modules, names = modules | FILES, names | FILE_CALLS
    if path not in IS_RANDOM:
        modules, names = modules | CHANCE, names | CHANCE_NAMES
    yield from (f"imports {name}" for name in _imports(tree) if _within(name, modules))
    yield from (f"uses {name}" for name in _used(tree) if name in names)


def _private_model(tree: ast.AST) -> Iterator[str]:
    """Parts of the model that are not its public face."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name.startswith("models."))
        elif isinstance(node, ast.ImportFrom) and node.module == "models":
            yield from (each.name for each in node.names if each.name not in OFFERED)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("models."):
            yield f"from {node.module}"


def _imports(tree: ast.AST) -> Iterator[str]:
    """Full name of everything imported: ``from models import X`` gives ``models.X``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = "." * node.level + (node.module or "")
            yield from (f"{home}.{alias.name}" for alias in node.names)


def _used(tree: ast.AST) -> Iterator[str]:
    """Last name of everything called, and of every attribute that a call goes through."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", ""))
            inner = getattr(node.func, "value", None)
            yield getattr(inner, "attr", "")


def _within(name: str, packages: set[str]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in packages)
