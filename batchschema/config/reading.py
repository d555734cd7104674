"""Find a configuration file, read it, and say with file and line what is wrong with it."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from batchschema.config.configuration import Configuration, Suppression
from batchschema.config.place import Place
from batchschema.config.values import (
    Check,
    Wrong,
    date,
    one_of,
    pointer,
    record,
    some_texts,
    table_of,
    tables,
    text,
    texts,
)
from batchschema.core import BadConfiguration, Severity

PYPROJECT = "pyproject.toml"
OWN_FILE = "batchschema.toml"
TABLE: Place = ("tool", "batchschema")
USUAL_BASELINE = "batchschema-baseline.jsonl"
"""The name of the file of known deviations that is heeded without being named."""
GRADES = ("error", "warning", "note")
NO_REASON = "say why the deviation is accepted, so that somebody can tell when it no longer is"

SUPPRESSION: Mapping[str, Check] = {
    "rule": text,
    "reason": text,
    "paths": some_texts,
    "pointer": pointer,
    "variant": text,
    "until": date,
}
KEYS: Mapping[str, Check] = {
    "profile": one_of("documented", "strict"),
    "select": texts,
    "extend-select": texts,
    "ignore": texts,
    "severity": table_of(one_of(*GRADES, "off"), what="rules to severities"),
    "fail-on": one_of(*GRADES, "never"),
    "exclude": texts,
    "variants": table_of(text, what="globs to variant ids"),
    "per-path-ignores": table_of(texts, what="globs to lists of rules"),
    "suppress": tables(
        record(SUPPRESSION, required={"rule": "name a rule or a family", "reason": NO_REASON})
    ),
    "baseline": text,
}
"""What may be set, in the order of the documentation; `schemas/_meta/config.schema.json` says the same."""


class NoTable(BadConfiguration):
    """A pyproject.toml was named that has no table of ours."""


def read_configuration(folder: str) -> Configuration:
    """Read the nearest configuration at or above a folder; an empty one where there is none.

    That is a `batchschema.toml`, or a `pyproject.toml` with a table `[tool.batchschema]`.

    Raises `BadConfiguration` for a file that cannot be read, TOML that does not parse, a key that is not
    known, a value of another type, a suppression that has expired, or both files in one folder.
    """
    folder = os.path.abspath(folder)
    while True:
        found = _in_folder(folder)
        above = os.path.dirname(folder)
        if found is not None or above == folder:
            return found or Configuration()
        folder = above


def read_configuration_file(path: str) -> Configuration:
    """Read one file: a `pyproject.toml` by its name, else one with the keys at its top.

    Raises `BadConfiguration` as `read_configuration` does,
    and `NoTable` for a `pyproject.toml` without the table.
    """
    table = TABLE if os.path.basename(path) == PYPROJECT else ()
    found = _read(path, table)
    if found is None:
        raise NoTable(shown(path), "has no table [tool.batchschema]")
    return found


def _in_folder(folder: str) -> Configuration | None:
    own, shared = os.path.join(folder, OWN_FILE), os.path.join(folder, PYPROJECT)
    in_shared = _read(shared, TABLE) if os.path.isfile(shared) else None
    if not os.path.lexists(own):  # a folder, or a link that leads nowhere, is not passed over
        return in_shared
    if in_shared is not None:
        where = in_shared.where()
        raise BadConfiguration(where, f"[tool.batchschema] stands beside {shown(own)}; keep one of the two")
    return _read(own, ())


def _read(path: str, table: Place) -> Configuration | None:
    """The configuration in a file; None where the table is not there."""
    try:
        with open(path, "rb") as file:
            raw = file.read().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise BadConfiguration(shown(path), f"cannot be read: {error.strerror or error}") from error
    if table and b"batchschema" not in raw:
        return None
    content = _parsed(path, raw)
    for key in table:
        if not isinstance(content, dict):
            raise BadConfiguration(shown(path), f"[{'.'.join(map(str, table))}] is not a table")
        if key not in content:
            return None
        content = content[key]
    empty = Configuration(
        file=shown(path), folder=os.path.dirname(os.path.abspath(path)), text=raw.decode(), table=table
    )
    if not table and "tool" in content:
        raise empty.wrong(
            f"in a {OWN_FILE} the keys stand at the top, in no table [tool.batchschema]", "tool"
        )
    try:
        return _filled(empty, record(KEYS, required={})(content, ()))
    except Wrong as error:
        raise empty.wrong(error.text, *error.place) from None


def _parsed(path: str, raw: bytes) -> Any:
    import tomllib

    try:
        return tomllib.loads(raw.decode())
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadConfiguration(f"{shown(path)}:{line}", "is not TOML: it is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"at line (\d+)", str(error))
        line = int(told[1]) if told else raw.rstrip().count(b"\n") + 1
        raise BadConfiguration(f"{shown(path)}:{line}", f"is not TOML: {error}") from error


def _filled(empty: Configuration, keys: Mapping[str, Any]) -> Configuration:
    baseline = keys.get("baseline")
    return replace(
        empty,
        profile=keys.get("profile"),
        select=keys.get("select"),
        extend_select=keys.get("extend-select", ()),
        ignore=keys.get("ignore", ()),
        severity={
            rule: None if word == "off" else Severity[word.upper()]
            for rule, word in keys.get("severity", {}).items()
        },
        fail_on=keys.get("fail-on"),
        exclude=keys.get("exclude", ()),
        variants=keys.get("variants", {}),
        per_path_ignores=keys.get("per-path-ignores", {}),
        suppressions=tuple(
            _suppression(empty, part, index) for index, part in enumerate(keys.get("suppress", ()))
        ),
        baseline=None if baseline is None else shown(os.path.join(empty.folder, baseline)),
    )


def _suppression(empty: Configuration, keys: Mapping[str, Any], index: int) -> Suppression:
    line = int(empty.where("suppress", index).rpartition(":")[2])
    until = keys.get("until")
    if until is not None and until < datetime.date.today():
        what = f"the suppression of {keys['rule']} held until {until}; mend what it hides, or set a new date"
        raise Wrong(("suppress", index, "until"), what)
    return Suppression(**keys, line=line)


def shown(path: str) -> str:
    """A path as people read it: from the current folder, if it is in it, else in full."""
    full = os.path.abspath(path)
    inside = os.path.relpath(full)
    return full if inside.startswith("..") else inside
