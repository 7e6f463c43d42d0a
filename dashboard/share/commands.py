"""The command line for saved studies: what each command does, as the lines that it prints.

    studies list [--search WORDS] [--trash] [--json]
    studies export ID [--version N] [--yaml] [-o FILE]
    studies export --all LIBRARY.zip
    studies import FILE...          .json, .yaml, or the .zip of a library
    studies links ID
    studies revoke TOKEN_OR_ADDRESS | --link ID | --study ID
    studies backup FILE

ID is the identity of a study, or its first digits. ``--database URL`` takes the place of the
setting LODESTONE_DATABASE_URL.

Raises   ModelError: whatever is wrong with a file, an identity, a token or the store.
"""

import argparse
import dataclasses
import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from dashboard import links, settings
from dashboard.share import files, library, studies, tokens
from dashboard.share.archive import export_library, import_library
from dashboard.share.backup import backup
from dashboard.share.content import content_of
from dashboard.share.faults import refusal
from dashboard.share.identities import link_of, study_of
from dashboard.share.outputs import new_file
from dashboard.share.problems import LONGEST_PATH, shown, within
from dashboard.share.store import Store
from dashboard.share.studies import Signed
from dashboard.share.zips import PLACE as ARCHIVE
from models import ModelError, Problem, evaluate, load_dataset, score

TOKEN = "open"  # its name in an address  # noqa: S105
SHORT = 10  # digits of an identity in a list
Lines = Iterator[str]


def add(commands: Any) -> None:
    """Add the commands to a parser; each sets ``run``, which takes what was chosen."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--database", metavar="URL", help="address of the store")
    text = "list, export, import and back up saved studies; list and revoke their links"
    group = commands.add_parser("studies", help=text, description=text, parents=[common])
    below = group.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[..., Lines], text: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = below.add_parser(
            name, help=text, description=text[:1].upper() + text[1:], parents=[common]
        )
        made.set_defaults(run=run)
        return made

    _add_arguments(command)


def _add_arguments(command: Callable[..., argparse.ArgumentParser]) -> None:
    each = command("list", _in_store(_list), "list saved studies, the last changed first")
    each.add_argument("--search", default="", metavar="WORDS", help="in title, note or author")
    each.add_argument("--trash", action="store_true", help="those in the trash")
    each.add_argument("--json", action="store_true", help="print JSON, not a table")
    each = command("export", _in_store(_export), "write a study, or all of them, to a file")
    each.add_argument("study", nargs="?", metavar="ID", help="first digits of its identity")
    each.add_argument("--version", type=int, metavar="N", help="number; without it the newest")
    each.add_argument("--yaml", action="store_true", help="write YAML, not JSON")
    each.add_argument("-o", "--output", type=Path, metavar="FILE", help="a new file to write to")
    each.add_argument("--all", type=Path, metavar="FILE", help="the whole library, as a new ZIP")
    each = command("import", _in_store(_import), "read studies from JSON, YAML or a library's ZIP")
    each.add_argument("files", nargs="+", type=Path, metavar="FILE")
    each = command("links", _in_store(_links), "list the links of a study")
    each.add_argument("study", metavar="ID", help="first digits of its identity")
    each = command("revoke", _in_store(_revoke), "close a link at once, for good")
    which = each.add_mutually_exclusive_group(required=True)
    which.add_argument("token", nargs="?", help="the token of a link, or its whole address")
    which.add_argument("--link", metavar="ID", help="first digits of the link's identity")
    which.add_argument("--study", metavar="ID", help="every link of this study")
    each = command("backup", _backup, "copy the whole store, links included, into a new file")
    each.add_argument("file", type=Path, metavar="FILE")


def _url(chosen: argparse.Namespace) -> str:
    return getattr(chosen, "database", "") or settings.database_url()


def _in_store(run: Callable[[Store, argparse.Namespace], Lines]) -> Callable[..., Lines]:
    """Open the store for a command, and close it after the last line."""

    def opened(chosen: argparse.Namespace) -> Lines:
        with closing(Store(_url(chosen))) as store:
            yield from run(store, chosen)

    return opened


def _list(store: Store, chosen: argparse.Namespace) -> Lines:
    found = library.listing(store, chosen.search, trashed=chosen.trash)
    if chosen.json:
        told = [dataclasses.asdict(each) for each in found]
        yield json.dumps(told, indent=2, ensure_ascii=False, default=str)
        return
    head = ("study", "changed (UTC)", "version", "title")
    rows = [(each.id[:SHORT], _time(each.changed_at), str(each.head), each.title) for each in found]
    yield from _table([head, *rows])


def _export(store: Store, chosen: argparse.Namespace) -> Lines:
    if bool(chosen.study) == bool(chosen.all):
        raise refusal("names neither or both of a study and --all", "Give one", "studies export")
    if chosen.all:
        with new_file(chosen.all) as part, part.open("wb") as written:
            count = export_library(store, written)
        yield f"{_shown(chosen.all)}: studies: {count:,}."
        return
    study = library.load(store, study_of(store, chosen.study), chosen.version).content.study
    data = files.to_yaml(study) if chosen.yaml else files.to_json(study)
    if chosen.output is None:
        yield data.decode().removesuffix("\n")
        return
    with new_file(chosen.output) as part:
        part.write_bytes(data)
    yield f"{_shown(chosen.output)}: {study.title}."


def _import(store: Store, chosen: argparse.Namespace) -> Lines:
    """Bring in every file that is good, then say what is wrong with the others."""
    problems: list[Problem] = []
    for path in chosen.files:
        try:
            yield _brought_in(store, path)
        except ModelError as error:
            problems += error.problems
    if problems:
        raise ModelError(problems)


def _brought_in(store: Store, path: Path) -> str:
    with _source(path) as source:
        try:
            if path.suffix.lower() == ".zip":
                return f"{_shown(path)}: {_library_brought_in(store, source)}"
            study = files.read_study(path.name, source.read(files.LARGEST_FILE + 1))
            dataset = load_dataset()
            evaluation = evaluate(study, dataset)
        except ModelError as error:
            raise ModelError(_placed(path, error.problems)) from None
    content = content_of(study, evaluation, score(evaluation, dataset.criteria), dataset)
    identity = studies.create(store, content, Signed(note="Read from a file"))
    return f"{_shown(path)}: {study.title} is saved as {identity}."


@contextmanager
def _source(path: Path) -> Iterator[BinaryIO]:
    try:
        source = path.open("rb")
    except (OSError, ValueError) as error:
        what = f"cannot be read ({getattr(error, 'strerror', None) or 'no such name'})"
        raise refusal(what, "Give a file that is there", _shown(path)) from None
    with source:
        yield source


def _placed(path: Path, problems: Sequence[Problem]) -> list[Problem]:
    """Say of which file problems are; those of a study's file are said so already."""
    name = shown(path.name)
    said = [each for each in problems if each.where.startswith(name)]
    return said or within(name, problems, ARCHIVE)


def _library_brought_in(store: Store, source: BinaryIO) -> str:
    found = import_library(store, source)
    return (
        f"studies saved: {found.studies:,} ({found.copies:,} as copies), "
        f"versions: {found.versions:,}; studies that were there already: {found.skipped:,}."
    )


def _links(store: Store, chosen: argparse.Namespace) -> Lines:
    rows = [("link", "kind", "state", "sees", "version", "ends (UTC)", "label")]
    for each in tokens.links_of(store, study_of(store, chosen.study)):
        sees = "partner view" if each.partner else "all"
        ends = _time(each.expires_at) if each.expires_at else "never"
        told = (each.kind, each.state, sees, str(each.number or "newest"), ends, each.label)
        rows.append((each.id[:SHORT], *told))
    yield from _table(rows)


def _revoke(store: Store, chosen: argparse.Namespace) -> Lines:
    if chosen.study:
        yield f"Links closed: {tokens.revoke_all(store, study_of(store, chosen.study))}."
        return
    if chosen.link:
        tokens.revoke(store, link_of(store, chosen.link))
    else:
        tokens.revoke_token(store, _token(chosen.token))
    yield "The link is closed."


def _token(given: str) -> str:
    """Return the token of an address, or the token itself."""
    token = links.query_of(given).get(TOKEN, given.strip())
    if not tokens.TOKEN.fullmatch(token):
        raise refusal("is no token of a link", "Copy the whole link again", shown(given))
    return token


def _backup(chosen: argparse.Namespace) -> Lines:
    yield backup(_url(chosen), chosen.file)


def _shown(path: Path) -> str:
    return shown(path, LONGEST_PATH)


def _time(when: datetime.datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}"


def _table(rows: Sequence[tuple[str, ...]]) -> Lines:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
