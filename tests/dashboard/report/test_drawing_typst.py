"""Typst sets the drawings: no warning, real text, and no wider than was reckoned."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pypdf
import pytest
import typst

from dashboard import report
from dashboard.report.drawing import Drawing, drawn
from tests.dashboard.drawn import ALL, DOLLARS, HOSTILE, Result
from tests.dashboard.report.sketched import joined, kind, said

HOME = Path(report.__file__).parent
START = """#import "drawing.typ": drawing, said
#let drawings = json(bytes(sys.inputs.data))
#set text(font: "Noto Sans", fallback: false)
#set page(width: auto, height: auto, margin: 0mm)
#set document(title: "Charts")
"""
PAGES = '#for each in drawings { figure(drawing(each), alt: "Chart"); pagebreak(weak: true) }'
WIDTHS = """#context for each in drawings {
  for p in each.primitives.filter(p => p.kind == "text") {
    [#metadata((p.room, measure(box(said(p))).width / 1mm))<width>]
  }
}"""


def sketches(result: Result) -> list[Drawing]:
    return [drawn(chart(*result, DOLLARS).figure) for chart in ALL.values()]


def setting(folder: Path, drawings: list[Drawing], body: str) -> dict[str, Any]:
    """What Typst needs to set the drawings."""
    shutil.copy(HOME / "templates" / "drawing.typ", folder)
    (folder / "main.typ").write_text(START + body, encoding="utf-8")
    return {
        "input": folder / "main.typ",
        "root": folder,
        "font_paths": [HOME / "fonts"],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps([each.as_data() for each in drawings])},
    }


@pytest.mark.parametrize("study", ["usual", "full", "single"])
def test_all_charts_are_set_without_a_warning_and_with_real_text(
    studies: dict[str, Result], study: str, tmp_path: Path
) -> None:
    drawings = sketches(studies[study])
    made, warnings = typst.compile_with_warnings(
        **setting(tmp_path, drawings, PAGES), pdf_standards="ua-1"
    )
    assert warnings == []
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    assert len(pages) == len(drawings)
    for page, drawing in zip(pages, drawings, strict=True):
        told = joined(page.extract_text())
        numbers = [each for each in said(drawing).splitlines() if each.strip()]
        assert [each for each in numbers if joined(each) not in told] == []


def test_a_page_is_as_large_as_its_drawing(usual: Result, tmp_path: Path) -> None:
    drawings = sketches(usual)
    made = typst.compile(**setting(tmp_path, drawings, PAGES))
    for page, each in zip(pypdf.PdfReader(io.BytesIO(made)).pages, drawings, strict=True):
        size = [float(side) / 72 * 25.4 for side in page.mediabox[2:]]
        assert size == pytest.approx([each.width, each.height], abs=0.05)


@pytest.mark.parametrize("study", ["usual", "full", "single"])
def test_no_text_is_wider_than_the_room_that_was_kept_for_it(
    studies: dict[str, Result], study: str, tmp_path: Path
) -> None:
    drawings = sketches(studies[study])
    given = setting(tmp_path, drawings, WIDTHS)
    found = json.loads(typst.query(**given, selector="<width>", field="value"))
    assert len(found) == sum(len(kind(each, "text")) for each in drawings)
    assert max(width - room for room, width in found) <= 0.5
    assert min(width / room for room, width in found) > 0.6


def test_a_name_is_never_read_as_source(studies: dict[str, Result], tmp_path: Path) -> None:
    drawings = sketches(studies["single"])
    made = typst.compile(**setting(tmp_path, drawings, PAGES))
    told = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert joined(HOSTILE) in joined(told)


def test_every_hatch_and_every_marker_can_be_set(tmp_path: Path) -> None:
    shapes = ["", "/", "\\", "x", "-", "|", "+", "."]
    symbols = ["circle", "square", "diamond", "cross", "x", "star", "line-ns", "circle-open"]
    symbols += [f"triangle-{side}" for side in ("up", "down", "left", "right")]
    bars = {"type": "bar", "x": [1] * len(shapes), "marker": {"pattern": {"shape": shapes}}}
    points = {"x": [0.5] * len(symbols), "mode": "markers", "marker": {"symbol": symbols}}
    rows = {"orientation": "h", "y": list(range(len(shapes)))}
    made = drawn(go.Figure([{**bars, **rows}, {"type": "scatter", **points}]))
    assert {each["symbol"] for each in kind(made, "marker")} == {
        each.removesuffix("-open") for each in symbols
    }
    _, warnings = typst.compile_with_warnings(
        **setting(tmp_path, [made], PAGES), format="png", ppi=90
    )
    assert warnings == []
