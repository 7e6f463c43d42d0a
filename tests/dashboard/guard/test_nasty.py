"""No way from what somebody writes to a file name, a formula, markup or a program."""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import links
from dashboard.report.bundle import bundle
from dashboard.report.pdf import pdf
from dashboard.report.report import report_of
from dashboard.report.workbook import workbook
from dashboard.share.files import file_name, read_study, to_json, to_yaml
from dashboard.tables import NUMBER, RISKY
from models import ModelError, StudyError
from tests.dashboard.drawn import USUAL
from tests.dashboard.guard.nasty import NASTY, study, subject

FORMULA = re.compile(r"=[A-Z]+\d+-\$[A-Z]+\d+|=ROUND\([A-Z]+\d+-SUM\([A-Z]+\d+:[A-Z]+\d+\),9\)")
MEMBER = re.compile(r"[a-z]+\.(json|pdf|xlsx)|README\.txt|tables/[a-z_]+\.csv")
FILE = re.compile(r"lodestone-[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+")
WORDS = st.lists(st.sampled_from([*NASTY, " ", "/", "\\", "\n", "भारत"]), min_size=1, max_size=4)
ROUNDS = range(0, len(NASTY), 4)


@pytest.mark.parametrize("first", ROUNDS)
def test_a_workbook_has_the_formulas_that_we_wrote_and_no_others(first: int) -> None:
    data = workbook(subject(first))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert formulas
    assert [each for each in formulas if not FORMULA.fullmatch(each)] == []
    assert {study(first).deals[0].name, study(first).title} <= {cell.value for cell in cells}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        outside = [n for n in archive.namelist() if b'TargetMode="External"' in archive.read(n)]
        strange = [n for n in archive.namelist() if "external" in n.lower() or "vba" in n.lower()]
    assert outside == strange == []


@pytest.mark.parametrize("partner", [False, True])
@pytest.mark.parametrize("first", ROUNDS)
def test_a_bundle_has_names_of_ours_and_no_cell_that_runs(first: int, *, partner: bool) -> None:
    with zipfile.ZipFile(
        io.BytesIO(bundle(subject(first, partner=partner), None, None))
    ) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name in files if not MEMBER.fullmatch(name)] == []
    for name, data in files.items():
        if name.endswith(".csv"):
            lines = csv.reader(io.StringIO(data.decode("utf-8-sig")))
            risky = [each for line in lines for each in line if RISKY.search(each)]
            assert [each for each in risky if not NUMBER.fullmatch(each)] == []
        if name.endswith(".json"):
            json.loads(data)


@pytest.mark.parametrize("first", ROUNDS)
def test_a_paper_holds_the_words_and_does_nothing(first: int) -> None:
    told = subject(first)
    reader = pypdf.PdfReader(io.BytesIO(pdf(report_of(told), to_json(told.study))))
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    keys = {key for each in objects if isinstance(each, dict) for key in each}
    assert keys.isdisjoint({"/JS", "/OpenAction", "/AA", "/Launch"})
    links_to = {
        str(each["/A"]["/URI"])
        for each in objects
        if isinstance(each, dict) and "/A" in each and "/URI" in each["/A"].get_object()
    }
    assert not [each for each in links_to if not each.startswith(("https://", "http://"))]
    assert not [each for each in links_to if "evil.example" in each]


@given(WORDS)
def test_a_file_has_a_plain_name_whatever_the_title(words: list[str]) -> None:
    try:
        named = USUAL.changed(title="".join(words)[:120])
    except StudyError:
        return  # a title of several lines is refused
    for ending in ("json", "pdf", "xlsx"):
        assert FILE.fullmatch(file_name(named, ending))


@pytest.mark.parametrize("first", range(len(NASTY)))
def test_a_study_comes_back_from_links_and_files_word_for_word(first: int) -> None:
    nasty = study(first)
    assert links.decode(links.encode(nasty)) == nasty
    assert read_study("x.json", to_json(nasty)) == nasty
    assert read_study("x.yaml", to_yaml(nasty)) == nasty


@given(WORDS, st.sampled_from(["json", "yaml", "pdf", "zip", ""]))
def test_the_name_of_a_file_is_only_ever_shown(words: list[str], ending: str) -> None:
    name = f"{''.join(words)}.{ending}"
    with pytest.raises(ModelError) as refused:
        read_study(name, b"\x00")
    for each in refused.value.problems:
        assert str(each).isprintable()
