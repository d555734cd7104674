"""What a target may say to one payload, and the line it says it with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MOST_SHOWN = 160
"""Characters of a target's own words that are kept."""


class _Nothing:
    """What comes back from a target that accepts and returns nothing."""

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING: Final = _Nothing()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The target takes the payload; `value` is what its own writer makes of it, or `NOTHING`."""

    value: object = NOTHING


@dataclass(frozen=True, slots=True)
class Rejected:
    """The target says that the payload is not valid."""

    error: str = ""
    pointer: str | None = None
    """Where, in wire names, if the target said so."""


@dataclass(frozen=True, slots=True)
class Raised:
    """The target failed with something that is not its way to say `not valid`."""

    exception: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class NoVerdict:
    """Nothing that could be read as an answer came."""

    kind: str
    """`silence`, `death` or `garbage`."""
    error: str


Answer = Accepted | Rejected | Raised | NoVerdict


def read_answer(line: bytes) -> Answer:
    """Read one line: `{"accepted": true, "value": …}`, `{"accepted": false, …}` or `{"raised": …}`."""
    try:
        said: Any = json.loads(line)
    except (ValueError, RecursionError):
        return NoVerdict("garbage", f"answered {_quoted(line)}, which is no JSON")
    if not isinstance(said, dict):
        return NoVerdict("garbage", f"answered {_quoted(line)}, which is no JSON object")
    error = _text(said.get("error"))
    if isinstance(said.get("raised"), str):
        return Raised(_text(said["raised"]), error)
    if said.get("accepted") is True:
        return Accepted(said.get("value", NOTHING))
    if said.get("accepted") is False:
        pointer = said.get("pointer")
        return Rejected(error, pointer if isinstance(pointer, str) and pointer[:1] in ("", "/") else None)
    if isinstance(said.get("unusable"), str):
        return NoVerdict("garbage", _text(said["unusable"]))
    return NoVerdict("garbage", f"answered {_quoted(line)}, which has no `accepted` of true or false")


def outcome_of(answer: Answer) -> str:
    """`accepted`, `rejected`, `raised`, or what kind of no verdict."""
    names = {Accepted: "accepted", Rejected: "rejected", Raised: "raised"}
    return answer.kind if isinstance(answer, NoVerdict) else names[type(answer)]


def reason_of(answer: Answer) -> str:
    """What tells one failure from another, the place aside."""
    return answer.exception if isinstance(answer, Raised) else outcome_of(answer)


def line_of(answer: Answer) -> Mapping[str, object]:
    """An answer as a line of the protocol."""
    match answer:
        case Accepted(value):
            return {"accepted": True} if value is NOTHING else {"accepted": True, "value": value}
        case Rejected(error):
            return {"accepted": False, "error": error}
        case Raised(exception, error):
            return {"raised": exception, "error": error}
        case NoVerdict(kind, error):
            return {"no_verdict": kind, "error": error}


def _quoted(line: bytes) -> str:
    text = line.decode(errors="backslashreplace").rstrip("\r\n")
    return ascii(text if len(text) <= MOST_SHOWN // 2 else text[: MOST_SHOWN // 2] + "…")


def _text(words: object) -> str:
    """The first line of what was said, shortened, in characters that print."""
    text = str(words if words is not None else "").strip().partition("\n")[0]
    text = "".join(char if char.isprintable() else "�" for char in text)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
