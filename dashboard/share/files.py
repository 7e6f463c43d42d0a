"""A study as a file, JSON or YAML, and back.

``to_json`` and ``to_yaml`` write what people can read and change. ``read_study`` reads that, what a
person wrote, and files of earlier schemas; it is strict about all of it and stores nothing.

Limits   A file has at most 1,000,000 bytes and ``models.LONGEST_TEXT`` characters, in UTF-8.
Raises   StudyError: every problem, with the name of the file as the place.
"""

import json
import re
import unicodedata

from dashboard.share import plain_yaml
from dashboard.share.problems import shown, within
from models import LONGEST_TEXT, Problem, Study, StudyError

LARGEST_FILE = 1_000_000  # bytes
LONGEST_STEM = 60
HEAD = "# A study of Lodestone. Change what you like, then bring the file in again.\n"
ENDINGS = ("json", "yaml", "yml")


def to_json(study: Study) -> bytes:
    """Write a study as JSON with a line for each value, or closely where that is too long."""
    text = json.dumps(json.loads(study.to_json()), indent=2, sort_keys=True, ensure_ascii=False)
    return (text if len(text) < LONGEST_TEXT else study.to_json()).encode() + b"\n"


def to_yaml(study: Study) -> bytes:
    """Write a study as YAML.

    Raises
    ------
    StudyError
        When it would be too long to be read again.
    """
    text = HEAD + plain_yaml.write(study.model_dump())
    if len(text) > LONGEST_TEXT:
        raise StudyError([Problem("study", "is too long for YAML", "Export it as JSON")])
    return text.encode()


def read_study(name: str, data: bytes) -> Study:
    """Read a study from a file; its name says by the ending what it holds.

    Raises
    ------
    StudyError
        Naming everything that is wrong with it.
    """
    try:
        text = _text(data)
        ending = name.lower().rpartition(".")[2]
        if ending not in ENDINGS:
            known = ", ".join(f".{each}" for each in ENDINGS)
            raise _refusal("is no file of a study", f"Give one that ends in {known}")
        return Study.from_json(text) if ending == "json" else Study.from_data(plain_yaml.read(text))
    except StudyError as error:
        raise StudyError(within(shown(name), error.problems)) from None


def file_name(study: Study, ending: str) -> str:
    """Make a name from the title that every system takes: lower-case letters, digits and dashes.

    A title without such letters gives its fingerprint instead.
    """
    plain = unicodedata.normalize("NFKD", study.title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    stem = "-".join(words)[:LONGEST_STEM].rstrip("-") or study.fingerprint[:8]
    return f"lodestone-{stem}.{ending.lstrip('.')}"


def _text(data: bytes) -> str:
    if len(data) > LARGEST_FILE:
        fix = f"A file of a study has at most {LARGEST_FILE:,}"
        raise _refusal(f"{len(data):,} bytes are too many", fix)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refusal("is not UTF-8 text", "Save it as UTF-8, or export it again") from None
    if len(text) > LONGEST_TEXT:
        fix = f"A study has at most {LONGEST_TEXT:,}"
        raise _refusal(f"{len(text):,} characters are too many", fix)
    return text


def _refusal(what: str, fix: str) -> StudyError:
    return StudyError([Problem("study", what, fix)])
