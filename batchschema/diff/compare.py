"""Two places, and all below them, into Changes: facts only, no judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from batchschema.core import Null, Pointer, Presence
from batchschema.core.change import Change, Kind, Statement
from batchschema.diff.document import DiffDocument
from batchschema.diff.extras import conditions_changed
from batchschema.diff.place import ANNOTATIONS, BOUNDS, HOLDERS, Place
from batchschema.diff.rename import with_renames
from batchschema.diff.silence import INTEGRALITY

UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same place in both documents."""

    pointer: Pointer
    before: Place
    after: Place
    documents: tuple[DiffDocument, DiffDocument]

    def change(self, kind: Kind, before: object, after: object, keyword: str | None = None) -> Change:
        """A change between two facts; one that is the word `unstated` is silence."""
        one, other = self.documents
        written = self.before.field.as_written, self.after.field.as_written
        return Change(
            kind,
            self.pointer,
            Statement(one.id, before, written[0], before == UNSTATED),
            Statement(other.id, after, written[1], after == UNSTATED),
            keyword,
        )

    def silent(self, kind: str) -> tuple[bool, bool]:
        """Which of the two notations cannot state this kind of fact."""
        first, second = self.documents
        return kind in first.silent_kinds, kind in second.silent_kinds

    def unless_silent(self, kind: str, before: object, after: object) -> tuple[object, object]:
        """The two facts, with `unstated` where nothing is written because it cannot be."""
        first, second = self.silent(kind)
        return (
            UNSTATED if first and before is None else before,
            UNSTATED if second and after is None else after,
        )


def changes_between(before: DiffDocument, after: DiffDocument) -> tuple[list[Change], list[Pair]]:
    """Every difference in a fact, parents first, and every place that both documents describe."""
    pairs: list[Pair] = []
    changes = list(_compared(Pair(Pointer(), before.root, after.root, (before, after)), pairs, ()))
    return with_renames(changes, before.root, after.root), pairs


def _compared(pair: Pair, pairs: list[Pair], above: tuple[tuple[int, ...], ...]) -> Iterator[Change]:
    identity = (*pair.before.identity, 0, *pair.after.identity)
    if identity in above and len(identity) > 1:
        return
    pairs.append(pair)
    yield from _facts(pair)
    yield from conditions_changed(pair)
    yield from _fields(pair, pairs, (*above, identity))
    for name, holder in (("items", "array"), ("free", "object")):
        if not _both(pair, holder):
            continue
        one, other = getattr(pair.before, name), getattr(pair.after, name)
        if isinstance(one, Place) and isinstance(other, Place):
            below = Pair(pair.pointer / "*", one, other, pair.documents)
            yield from _compared(below, pairs, (*above, identity))


def _facts(pair: Pair) -> Iterator[Change]:
    one, other = pair.before.field, pair.after.field
    if pair.before.presence != pair.after.presence and pair.before.presence and pair.after.presence:
        yield pair.change(Kind.PRESENCE, one.presence.value, other.presence.value)
    yield from _null(pair)
    types = _types(pair)
    if types is not None:
        yield types
    values = pair.unless_silent(Kind.VALUES.value, _listed(pair.before), _listed(pair.after))
    if _as_set(values[0]) != _as_set(values[1]) and not _nothing(values) and _share(pair):
        yield from _values(pair, *values)
    formats = pair.unless_silent(Kind.FORMAT.value, one.format, other.format)
    if formats[0] != formats[1] and not _nothing(formats) and _both(pair, "string"):
        yield pair.change(Kind.FORMAT, *formats)
    yield from _bounds(pair)
    if (said := _free(pair)) is not None:
        yield said
    yield from _annotations(pair)


def _bounds(pair: Pair) -> Iterator[Change]:
    for word in BOUNDS:
        limits = pair.before.bounds.get(word), pair.after.bounds.get(word)
        said = pair.unless_silent(Kind.BOUND.value, *limits)
        if said[0] != said[1] and not _nothing(said) and _both(pair, HOLDERS.get(word, "number")):
            yield pair.change(Kind.BOUND, *said, keyword=word)


def _annotations(pair: Pair) -> Iterator[Change]:
    for word in ANNOTATIONS:
        one, other = (
            next((part[word] for part in place.parts if word in part), None)
            for place in (pair.before, pair.after)
        )
        if one != other and not _is_ours(pair, word):
            yield pair.change(Kind.ANNOTATION, one, other, word)


def _values(pair: Pair, before: object, after: object) -> Iterator[Change]:
    """Words added and words removed are two changes, unless each list is a constant."""
    if not isinstance(before, list) or not isinstance(after, list) or len(before) == len(after) == 1:
        yield pair.change(Kind.VALUES, before, after)
        return
    if _as_set(after) - _as_set(before):
        yield pair.change(Kind.VALUES, before, after, "added")
    if _as_set(before) - _as_set(after):
        yield pair.change(Kind.VALUES, before, after, "removed")


def _is_ours(pair: Pair, word: str) -> bool:
    """Titles and descriptions in catalogue files are the catalogue's words, not the documents'."""
    return word in ("title", "description") and any(each.notation for each in pair.documents)


def _null(pair: Pair) -> Iterator[Change]:
    one, other = pair.before.field.null, pair.after.field.null
    if one is not other:
        if pair.before.field.types != () and pair.after.field.types != ():
            yield pair.change(Kind.NULL, one.value, other.value)
    elif one is Null.ALLOWED:
        spellings = [_spelling(place) for place in (pair.before, pair.after)]
        if spellings[0] != spellings[1] and None not in spellings:
            yield pair.change(Kind.NULL_SPELLING, *spellings)


def _spelling(place: Place) -> str | None:
    """How a schema says that null is allowed; None where it says so by saying nothing."""
    for part in place.parts:
        if "x-spelled" in part:
            return str(part["x-spelled"])
        if "null" in part.get("type", ()) and not isinstance(part["type"], str):
            return "type list"
        for word in ("anyOf", "oneOf"):
            if {"type": "null"} in part.get(word, ()):
                return word
    return None


def _types(pair: Pair) -> Change | None:
    before, after = pair.before.field.types, pair.after.field.types
    if _as_set(before) == _as_set(after):
        return None
    said: list[object] = [None if types is None else list(types) for types in (before, after)]
    numbers = [{"number" if name == "integer" else name for name in types or ()} for types in (before, after)]
    if numbers[0] == numbers[1] and before is not None and after is not None:
        silent = pair.silent(INTEGRALITY)
        for index, types in enumerate((before, after)):
            if silent[index] and "number" in types:
                said[index] = UNSTATED
        return pair.change(Kind.TYPES, said[0], said[1], INTEGRALITY)
    return pair.change(Kind.TYPES, said[0], said[1])


def _free(pair: Pair) -> Change | None:
    """What may stand under free keys: anything, nothing, or what a schema says."""
    if not _both(pair, "object"):
        return None
    said = [_free_said(place) for place in (pair.before, pair.after)]
    if said[0] == said[1] or ("values" in said[0] and "values" in said[1]):
        return None
    for index, place in enumerate((pair.before, pair.after)):
        is_silent = said[index] == "any" and pair.documents[index].notation and place.properties
        if is_silent and not any("additionalProperties" in part for part in place.parts):
            return None  # an SDK's page lists fields; nobody says what further keys would hold
    one, other = (word.removeprefix("values ") for word in said)
    return pair.change(Kind.FREE_KEYS, one, other)


def _free_said(place: Place) -> str:
    if isinstance(place.free, bool):
        return "any" if place.free else "none"
    field = place.free.field
    names = list(field.types) if field.types is not None else ["any"]
    return "values " + "|".join([*names, *(["null"] if field.null is not Null.FORBIDDEN else [])])


def _fields(pair: Pair, pairs: list[Pair], above: tuple[tuple[int, ...], ...]) -> Iterator[Change]:
    if not _both(pair, "object"):
        return
    one, other = pair.before.properties, pair.after.properties
    for name in dict.fromkeys((*one, *other)):
        at = pair.pointer / name
        if name in one and name in other:
            yield from _compared(Pair(at, one[name], other[name], pair.documents), pairs, above)
            continue
        before, after = pair.documents
        yield Change(
            Kind.FIELD, at, _existence(before.id, one.get(name)), _existence(after.id, other.get(name))
        )


def _existence(document: str, place: Place | None) -> Statement:
    if place is None:
        return Statement(document)
    presence = place.presence or Presence.OPTIONAL
    return Statement(document, presence.value, place.field.as_written, presence is Presence.UNSTATED)


def _listed(place: Place) -> list[object] | None:
    field = place.field
    return None if field.values is None or field.open_values else list(field.values)


def _share(pair: Pair) -> bool:
    """Whether lists of words are comparable: both may hold a value of one type, or both are lists."""
    listed = pair.before.field.values is not None and pair.after.field.values is not None
    return bool({*pair.before.types} & {*pair.after.types}) or listed


def _both(pair: Pair, name: str) -> bool:
    return all(_holds(place, name) for place in (pair.before, pair.after))


def _holds(place: Place, name: str) -> bool:
    return name in place.types or (name == "number" and "integer" in place.types)


def _nothing(facts: tuple[object, object]) -> bool:
    return all(fact is None or fact == UNSTATED for fact in facts)


def _as_set(values: Any) -> Any:
    return values if values is None or isinstance(values, str) else {_key(value) for value in values}


def _key(value: object) -> str:
    import json

    return f"{type(value).__name__}:{json.dumps(value, sort_keys=True)}"
