"""Profiles that were written to files, read again."""

from __future__ import annotations

import json

from batchschema.catalog.files import read
from batchschema.core import BatchschemaError, Unreadable
from batchschema.core.profile import Profile
from batchschema.engines import compiled
from batchschema.observe import SCHEMA, VERSION, read_profile
from batchschema.readers import JsonDocument, Limits, read_file


class BadProfile(BatchschemaError):
    """A file that is JSON, and no profile that can be read."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


def profile_in(path: str, limits: Limits) -> Profile | Unreadable:
    """The profile that a file holds, or why its text cannot be read.

    Raises `BadProfile` for JSON that is no profile, or one of another version.
    """
    for part in read_file(path, limits):
        if isinstance(part, Unreadable):
            return part
        if isinstance(part, JsonDocument):
            return _profile(path, part.value)
    raise BadProfile(
        path, "is no profile; `batchschema observe --format json` writes them as one JSON object"
    )


def _profile(path: str, value: object) -> Profile:
    if not isinstance(value, dict) or value.get("$schema") != SCHEMA:
        raise BadProfile(path, "is no profile; `batchschema observe --format json` writes them")
    if value.get("version") != VERSION:
        version = value.get("version")
        newer = isinstance(version, int) and version > VERSION
        why = "a newer batchschema wrote it" if newer else f"version {VERSION} is read here"
        raise BadProfile(path, f"is a profile of version {json.dumps(version)}; {why}")
    engine = compiled(json.loads(read("_meta/profile.schema.json")), name="profile.schema.json")
    if not engine.is_valid(value):
        first = engine.violations(value)[0]
        raise BadProfile(path, f"is damaged: {first.pointer} does not hold `{first.keyword}` of its schema")
    try:
        return read_profile(value)
    except ValueError as error:
        raise BadProfile(path, f"is damaged: {error}") from error
