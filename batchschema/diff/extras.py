"""What facts cannot describe: branches, conditions, patterns. Compared as text, decided by payloads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from batchschema.core.change import Change, Kind
from batchschema.diff.place import BRANCHES, CONDITIONS, PATTERNS, Definitions, Place
from batchschema.diff.reading import without_notes

if TYPE_CHECKING:
    from batchschema.diff.compare import Pair


def conditions_changed(pair: Pair) -> Iterator[Change]:
    """Branches, conditions and patterns that only one of the two has, one Change each."""
    yield from _differing(pair, Kind.BRANCH, _branches(pair.before), _branches(pair.after))
    for kind, words in ((Kind.CONDITION, CONDITIONS), (Kind.PATTERN, PATTERNS)):
        yield from _differing(pair, kind, _keyed(pair.before, words), _keyed(pair.after, words))
    one, other = (sorted({word for word, _ in place.extras(BRANCHES)}) for place in (pair.before, pair.after))
    if one != other and one and other:
        yield pair.change(Kind.BRANCH, one, other, keyword="counting")


def _differing(pair: Pair, kind: Kind, one: dict[str, Any], other: dict[str, Any]) -> Iterator[Change]:
    for text in sorted({*one, *other}):
        if text not in other:
            yield pair.change(kind, one[text], None, keyword=text)
        elif text not in one:
            yield pair.change(kind, None, other[text], keyword=text)


def _branches(place: Place) -> dict[str, Any]:
    return {
        canonical(branch, place.definitions): without_notes(branch)
        for _, branches in place.extras(BRANCHES)
        for branch in branches
    }


def _keyed(place: Place, words: tuple[str, ...]) -> dict[str, Any]:
    return {
        f"{word} {canonical(value, place.definitions)}": {word: value} for word, value in place.extras(words)
    }


def canonical(schema: Any, definitions: Definitions, above: tuple[str, ...] = ()) -> str:
    """One text per meaning, as far as spelling goes: keys sorted, references resolved, annotations gone.

    A reference that leads back into itself becomes the number of levels it leads up.
    """

    def plain(part: Any, above: tuple[str, ...]) -> Any:
        if isinstance(part, list):
            return [plain(each, above) for each in part]
        if not isinstance(part, dict):
            return part
        out = {key: plain(value, above) for key, value in part.items() if key != "$ref"}
        ref = part.get("$ref")
        if isinstance(ref, str):
            up = ("up", above[::-1].index(ref)) if ref in above else None
            out["$ref"] = up or plain(without_notes(definitions.of(ref)), (*above, ref))
        return out

    bare = without_notes(schema) if isinstance(schema, dict) else schema
    return json.dumps(plain(bare, above), sort_keys=True)
