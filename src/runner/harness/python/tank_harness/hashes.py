"""The hashes of docs/protocol.md, taken from what was really received."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Dict, Mapping


def hash_files(files: Mapping[str, str]) -> str:
    """sha256 over the files in order of their names, every part led by its length in bytes."""
    digest = hashlib.sha256()
    for name in sorted(files, key=lambda text: text.encode("utf-16-be", "surrogatepass")):
        for part in (name, files[name]):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


def hash_problem(problem: Mapping[str, Any]) -> str:
    """The problem's files, and everything else that decides what a verdict on it means."""
    settings = {key: value for key, value in problem.items() if key not in ("files", "name", "sha256")}
    return hash_files({"files": hash_files(problem["files"]), "settings": canonical_json(settings)})


class WrittenFloat(float):
    """A number that remembers how the bundle wrote it: JavaScript and Python print some of them differently."""

    text: str


def parse_float(text: str) -> WrittenFloat:
    number = WrittenFloat(text)
    number.text = text
    return number


def canonical_json(value: Any) -> str:
    if isinstance(value, dict):
        parts = ("%s:%s" % (json.dumps(key, ensure_ascii=False), canonical_json(value[key])) for key in sorted(value))
        return "{%s}" % ",".join(parts)
    if isinstance(value, list):
        return "[%s]" % ",".join(map(canonical_json, value))
    if isinstance(value, WrittenFloat):
        return value.text
    return json.dumps(value, ensure_ascii=False)


def load_json(text: str) -> Dict[str, Any]:
    loaded: Dict[str, Any] = json.loads(text, parse_float=parse_float)
    return loaded
