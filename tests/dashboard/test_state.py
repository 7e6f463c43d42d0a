"""Links: what goes in comes out, and nothing hostile gets through."""

import base64
import json
import zlib

import pytest
from hypothesis import given, settings

from dashboard import links
from models import Study, StudyError, default_study
from tests.dashboard.invented import studies

USUAL = default_study({"cost": 20.0, "lead_time": 30.0, "supply_security": 50.0})


@settings(max_examples=30)
@given(studies())
def test_every_study_comes_back_from_its_link(study: Study) -> None:
    assert links.decode(links.encode(study)) == study


def test_the_default_study_makes_an_address_that_mail_can_carry() -> None:
    assert len(links.encode(USUAL)) < 2_000


def test_an_address_carries_the_study_and_the_money() -> None:
    asked = {"study": "a-b_c", "money": "₹ crore"}
    assert links.address("https://here/deal", asked) == (
        "https://here/deal?study=a-b_c&money=%E2%82%B9+crore"
    )


def packed(text: bytes, more: bytes = b"") -> str:
    packer = zlib.compressobj(wbits=-15)
    found = packer.compress(text) + packer.flush() + more
    return base64.urlsafe_b64encode(found).decode().rstrip("=")


BROKEN = {
    "foreign letters": "not a link!",
    "one letter": "A",
    "not packed": base64.urlsafe_b64encode(b"hello there").decode(),
    "cut off": links.encode(USUAL)[:-40],
    "too long": "A" * 20_001,
    "a bomb": packed(b" " * 5_000_000),
    "no UTF-8": packed(b"\xff\xfe"),
    "no JSON": packed(b"{"),
    "no study": packed(b"[]"),
    "going on after its end": packed(USUAL.to_json().encode(), more=b"and more"),
    "too long when unpacked": packed(b"x" * 200_001),
    "deeply nested": packed(b"[" * 100_000),
    "not a number": packed(USUAL.to_json().replace('"seed":1', '"seed":NaN').encode()),
    "unknown word": packed(USUAL.to_json().replace('"seed":1', '"seed":1,"sed":2').encode()),
}


@pytest.mark.parametrize("token", BROKEN.values(), ids=BROKEN)
def test_a_broken_link_is_refused_with_where_what_and_fix(token: str) -> None:
    with pytest.raises(StudyError) as refused:
        links.decode(token)
    assert refused.value.problems
    for problem in refused.value.problems:
        assert problem.where.startswith("link")
        assert problem.what
        assert problem.fix


def test_all_that_is_wrong_with_a_link_is_said_at_once() -> None:
    data = json.loads(USUAL.to_json())
    data["draws"] = 1
    data["deals"][0]["terms"]["capacity"] = -5
    with pytest.raises(StudyError) as refused:
        links.decode(packed(json.dumps(data).encode()))
    name = data["deals"][0]["name"]
    places = {problem.where for problem in refused.value.problems}
    assert places == {"link, draws", f"link, deals, {name}, terms, capacity"}
