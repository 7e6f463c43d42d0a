"""Studies as plain data, for the tests that change single fields of them."""

import json
from typing import Any

from models.study import Study

Path = tuple[str | int, ...]


def data_of(study: Study) -> dict[str, Any]:
    return json.loads(study.to_json())


def at(data: Any, path: Path) -> Any:
    """What stands at a place."""
    for step in path:
        data = data[step]
    return data


def put(data: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """Return a copy with another value at a place."""
    copy: dict[str, Any] = json.loads(json.dumps(data))
    at(copy, path[:-1])[path[-1]] = value
    return copy
