"""The command line for saved studies: what it prints, what it writes, and what it refuses."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.__main__ import main
from dashboard.share import library, studies, tokens
from dashboard.share.content import Content
from dashboard.share.faults import StoreError
from dashboard.share.files import read_study, to_json, to_yaml
from dashboard.share.identities import study_of
from dashboard.share.store import Store
from dashboard.share.studies import Signed
from dashboard.share.tables import links
from dashboard.share.tokens import ClosedError
from models import MODEL_VERSION, Study, evaluate, figures, score
from tests.dashboard.drawn import DATASET, USUAL

ROOT = Path(__file__).resolve().parents[3]
FEW = USUAL.changed(draws=100, title="Board paper ₹ निर्णय")
Keep = Callable[[Study], Content]
Told = tuple[int, str, str]
Run = Callable[..., Told]


@pytest.fixture
def run(url: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the store; returns the exit code, what it printed, and its problems."""

    def command(*words: object) -> Told:
        code = main(["studies", *map(str, words), "--database", url])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        assert (code == 0) == (not printed.err)
        return code, printed.out, printed.err

    return command


@pytest.fixture
def saved(store: Store, kept: Keep) -> str:
    """A study of two versions."""
    identity = studies.create(store, kept(FEW), Signed("Asha", "first thoughts"))
    studies.save(store, identity, 1, kept(FEW.changed(seed=2)), Signed("Ravi", "second"))
    return identity


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_list_names_each_study_with_its_first_digits(run: Run, saved: str) -> None:
    code, out, _ = run("list")
    head, line = out.splitlines()
    assert code == 0
    assert head.split() == ["study", "changed", "(UTC)", "version", "title"]
    assert line.startswith(saved[:10])
    assert line.endswith(f"2        {FEW.title}")


def test_a_list_can_be_searched_and_read_by_programs(
    run: Run, store: Store, saved: str, kept: Keep
) -> None:
    gone = studies.create(store, kept(FEW.changed(title="Gone")), Signed())
    studies.trash(store, gone)
    (found,) = json.loads(run("list", "--search", "ravi निर्णय SECOND", "--json")[1])
    assert (found["id"], found["head"], found["author"]) == (saved, 2, "Ravi")
    assert json.loads(run("list", "--search", "nobody", "--json")[1]) == []
    (found,) = json.loads(run("list", "--trash", "--json")[1])
    assert found["id"] == gone


@pytest.mark.parametrize("write", [to_json, to_yaml])
def test_a_study_goes_out_as_a_file_and_comes_in_again(
    run: Run, store: Store, saved: str, tmp_path: Path, write: Any
) -> None:
    kind = ["--yaml"] if write is to_yaml else []
    _, out, _ = run("export", saved[:6], *kind)
    assert out.encode() == write(FEW.changed(seed=2))
    target = tmp_path / f"first.{'yaml' if kind else 'json'}"
    assert run("export", saved, "--version", 1, *kind, "-o", target)[0] == 0
    assert target.read_bytes() == write(FEW)
    assert target.stat().st_mode & 0o077 == 0
    code, out, _ = run("import", target)
    assert code == 0
    (new,) = [each.id for each in library.listing(store) if each.id != saved]
    assert new in out
    assert library.load(store, new).content.text == FEW.to_json()


def test_an_imported_study_has_the_results_that_the_model_gives(
    run: Run, store: Store, tmp_path: Path
) -> None:
    assert run("import", written(tmp_path / "a.json", to_json(FEW)))[0] == 0
    (line,) = library.listing(store)
    content = library.load(store, line.id).content
    made = evaluate(FEW, DATASET)
    assert content.figures == json.loads(json.dumps(figures(made, score(made, DATASET.criteria))))
    assert (content.dataset_version, content.model_version) == (DATASET.version, MODEL_VERSION)
    assert library.numbers_of(store, DATASET.version)


def test_a_bad_file_leaves_nothing_behind_and_does_not_stop_the_good_ones(
    run: Run, store: Store, tmp_path: Path
) -> None:
    stranger = FEW.replacing(
        FEW.deals[0].name, FEW.deals[0].model_copy(update={"partner": "nobody"})
    )
    bad = [
        written(tmp_path / "cut.json", to_json(FEW)[:-9]),
        written(tmp_path / "twice.yaml", to_yaml(FEW) + b"seed: 1\n"),
        written(tmp_path / "stranger.json", to_json(stranger)),
        written(tmp_path / "notes.txt", b"hello"),
        written(tmp_path / "library.zip", b"PK"),
        tmp_path / "nowhere.json",
        tmp_path,
        Path("nul\0.json"),
    ]
    code, out, err = run("import", *bad[:4], written(tmp_path / "b.yml", to_yaml(FEW)), *bad[4:])
    assert code == 1
    assert len(out.splitlines()) == len(library.listing(store)) == 1
    places = "cut.json:", "twice.yaml, line", "stranger.json, ", "notes.txt:", "library.zip:"
    for place in (*places, "nowhere.json:", f"{tmp_path}: ", "nul\\x00.json:"):
        assert place in err


def test_the_library_goes_out_whole_and_comes_in_again(
    run: Run, saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "all.zip"
    assert run("export", "--all", target) == (0, f"{target}: studies: 1.\n", "")
    other = f"sqlite:///{tmp_path}/other.db"
    assert main(["studies", "--database", other, "import", str(target)]) == 0
    assert "studies saved: 1 (0 as copies), versions: 2;" in capsys.readouterr().out
    assert main(["studies", "list", "--json", "--database", other]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == saved
    assert "were there already: 1." in run("import", target)[1]


def test_nothing_is_written_over_and_nothing_half_written_stays(
    run: Run, saved: str, tmp_path: Path
) -> None:
    there = written(tmp_path / "there", b"mine")
    for words in (("export", saved, "-o", there), ("export", "--all", there)):
        code, _, err = run(*words)
        assert code == 1
        assert "is there already" in err
    assert there.read_bytes() == b"mine"
    assert run("export", saved, "-o", tmp_path / "no" / "folder.json")[0] == 1
    assert run("export", saved, "--version", 9, "-o", tmp_path / "nine.json")[0] == 1
    assert list(tmp_path.glob("*.part")) == list(tmp_path.glob(".*.part")) == []
    assert not (tmp_path / "nine.json").exists()


@pytest.mark.parametrize("digits", ["abc", "", "zzzzzzzz", "%%%%%%", "' OR 1=1 --", "a" * 33])
def test_what_is_no_identity_finds_nothing(run: Run, saved: str, digits: str) -> None:
    code, _, err = run("links", digits)
    assert code == 1
    assert "is no identity" in err
    assert saved not in err


def test_digits_that_fit_no_study_or_several_are_refused(
    store: Store, kept: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = iter(["abcdef0" + "0" * 25, "abcdef1" + "0" * 25])
    monkeypatch.setattr(studies.uuid, "uuid4", lambda: type("Made", (), {"hex": next(made)}))
    for _ in range(2):
        studies.create(store, kept(FEW), Signed())
    assert study_of(store, "ABCDEF1") == "abcdef1" + "0" * 25
    with pytest.raises(StoreError, match="beginning of several"):
        study_of(store, "abcdef")
    with pytest.raises(StoreError, match="is not there"):
        study_of(store, "abcdef2")


@pytest.mark.parametrize("form", ["{}", "https://here:8501/?open={}", "  {} ", "?x=1&open={}#top"])
def test_a_link_is_closed_by_its_token_or_its_address(
    run: Run, store: Store, saved: str, form: str
) -> None:
    token = tokens.share(store, saved, "living", label="Board")
    assert run("revoke", form.format(token)) == (0, "The link is closed.\n", "")
    with pytest.raises(ClosedError, match="revoked"):
        tokens.resolve(store, token)
    assert "may have been revoked before" in run("revoke", form.format(token))[2]


def test_a_token_that_begins_with_a_dash_is_no_option(
    run: Run, store: Store, saved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens.secrets, "token_urlsafe", lambda _: "-o--help_" + "a" * 13)
    token = tokens.share(store, saved, "living")
    assert run("revoke", token)[0] == 0
    with pytest.raises(ClosedError, match="revoked"):
        tokens.resolve(store, token)


def test_links_are_listed_so_that_one_or_all_can_be_closed(
    run: Run, store: Store, saved: str
) -> None:
    tokens.share(store, saved, "frozen", number=1, partner=True, label="Ministry")
    tokens.share(store, saved, "edit", label="Team")
    _, out, _ = run("links", saved[:8])
    team = next(line for line in out.splitlines() if line.endswith("Team"))
    partner = next(line for line in out.splitlines() if line.endswith("Ministry"))
    assert team.split()[1:4] == ["edit", "open", "all"]
    assert partner.split()[1:6] == ["frozen", "open", "partner", "view", "1"]
    assert run("revoke", "--link", team.split()[0])[0] == 0
    assert [each.state for each in tokens.links_of(store, saved) if each.label == "Team"] == [
        "revoked"
    ]
    assert run("revoke", "--study", saved)[1] == "Links closed: 1.\n"
    assert run("revoke", "--study", saved)[1] == "Links closed: 0.\n"


@pytest.mark.parametrize("given", ["nonsense", "https://here/?open=short", "?open=", "\ud800", ""])
def test_what_is_no_token_closes_nothing(run: Run, store: Store, saved: str, given: str) -> None:
    token = tokens.share(store, saved, "living")
    code, _, err = run("revoke", given)
    assert code == 1
    assert "is no token of a link" in err
    assert tokens.resolve(store, token).study_id == saved


def test_a_backup_is_made_while_the_store_is_in_use_and_can_be_restored(
    run: Run, store: Store, url: str, saved: str, tmp_path: Path
) -> None:
    token = tokens.share(store, saved, "living")
    target = tmp_path / "backup.db"
    if not store.is_sqlite:
        code, out, err = run("backup", target)
        password = sa.make_url(url).password
        assert (code, out) == (1, "")
        assert f"Run: pg_dump --format=custom --file={target} " in err
        assert not password or password not in err
        return
    with store.reading() as connection:
        connection.execute(sa.select(links)).all()
        assert run("backup", target)[0] == 0
    studies.trash(store, saved)
    assert target.stat().st_mode & 0o077 == 0
    restored = Store(f"sqlite:///{target}")
    assert tokens.resolve(restored, token).study_id == saved
    assert library.load(restored, saved, 2).content.study == FEW.changed(seed=2)
    restored.close()
    before = target.read_bytes()
    assert "is there already" in run("backup", target)[2]
    assert target.read_bytes() == before


def test_a_backup_command_tells_no_password(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    address = "postgresql://asha:secret@here:5433/studies?sslmode=require&password=secret"
    assert main(["studies", "backup", f"{tmp_path}/a b", "--database", address]) == 1
    told = capsys.readouterr().err
    assert "secret" not in told
    assert "'postgresql://asha@here:5433/studies?sslmode=require'" in told
    assert f"'--file={tmp_path}/a b'" in told


def test_what_cannot_be_backed_up_leaves_no_backup(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rotten = written(tmp_path / "rotten.db", b"SQLite format 3\0" + b"\1" * 5_000)
    strange = tmp_path / "strange.db"
    with closing(sqlite3.connect(strange)) as connection:
        connection.execute("CREATE TABLE other (a)")
    for source in (
        rotten,
        strange,
        tmp_path / "none.db",
        written(tmp_path / "text.db", b"hi" * 99),
    ):
        target = tmp_path / "backup"
        assert main(["studies", "backup", str(target), "--database", f"sqlite:///{source}"]) == 1
        assert "Traceback" not in capsys.readouterr().err
        assert not target.exists()
    assert not (tmp_path / "none.db").exists()
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("address", ["nonsense", "mysql://here/x", "sqlite:////proc/none/x.db"])
def test_a_store_that_cannot_be_opened_is_said_in_words(
    capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert main(["studies", "list", "--database", address]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "saved studies: " in told.err
    assert "Traceback" not in told.err


def test_a_command_needs_one_thing_to_export(run: Run, saved: str, tmp_path: Path) -> None:
    for words in ((), (saved, "--all", tmp_path / "x.zip")):
        assert "neither or both" in run("export", *words)[2]


def test_the_setting_names_the_store_and_a_reader_may_stop_early(saved: str, url: str) -> None:
    ready = {**os.environ, "LODESTONE_DATABASE_URL": url, "PYTHONIOENCODING": "ascii"}
    words = [sys.executable, "-m", "dashboard", "studies", "list"]
    told = subprocess.run(words, cwd=ROOT, env=ready, capture_output=True, check=True)
    assert FEW.title in told.stdout.decode()
    assert saved[:10] in told.stdout.decode()
    assert told.stderr == b""
    read, write = os.pipe()
    os.close(read)
    early = subprocess.run(words, cwd=ROOT, env=ready, stdout=write, stderr=subprocess.PIPE)  # noqa: PLW1510
    os.close(write)
    assert early.returncode == 1
    assert early.stderr == b""


def test_a_file_that_was_exported_is_a_study_file_of_the_model_too(
    run: Run, saved: str, tmp_path: Path
) -> None:
    target = tmp_path / "a.json"
    run("export", saved, "-o", target)
    text = target.read_text(encoding="utf-8")
    assert Study.from_json(text) == read_study("a.json", target.read_bytes())
