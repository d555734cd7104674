"""From an SDK's spelling of a field to its name on the wire."""

from __future__ import annotations

import keyword
import re

PLURAL_INITIALISM = re.compile(r"([A-Z]{2,})s(?=[A-Z_]|$)")
OAUTH = re.compile(r"OAuth(?=[A-Z0-9_]|$)")
BEFORE_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
BEFORE_WORD = re.compile(r"(?<=[A-Z])(?=[A-Z][a-z])")


def snake_case(name: str) -> str:
    """`inputFileId`, `InputFileID` and `FileIDs` as `input_file_id`, `input_file_id` and `file_ids`.

    A name that has no capital, or is not made of letters, digits and underscores, stays.
    """
    if not name.isidentifier() or name.islower():
        return name
    word = OAUTH.sub("Oauth", name)
    word = PLURAL_INITIALISM.sub(lambda found: found[1].capitalize() + "s", word)
    return BEFORE_WORD.sub("_", BEFORE_CAPITAL.sub("_", word)).lower()


def unreserved(name: str) -> str:
    """A Python attribute without what a reserved word costs it: `OBJECT` is `object`, `from_` is `from`."""
    if name.isupper() and "_" not in name and len(name) > 1:
        return name.lower()
    if name.endswith("_") and keyword.iskeyword(name.rstrip("_")):
        return name.rstrip("_")
    return name
