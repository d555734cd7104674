"""What a probe found, to text: each finding with the payload that shows it and what came back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from batchschema.core import Finding, Group, Severity, Variant
from batchschema.core.wording import plural
from batchschema.reports.concise_report import line, printable
from batchschema.reports.jsonl_report import described
from batchschema.reports.view import View

FORMATS = ("full", "concise", "json", "jsonl")
VERSION = 1
MOST_EDITS = 4
"""Differences between two payloads that are shown in text."""
WIDEST = 160
"""Characters of a witness's part that are shown in text."""


class Probed(Protocol):
    """A finding and its witness."""

    @property
    def finding(self) -> Finding:
        """What is said of the target."""

    @property
    def witness(self) -> object:
        """The payload that shows it."""

    @property
    def answer(self) -> Mapping[str, object]:
        """What the target made of it."""

    @property
    def sent(self) -> Sequence[tuple[str, object]]:
        """Where the witness departs from the smallest payload; the values in a tuple, empty for absent."""

    @property
    def returned(self) -> Sequence[tuple[str, object]]:
        """Where what came out departs from the witness, likewise."""


class Probing(Protocol):
    """A whole probe."""

    @property
    def target(self) -> str:
        """What was probed."""

    @property
    def variant(self) -> Variant:
        """What it was compared with."""

    @property
    def found(self) -> Sequence[Probed]:
        """By pointer and rule."""

    @property
    def payloads(self) -> Mapping[str, int]:
        """How many payloads of each kind."""

    @property
    def smallest(self) -> object:
        """The payload that most witnesses are an edit of."""

    @property
    def accepted(self) -> int:
        """How many the target took."""

    @property
    def rejected(self) -> int:
        """How many the target refused."""

    @property
    def unanswered(self) -> int:
        """How many got no verdict."""

    @property
    def ended_early(self) -> bool:
        """Whether too many got none."""


def rendered(probing: Probing, format_name: str, view: View) -> str:
    """The whole report in one of `FORMATS`."""
    if format_name == "json":
        return as_json(probing, view)
    if format_name == "jsonl":
        return "".join(json.dumps(_described(each, view)) + "\n" for each in probing.found)
    return as_text(probing, view, full=format_name == "full")


def as_json(probing: Probing, view: View) -> str:
    """One object: target, variant, findings with witnesses, summary."""
    report = {
        "version": VERSION,
        "target": probing.target,
        "variant": probing.variant.id,
        "smallest": probing.smallest,
        "findings": [_described(each, view) for each in probing.found],
        "summary": {
            "payloads": dict(probing.payloads),
            "accepted": probing.accepted,
            "rejected": probing.rejected,
            "unanswered": probing.unanswered,
            "ended_early": probing.ended_early,
            **{f"{severity.label}s": _count(probing, severity) for severity in reversed(Severity)},
        },
    }
    return json.dumps(report, indent=1) + "\n"


def as_text(probing: Probing, view: View, *, full: bool) -> str:
    """Most severe first; in full, with witnesses, and with what recurs together."""
    out = []
    shown = [each for each in probing.found if view.shows(Group(each.finding))]
    for alike in _alike(shown, together=full):
        first = alike[0]
        out.append(line(Group(first.finding, len(alike)), view))
        if full:
            out += [view.style(f"    {text}", "faint") for text in _below(first)]
        if len(alike) > 1:
            others = ", ".join(printable(str(each.finding.pointer)) for each in alike[1:])
            out.append(view.style(f"    also: {others}", "faint"))
    if full and shown:
        smallest = printable(json.dumps(probing.smallest))
        out += ["", "The smallest payload that the document allows and the code takes:", f"    {smallest}"]
    if not view.quiet:
        out += ["", *_tail(probing, view)] if out else _tail(probing, view)
    return "".join(f"{text}\n" for text in out)


def _alike(shown: Sequence[Probed], *, together: bool) -> list[list[Probed]]:
    """The findings, most severe first; together, those that say the same of several fields."""
    groups: dict[object, list[Probed]] = {}
    for index, each in enumerate(sorted(shown, key=lambda probed: -probed.finding.severity)):
        finding = each.finding
        key = (finding.severity, finding.rule, finding.text) if together else index
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _below(each: Probed) -> Iterator[str]:
    answer = each.answer
    instead = [value for pointer, value in each.sent if not pointer]
    yield (
        f"witness: {_short(each.witness)}" if instead else f"witness: the smallest payload{_edits(each.sent)}"
    )
    if answer.get("accepted") is True and "value" in answer:
        place = str(each.finding.pointer)
        edits = _edits(sorted(each.returned, key=lambda edit: not edit[0].startswith(place)))
        yield f"answer: accepted, and written back{edits or ' unchanged'}"
    elif answer.get("accepted") is True:
        yield "answer: accepted"
    if each.finding.hint:
        yield f"hint: {printable(each.finding.hint)}"


def _edits(edits: Sequence[tuple[str, object]]) -> str:
    """` with /a = 1, without /b`; nothing when there are none."""
    words = []
    for pointer, value in edits[:MOST_EDITS]:
        if value == ():
            words.append(f"without {pointer}")
        else:
            assert isinstance(value, tuple), "a value that is there is in a tuple"
            words.append(f"with {pointer} = {_short(value[0])}" if pointer else f"as {_short(value[0])}")
    more = f" and {len(edits) - MOST_EDITS} more" if len(edits) > MOST_EDITS else ""
    return printable(" " + ", ".join(words)) + more if words else ""


def _short(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= WIDEST else f"{text[:WIDEST]}…"


def _tail(probing: Probing, view: View) -> Iterator[str]:
    counts = [plural(_count(probing, severity), severity.label) for severity in reversed(Severity)]
    hidden = _count(probing, Severity.NOTE) and not view.notes
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in probing.payloads.items())
    yield f"Probed {probing.target} against {probing.variant.id}: {', '.join(counts)}."
    taken = f"{probing.accepted:,} accepted, {probing.rejected:,} rejected"
    unanswered = f", {probing.unanswered:,} without a verdict" if probing.unanswered else ""
    yield f"  {sum(probing.payloads.values()):,} payloads ({kinds}): {taken}{unanswered}."
    if probing.ended_early:
        yield f"  Ended early: {probing.unanswered:,} payloads got no verdict, so others were not tried."
    if hidden:
        yield "  Notes are not shown; --show notes lists them."


def _described(each: Probed, view: View) -> dict[str, Any]:
    out = described(Group(each.finding), view)
    return {**out, "witness": {"payload": each.witness, "answer": dict(each.answer)}}


def _count(probing: Probing, severity: Severity) -> int:
    return sum(each.finding.severity is severity for each in probing.found)
