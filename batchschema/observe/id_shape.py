"""What kind of text an id is, without the id: `batch_<hex:32>`, `file-<alnum:22>`, `<uuid>`."""

from __future__ import annotations

import re

LONG_ENOUGH = 12
"""Characters after a prefix from which on, with a digit among them, an id was made by a machine."""

_UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_ID = re.compile(
    rf"(?:([a-z]{{1,12}}[_-])(?={_UUID}\Z|(?=[A-Za-z]*[0-9])[0-9A-Za-z]{{{LONG_ENOUGH},}}\Z))?"
    rf"(?:({_UUID})|([0-9]+)|([0-9a-f]+)|([0-9A-Za-z]+))\Z"
)


def id_shape(text: str) -> str:
    """The classes of characters of an id, and how many there are of each.

    A leading word such as `batch_` is shown as it is, since it says who made the id; but only before what a
    machine made, so that no word that a person chose is shown. What is none of this is `<text>`, or
    `<empty>`.
    """
    found = _ID.match(text)
    if found is None:
        return "<text>" if text else "<empty>"
    prefix, uuid, digits, hexadecimal, _ = found.groups("")
    if uuid:
        return f"{prefix}<uuid>"
    kind = "digits" if digits else "hex" if hexadecimal else "alnum"
    return f"{prefix}<{kind}:{len(text) - len(prefix)}>"
