"""Where the catalogue's files are: beside the package in a checkout, inside it in a wheel.

Works from a zip too, where there is no file system path to open.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from types import MappingProxyType

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDERS = (os.path.join(PACKAGE, "schemas"), os.path.join(os.path.dirname(PACKAGE), "schemas"))


@functools.cache
def schema_files() -> Mapping[str, str]:
    """Map `mistral/schema-page.json` and the like, relative to `schemas/`, to where each can be read."""
    for folder in FOLDERS:
        if os.path.isdir(folder):
            return MappingProxyType(dict(sorted(_in_folder(folder))))
    for folder in FOLDERS:
        found = dict(sorted(_in_zip(folder)))
        if found:
            return MappingProxyType(found)
    raise FileNotFoundError(f"the schema files are in none of {', '.join(FOLDERS)}; reinstall batchschema")


def read(name: str) -> bytes:
    """The bytes of one file by its name relative to `schemas/`; raises `KeyError` when it is not there."""
    path = schema_files()[name]
    if os.path.isfile(path):
        with open(path, "rb") as file:
            return file.read()
    import zipfile

    archive, inner = _split_zip(path)
    with zipfile.ZipFile(archive) as bundle:
        return bundle.read(inner)


def _in_folder(folder: str) -> list[tuple[str, str]]:
    found = []
    for entry in os.scandir(folder):
        if entry.is_dir():
            found += [(f"{entry.name}/{name}", path) for name, path in _in_folder(entry.path)]
        elif entry.name.endswith(".json"):
            found.append((entry.name, entry.path))
    return found


def _in_zip(folder: str) -> list[tuple[str, str]]:
    import zipfile

    archive, inner = _split_zip(folder)
    if not archive:
        return []
    with zipfile.ZipFile(archive) as bundle:
        names = [
            name for name in bundle.namelist() if name.startswith(f"{inner}/") and name.endswith(".json")
        ]
    return [(name[len(inner) + 1 :], os.path.join(archive, name)) for name in names]


def _split_zip(path: str) -> tuple[str, str]:
    """Split `a/b.zip/c/d` into `a/b.zip` and `c/d`; two empty strings when no part is a zip file."""
    import zipfile

    inner: list[str] = []
    while path and path != os.path.dirname(path):
        if os.path.isfile(path):
            return (path, "/".join(inner)) if zipfile.is_zipfile(path) else ("", "")
        path, last = os.path.split(path)
        inner.insert(0, last)
    return "", ""
