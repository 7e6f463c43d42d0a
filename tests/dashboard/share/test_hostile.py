"""Hostile input gives a result or a problem in words: nothing else, no code, no flood of memory.

10,000 cases in all, the same on every run: 2,500 tokens, 3,000 addresses, 2,000 files of JSON,
1,500 of YAML and 1,000 of ZIP; and bombs, hostile words, and every study through store and link.
"""

import base64
import io
import json
import os
import random
import resource
import string
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dashboard import links
from dashboard.share import library, studies, tokens
from dashboard.share.archive import export_library, import_library
from dashboard.share.content import Content
from dashboard.share.files import read_study, to_json, to_yaml
from dashboard.share.store import Store
from dashboard.share.studies import Signed
from models import LONGEST_TEXT, ModelError, Problem, Study, World, canonical
from tests.dashboard import invented
from tests.dashboard.drawn import USUAL

Keep = Callable[[Study], Content]
MEMORY = 64_000_000  # bytes that any one case may take
STUDY = USUAL.changed(
    draws=100, title="Board paper ₹ निर्णय", world=World(overrides={"oxide_duty": 0.025})
)
VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 10**400, 0.0, -0.0, 1e308, float("nan")),
    *(float("inf"), "", " ", "x", "x" * 5_000, "\0", "\ud800", "\u202e", "\x1b[2J", "🙂" * 200),
    *("1e3", "2027-01-01", "1798761600", "NaN", "true", "'; DROP TABLE studies;--"),
    *("<script>alert(1)</script>", "{{7*7}}", "${x}", "%s%n", "../../etc/passwd", "=1+1"),
    *([], [[]], [None], {}, {"": ""}, {"a": {"b": []}}, [1] * 300, {"__class__": "x"}),
]
TAGS = [
    "!!python/object/apply:os.system ['touch {}']",
    "!!python/object/new:subprocess.Popen [['touch', '{}']]",
    "!!python/name:os.system ''",
    "!!python/module:this ''",
    "!!python/object/apply:builtins.exec [\"open('{}', 'w')\"]",
    "!<tag:yaml.org,2002:python/object/apply:os.mkdir> ['{}']",
    "&a [*a, *a]",
    "!!binary aGk=",
    "!!timestamp 2027-01-01",
    "!!set {a, b}",
    "*nobody",
    "<<: *nobody",
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path_factory.mktemp('hostile')}/studies.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def archive(store: Store, kept: Keep) -> bytes:
    """A sound library of one study, small enough to be tried a thousand times."""
    studies.create(store, kept(STUDY), Signed("Asha", "first"))
    target = io.BytesIO()
    export_library(store, target)
    return target.getvalue()


@pytest.fixture(autouse=True)
def no_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nothing from outside starts a program or makes a file where a case would make one."""

    def started(*_: object, **__: object) -> None:
        raise AssertionError("code from outside has run")

    monkeypatch.setattr(os, "system", started)
    monkeypatch.setattr(subprocess, "Popen", started)
    yield
    assert not (tmp_path / "made").exists()


def outcome(attempt: Callable[[], object]) -> str:
    """Whether it worked; if not, it was refused with where, what and fix that can be shown."""
    problems: tuple[Problem, ...] | None = None
    try:
        attempt()
    except ModelError as error:
        problems = error.problems
    if problems is None:
        return "taken"
    assert 1 <= len(problems) <= 51
    for each in problems:
        assert all(each)
        assert len(str(each).encode()) < 2_000
    return "refused"


def tried(cases: Iterator[Callable[[], object]]) -> dict[str, int]:
    """Try every case, and count; the most that this process ever held grows within the bound."""
    before = most_held()
    counts = Counter(outcome(case) for case in cases)
    assert most_held() - before < MEMORY
    return {"taken": counts["taken"], "refused": counts["refused"]}


def most_held() -> int:
    unit = 1 if sys.platform == "darwin" else 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def seeded(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311  # the same cases on every run


def letters(chance: random.Random, most: int, alphabet: str) -> str:
    return "".join(chance.choices(alphabet, k=chance.randrange(most)))


def spoilt(chance: random.Random, data: bytes) -> bytes:
    """Data with a piece cut off, bits flipped, or a piece put in, left out or doubled."""
    way = chance.randrange(5)
    place = chance.randrange(len(data))
    if way == 0:
        return data[:place]
    if way == 1:
        flipped = bytearray(data)
        for _ in range(chance.randrange(1, 4)):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(flipped)
    end = place + chance.randrange(1, 40)
    if way == 2:
        return data[:place] + chance.randbytes(chance.randrange(1, 20)) + data[place:]
    return data[:place] + data[end:] if way == 3 else data[:end] + data[place:]


def twisted(chance: random.Random, data: Any) -> Any:
    """Plain data with one value replaced, one word added, or one taken out, at any depth."""
    copy = inner = json.loads(json.dumps(data))
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = chance.choice(keys)
        if not (isinstance(inner[key], dict | list) and inner[key]) or chance.random() < 0.1:
            break
        inner = inner[key]
    way = chance.randrange(4)
    if way == 0:
        del inner[key]
    elif way == 1 and isinstance(inner, dict):
        word = chance.choice([each for each in VALUES if isinstance(each, str)])
        inner[word] = chance.choice(VALUES)
    else:
        inner[key] = chance.choice(VALUES)
    return copy


def packed(text: bytes) -> str:
    packer = zlib.compressobj(wbits=-15)
    return base64.urlsafe_b64encode(packer.compress(text) + packer.flush()).decode().rstrip("=")


def token_of(chance: random.Random, known: str) -> str:
    way = chance.randrange(4)
    if way == 0:
        return letters(chance, 60, string.ascii_letters + string.digits + "-_")
    if way == 1:
        return letters(chance, 60, string.printable + "\0\ud800\u202e٣🙂")
    place = chance.randrange(len(known))
    other = chance.choice(string.ascii_letters + string.digits + "-_\n=%'\" \0é")
    changed = known[:place] + other + known[place + (way == 2) :]
    return changed if changed != known else known + "A"


def test_2500_tokens_open_nothing_but_the_one_that_is_known(store: Store, kept: Keep) -> None:
    chance = seeded(1)
    known = tokens.share(store, studies.create(store, kept(STUDY), Signed()), "living")
    cases = (token_of(chance, known) for _ in range(2_500))
    counts = tried((lambda each=each: tokens.resolve(store, each)) for each in cases)
    assert counts == {"taken": 0, "refused": 2_500}
    assert tokens.resolve(store, known).kind == "living"


def address_of(chance: random.Random, known: str, data: Any) -> str:
    way = chance.randrange(5)
    if way == 0:
        return spoilt(chance, known.encode()).decode("latin-1")
    if way == 1:
        words, _, rest = known.rpartition(".")
        raw = base64.urlsafe_b64decode(rest + "=" * (-len(rest) % 4))
        return f"{words}.{base64.urlsafe_b64encode(spoilt(chance, raw)).decode().rstrip('=')}"
    if way == 2:
        return letters(chance, 3_000, string.ascii_letters + string.digits + "-_=%\n\0é🙂\ud800")
    if way == 3:
        return packed(spoilt(chance, STUDY.to_json().encode()))
    return packed(json.dumps(twisted(chance, data)).encode())


def test_3000_addresses_give_a_study_or_say_why_not() -> None:
    chance, data = seeded(2), json.loads(STUDY.to_json())
    known = links.encode(STUDY)
    cases = (address_of(chance, known, data) for _ in range(3_000))
    counts = tried((lambda each=each: again(links.decode(each))) for each in cases)
    assert sum(counts.values()) == 3_000
    assert counts["refused"] > 2_000
    assert counts["taken"] > 30  # another title, say: the cases are close to what is good


def again(study: Study) -> None:
    """A study that was taken is one that can be written, and read again the same."""
    assert links.decode(links.encode(study)).fingerprint == study.fingerprint
    assert read_study("a.json", to_json(study)) == read_study("a.yaml", to_yaml(study)) == study


def json_of(chance: random.Random, data: Any) -> bytes:
    way = chance.randrange(4)
    if way == 0:
        return spoilt(chance, to_json(STUDY))
    if way == 1:
        return chance.randbytes(chance.randrange(200))
    if way == 2:
        bracket = chance.choice([b"[", b'{"a":', b'[{"":'])
        return bracket * chance.randrange(1, 30_000)
    return json.dumps(twisted(chance, data), ensure_ascii=chance.random() < 0.5).encode(
        errors="surrogatepass"
    )


def test_2000_files_of_json_give_a_study_or_say_why_not() -> None:
    chance, data = seeded(3), json.loads(STUDY.to_json())
    cases = (json_of(chance, data) for _ in range(2_000))
    counts = tried((lambda each=each: again(read_study("a.json", each))) for each in cases)
    assert sum(counts.values()) == 2_000
    assert counts["taken"] > 20


def yaml_of(chance: random.Random, text: bytes, made: str) -> bytes:
    way = chance.randrange(5)
    if way == 0:
        return spoilt(chance, text)
    lines = text.decode().splitlines(keepends=True)
    place = chance.randrange(len(lines))
    if way == 1:
        name = lines[place].partition(":")[0]
        lines[place] = f"{name}: {chance.choice(TAGS).replace('{}', made)}\n"
    elif way == 2:
        value = json.dumps(chance.choice(VALUES))
        lines[place] = f"{lines[place].partition(':')[0]}: {value}\n"
    elif way == 3:
        lines.insert(place, letters(chance, 40, string.printable + "&*!|>%@`\u2028\ufeff") + "\n")
    else:
        piece = chance.choice(
            ["[", "{a: ", "- ", "? ", "{a,", "!!x ", "&a ", '"', "'", "# ", "|\n"]
        )
        lines.insert(place, piece * chance.randrange(1, 3_000))
    return "".join(lines).encode()


def test_1500_files_of_yaml_give_a_study_or_say_why_not(tmp_path: Path) -> None:
    chance, text = seeded(4), to_yaml(STUDY)
    cases = (yaml_of(chance, text, str(tmp_path / "made")) for _ in range(1_500))
    counts = tried((lambda each=each: again(read_study("a.yaml", each))) for each in cases)
    assert sum(counts.values()) == 1_500
    assert counts["taken"] > 20


def zip_of(chance: random.Random, data: bytes, members: dict[str, bytes]) -> bytes:
    way = chance.randrange(4)
    if way == 0:
        return spoilt(chance, data)
    if way == 1:  # in the directory, which is most of what a reader of ZIP believes
        start = data.index(b"PK\1\2")
        return data[:start] + spoilt(chance, data[start:])
    name = chance.choice([each for each in members if not each.startswith("numbers/")])
    told = json.loads(members[name])
    changed = json.dumps(twisted(chance, told)).encode()
    if way == 3:
        changed = spoilt(chance, members[name])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as opened:
        for each, content in members.items():
            opened.writestr(each, changed if each == name else content)
    return target.getvalue()


def test_1000_archives_come_in_whole_or_not_at_all(
    archive: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = seeded(5)
    fresh = Store(f"sqlite:///{tmp_path_factory.mktemp('archives')}/studies.db")
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    there = 0

    def bring_in(data: bytes) -> None:
        nonlocal there
        there += import_library(fresh, io.BytesIO(data)).studies

    cases = (zip_of(chance, archive, members) for _ in range(1_000))
    counts = tried((lambda each=each: bring_in(each)) for each in cases)
    assert sum(counts.values()) == 1_000
    assert counts["refused"] > 800
    assert len(library.listing(fresh)) == there > 0
    for line in library.listing(fresh):
        assert library.load(fresh, line.id).content.fingerprint == STUDY.fingerprint
    fresh.close()


def zeros(size: int) -> bytes:
    """A file of JSON in an archive that is all but nothing when packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("manifest.json", b" " * size)
    return target.getvalue()


def lying(size: int) -> bytes:
    """An archive that says its member is short, and it is not."""
    data = bytearray(zeros(size))
    struct.pack_into("<L", data, bytes(data).index(b"PK\1\2") + 24, 1_000)
    return bytes(data)


def quine() -> bytes:
    """An archive in which 20,000 members are one and the same."""
    data = zeros(7_000_000)
    start = data.index(b"PK\1\2")
    entry, end = data[start:-22], bytearray(data[-22:])
    struct.pack_into("<HHLL", end, 8, 20_000, 20_000, 20_000 * len(entry), start)
    return data[:start] + entry * 20_000 + bytes(end)


def open_address(_: Store, given: str) -> object:
    return links.decode(given)


def read_json(_: Store, given: bytes) -> object:
    return read_study("a.json", given)


def read_yaml(_: Store, given: bytes) -> object:
    return read_study("a.yaml", given)


def bring_in(store: Store, given: bytes) -> object:
    return import_library(store, io.BytesIO(given))


def twice() -> bytes:
    return ("{" + ",".join(f'"{k // 2}":1' for k in range(19_000)) + "}").encode()


def terms() -> bytes:
    told = json.loads(STUDY.to_json())
    told["deals"][0]["terms"] = {f"{k}": 1 for k in range(14_000)}
    return json.dumps(told).encode()


def laughs() -> bytes:
    lines = ["a0: &a0 [lol]"]
    lines += [f"a{k}: &a{k} [{','.join([f'*a{k - 1}'] * 50)}]" for k in range(1, 30)]
    return "\n".join(lines).encode()


BOMBS: dict[str, tuple[Callable[[Store, Any], object], Callable[[], Any]]] = {
    "an address of zeros": (open_address, lambda: packed(b"0" * 10_000_000)),
    "an address of brackets": (open_address, lambda: packed(b"[" * 199_000)),
    "an address without end": (open_address, lambda: "A" * 10_000_000),
    "a long file": (read_json, lambda: b"[" * 50_000_000),
    "wide JSON": (read_json, lambda: b"[" + b"[]," * 66_000 + b"[]]"),
    "JSON of one key": (read_json, lambda: b'{"a":1' + b',"a":1' * 33_000 + b"}"),
    "JSON of keys twice": (read_json, twice),
    "JSON of many deals": (read_json, lambda: b'{"deals":[1' + b",1" * 99_000 + b"]}"),
    "JSON of many terms": (read_json, terms),
    "a long number": (read_json, lambda: b"9" * LONGEST_TEXT),
    "a long number in YAML": (read_yaml, lambda: b"seed: " + b"9" * 190_000),
    "wide YAML": (read_yaml, lambda: b"[" + b"[]," * 66_000 + b"[]]"),
    "deep YAML": (read_yaml, lambda: b"[" * 199_000),
    "YAML of tags": (read_yaml, lambda: b"- !a b\n" * 28_000),
    "a billion laughs": (read_yaml, laughs),
    "an archive of spaces": (bring_in, lambda: zeros(100_000_000)),
    "an archive that lies": (bring_in, lambda: lying(100_000_000)),
    "an archive of one member": (bring_in, quine),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_its_bound_of_memory(store: Store, name: str) -> None:
    attempt, make = BOMBS[name]
    given, before = make(), library.listing(store)
    tracemalloc.start()
    said = outcome(lambda: attempt(store, given))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == "refused"
    assert peak < MEMORY
    assert library.listing(store) == before


def test_a_string_without_an_end_is_refused_at_once() -> None:
    given = b'{"title": "' + b'\\"' * 95_000
    began = time.process_time()
    assert outcome(lambda: read_study("a.json", given)) == "refused"
    assert time.process_time() - began < 5.0  # it took minutes: the square of its length


EVIL = [
    "'; DROP TABLE studies; --",
    'x" OR "1"="1',
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[here](javascript:alert(1)) $x^2$ :red[x] <!-- -->",
    "{{ 7 * 7 }} {% raw %} ${HOME} `id` $(id)",
    '=HYPERLINK("http://x")',
    "%s %n %(x)s {0} {x.__class__}",
    "../../etc/passwd",
    "!!python/object/apply:os.system [id]",
    "- &a *a # : ? | > @ `",
    "null",
    "1e3",
    "true",
]


@pytest.mark.parametrize("text", EVIL)
def test_hostile_words_are_words_in_every_field_that_takes_any(
    store: Store, kept: Keep, text: str
) -> None:
    deal = STUDY.deals[0].model_copy(update={"name": text, "partner": text})
    world = World(overrides={text: 1.0})
    study = STUDY.changed(title=text, deals=(deal,), world=world)
    again(study)
    content = replace(kept(STUDY), text=study.to_json(), fingerprint=study.fingerprint)
    identity = studies.create(store, content, Signed(text, text))
    found = library.load(store, identity)
    assert (found.entry.author, found.entry.note) == (text, text)
    assert found.content.study == study
    assert library.line(store, identity).title == text
    assert identity in {each.id for each in library.listing(store, search=text)}
    token = tokens.share(store, identity, "living", label=text)
    assert tokens.resolve(store, token).label == text


@pytest.mark.parametrize("letter", ["\ud800", "\0", "\x1b", "\u202e", "\u2028"])
@pytest.mark.parametrize("place", ["title", "name", "partner", "structure", "override", "key"])
def test_a_character_that_cannot_be_shown_is_refused_wherever_it_stands(
    place: str, letter: str
) -> None:
    told, word = json.loads(STUDY.to_json()), f"a{letter}b"
    inner = {"title": told, "key": told, "override": told["world"]["overrides"]}
    if place in {"key", "override"}:
        inner[place][word] = 1.0
    else:
        inner.get(place, told["deals"][0])[place] = word
    assert outcome(lambda: Study.from_json(json.dumps(told))) == "refused"
    with pytest.raises(ModelError) as refused:
        Study.from_json(json.dumps(told))
    assert letter not in str(refused.value)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(invented.studies())
def test_every_study_comes_back_from_the_store_through_its_link(
    store: Store, kept: Keep, study: Study
) -> None:
    read = Study.from_json(study.to_json())
    content = replace(kept(STUDY), text=read.to_json(), fingerprint=read.fingerprint)
    token = tokens.share(store, studies.create(store, content, Signed()), "frozen", number=1)
    link = tokens.resolve(store, token)
    found = library.load(store, link.study_id, link.number).content
    assert found.study == study
    assert found.study.fingerprint == study.fingerprint == found.fingerprint
    assert canonical(json.loads(found.text)) == found.text
    again(found.study)
