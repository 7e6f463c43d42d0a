"""What all tests share: invented examples are the same each time; nobody's studies are touched."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

_FOLDER = tempfile.TemporaryDirectory(prefix="lodestone-tests-")  # gone when the tests are
os.environ["LODESTONE_DATABASE_URL"] = f"sqlite:///{Path(_FOLDER.name) / 'studies.db'}"
os.environ.pop("LODESTONE_MODE", None)
