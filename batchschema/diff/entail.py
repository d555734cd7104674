"""Where one fact of the writer's alone rules out that the change breaks the reader."""

from __future__ import annotations

import json
from typing import Any

from batchschema.core import Pointer
from batchschema.core.change import Change, Kind, is_within
from batchschema.diff.place import BRANCHES, CONDITIONS, PATTERNS, Place
from batchschema.diff.proof import included
from batchschema.diff.sample import FORMATS
from batchschema.diff.silence import INTEGRALITY

UNSTATED = "unstated"
Places = tuple[Place | None, ...]
"""The writer's and the reader's place, then the places above them."""


def fact_entails(change: Change, writes: object, reads: object, places: Places) -> str:
    """Why this change cannot make a payload unreadable; empty when it may."""
    match change.kind:
        case Kind.ANNOTATION | Kind.NULL_SPELLING:
            return "says the same in other words"
        case Kind.PRESENCE:
            there = writes == "required" or reads == "optional"
            return _reason(there, "the reader can do without, or it is always there")
        case Kind.NULL:
            return _reason(writes == "forbidden" or reads == "allowed", "null never comes, or is read")
        case Kind.TYPES:
            return _types(change, writes, reads)
        case Kind.FREE_KEYS:
            return _free_keys(places)
        case Kind.FIELD | Kind.NAME:
            return _field(change, writes, reads, places, renamed=change.kind is Kind.NAME)
    return _limit(change, writes, reads)


def _limit(change: Change, writes: object, reads: object) -> str:
    reads = None if reads == UNSTATED else reads
    writes = None if writes == UNSTATED else writes
    if change.kind is Kind.VALUES:
        return _reason(reads is None or _is_subset(writes, reads), "every word that is written is read")
    if change.kind is Kind.FORMAT:
        return _reason(reads not in FORMATS, "the reader asserts no format here")
    if change.kind is Kind.BOUND:
        within = is_within(change.keyword or "", writes, reads)
        return _reason(within, "what is written keeps to the bound")
    return ""


def _free_keys(places: Places) -> str:
    writer, reader = places[:2]
    if writer is None or reader is None or not (writer.is_plain and reader.is_plain):
        return ""
    return _reason(writer.free is False or reader.free is True, "no other keys come, or they are ignored")


def _types(change: Change, writes: Any, reads: Any) -> str:
    if reads is None or (reads == UNSTATED and change.keyword == INTEGRALITY):
        return "every type is read"
    if writes is None or writes == UNSTATED:
        return ""
    takes = {*reads, *(["integer"] if "number" in reads else [])}
    return _reason({*writes} <= takes, "every type that is written is read")


def _is_subset(writes: Any, reads: Any) -> bool:
    if not isinstance(writes, list) or not isinstance(reads, list):
        return False
    return all(any(type(one) is type(other) and one == other for other in reads) for one in writes)


def _is_simple(pointer: Pointer, place: Place | None) -> bool:
    """Whether nothing but its own description judges a field: no condition that could turn on it."""
    if place is None:
        return False
    if not place.is_plain:
        words = {
            word for word, _ in place.extras((*BRANCHES, *CONDITIONS, *PATTERNS, "unevaluatedProperties"))
        }
        texts = [json.dumps(said) for _, said in place.extras(("dependentRequired",))]
        return words == {"dependentRequired"} and not any(f'"{pointer.key}"' in text for text in texts)
    return True


def _field(change: Change, writes: object, reads: object, places: Places, *, renamed: bool) -> str:
    writer, reader, above, below = places
    if not _is_simple(change.pointer, above) or not _is_simple(change.renamed_to or change.pointer, below):
        return ""
    ignored = below is not None and below.free is True
    comes = above is None or above.free is not False
    if (writes is None or renamed) and reads == "optional" and not comes and (ignored or not renamed):
        return "the reader can do without, and it never comes"
    if reads is None and ignored:
        return "the reader ignores it"
    free = below.free if reads is None and below is not None else None
    if isinstance(free, Place) and writer is not None and included(writer, free):
        return "the reader takes it as it takes any key"
    free = above.free if writes is None and reads == "optional" and above is not None else None
    if isinstance(free, Place) and reader is not None and included(free, reader):
        return "whatever comes under a free key is read"
    return ""


def _reason(holds: bool, reason: str) -> str:
    return reason if holds else ""
