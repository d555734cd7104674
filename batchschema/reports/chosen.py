"""Against which variants payloads were judged, and how certain that choice was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from batchschema.core import Summary


def chosen(summary: Summary) -> Iterator[str]:
    """`2 against mistral/openapi@2025-04-16 (documented so until 2025-08-20; …)`, a line each."""
    for id, count in summary.variants.items():
        until = summary.until.get(id)
        why = [f"documented so until {until}"] if until else []
        why += ties_in_words(id, summary.ties.get(id, ()))
        yield f"{count:,} against {id}" + (f" ({'; '.join(why)})" if why else "")


def ties_in_words(id: str, ties: Sequence[str]) -> Iterator[str]:
    """What fits as well: versions counted, documents of the same vendor, then other vendors by name."""
    label, vendor = _label(id), _vendor(id)
    near = []
    for other in dict.fromkeys(_label(tie) for tie in ties if _vendor(tie) == vendor):
        of_it = [tie for tie in ties if _label(tie) == other]
        many = f"{len(of_it)} other versions" if other == label else f"{other} ({len(of_it)} versions)"
        near.append(of_it[0] if len(of_it) == 1 else many)
    if near:
        yield f"equally near: {', '.join(near)}"
    others = dict.fromkeys(_vendor(tie) for tie in ties if _vendor(tie) != vendor)
    if others:
        yield f"other vendors as near: {', '.join(others)}"


def _label(id: str) -> str:
    return id.partition("@")[0]


def _vendor(id: str) -> str:
    return id.partition("/")[0]
