"""README.md and CONTRIBUTING.md name exactly what exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/threats.md")
LISTED_INSIDE = ("dashboard/", "models/")  # folders whose contents the layout names, too
UNSAID = {"__init__.py", "__pycache__/"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def layout(text: str) -> dict[str, set[str]]:
    """Names by folder ("" is the top) from the block ```layout or the one under "Layout".

    A line is one or more names with commas between, two spaces or more, and what they are for;
    names in a folder are indented below it.
    """
    block = re.search(r"^```layout\n(.*?)^```", text, re.DOTALL | re.MULTILINE) or re.search(
        r"^#+ Layout\b.*?^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE
    )
    assert block, "README.md has no layout"
    told: dict[str, set[str]] = {"": set()}
    folder = ""
    for line in filter(str.strip, block[1].splitlines()):
        names = re.split(r"\s{2,}", line.strip())[0].split(", ")
        if not line.startswith(" "):
            folder = names[-1]
            told[""].update(names)
        else:
            told.setdefault(folder, set()).update(names)
    return told


def present(folder: Path) -> set[str]:
    """What a reader sees in a folder, folders with a slash; not what tools leave behind."""
    left_behind = set(read(".gitignore").split()) | UNSAID
    names = {each.name + "/" * each.is_dir() for each in folder.iterdir()}
    return {name for name in names - left_behind if not name.startswith(".")}


@pytest.mark.parametrize("folder", ["", *LISTED_INSIDE])
def test_the_layout_names_what_exists(folder: str) -> None:
    told = layout(read("README.md"))[folder] - UNSAID
    assert told == present(ROOT / folder)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_is_a_target_of_the_makefile(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"^\s*make ([a-z]+)|`make ([a-z]+)", read(document), re.MULTILINE))
    assert {"".join(pair) for pair in named} <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_named_exists(document: str) -> None:
    paths = re.findall(r"[`(]((?:[\w.-]+/)+[\w.-]*)[`)]", read(document))
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_a_layout_is_read_by_folder() -> None:
    text = """
# Layout

```
README.md, Makefile   what to read
models/               the model
  cost.py             what it costs
data/                 the numbers
```
"""
    top = {"README.md", "Makefile", "models/", "data/"}
    assert layout(text) == {"": top, "models/": {"cost.py"}}
