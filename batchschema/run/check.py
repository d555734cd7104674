"""Check payloads against variants: from paths to findings."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from batchschema.catalog import Catalog, Choice, Identifier, load, read_schema
from batchschema.config import Configuration, Policy
from batchschema.core import (
    Document,
    Finding,
    Fold,
    Instance,
    Pointer,
    Severity,
    Unreadable,
    Variant,
    fingerprint_of,
)
from batchschema.core.instance import Location, Position
from batchschema.readers import Chunk, JsonDocument
from batchschema.rules import rule_named
from batchschema.run.judge import Judge, Verdict
from batchschema.run.tally import Tally, fold_key, sort_key

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What to check by, and how; can be sent to another process."""

    variants: tuple[str, ...] = (AUTO,)
    """Ids, patterns such as `mistral/*`, or `auto`."""
    schema: str | None = None
    """A schema file, instead of variants."""
    policy: Policy = field(default_factory=Policy)
    configuration: Configuration = field(default_factory=Configuration)
    engine: str = "fast"
    max_payload: int = 64 << 20
    folds: bool = True
    """Whether the notes on a payload are wanted as one line too, where findings are emitted one by one."""


class Checker:
    """Judges whatever readers yield, and tallies it."""

    def __init__(self, options: CheckOptions, catalog: Catalog | None = None) -> None:
        self.options = options
        self.catalog = catalog or load()
        self._judges: dict[str, Judge] = {}
        self._fixed = self._named_variants()

    def _named_variants(self) -> list[Variant] | None:
        """The variants the user named; None when each payload is to be recognised."""
        if self.options.schema is not None:
            return [read_schema(self.options.schema)]
        if self.options.variants == (AUTO,):
            return None
        found = [variant for name in self.options.variants for variant in self.catalog.matching(name)]
        return list(dict.fromkeys(found))

    @functools.cached_property
    def identifier(self) -> Identifier:
        """Tells payloads apart among the whole catalogue."""
        return Identifier(list(self.catalog.values()))

    @functools.cached_property
    def envelopes(self) -> tuple[tuple[str, ...], ...]:
        """The wrappers that payloads come in, as tokens: of the named variants, or of all."""
        variants = self._fixed if self._fixed is not None else self.catalog.values()
        pointers = {pointer for variant in variants for pointer in variant.envelopes}
        return tuple(Pointer.parse(pointer).tokens for pointer in sorted(pointers))  # type: ignore[misc]

    def judge(self, variant: Variant) -> Judge:
        """The judge of one variant, made once; compiles its schema, so that a bad one is found early."""
        if variant.id not in self._judges:
            self._judges[variant.id] = Judge(
                variant,
                self.options.policy,
                engine=self.options.engine,
                documented_by=self._documented_by,
                looks_like=self._looks_like,
            )
        return self._judges[variant.id]

    def prepare(self) -> None:
        """Compile schemas that are not from the catalogue: a bad one is said before any payload is read."""
        for variant in self._fixed or ():
            if not variant.is_canonical:
                self.judge(variant).full  # noqa: B018

    def check(
        self,
        parts: Iterable[Chunk | Document | Unreadable],
        source: str,
        *,
        named: bool = True,
        emit: Callable[[Finding | Fold], None] | None = None,
    ) -> Tally:
        """Judge everything one source holds.

        `emit` is called with each located finding and line of notes, in order; without it, findings that
        recur are kept as groups and notes are folded. What holds no batch object counts as skipped unless the
        source is `named`.
        """
        task = _Task(self, Tally(inputs=1), source, named, emit, self._variants_for(source))
        for part in parts:
            if isinstance(part, Unreadable):
                task.unreadable(part)
            elif isinstance(part, Chunk):
                task.chunk(part)
            else:
                task.document(part)
        return task.tally

    def _variants_for(self, source: str) -> Sequence[Variant] | None:
        if self._fixed is not None:
            return self._fixed
        id = self.options.configuration.variant_for(source) if self.options.configuration.variants else None
        return None if id in (None, AUTO) else self.catalog.matching(str(id))

    def _documented_by(self, variant: Variant, pointer: Pointer) -> list[Variant]:
        """Other variants that document a field: of the same vendor if there are any, newest first."""
        found = [other for other in self.catalog.values() if other != variant and _documents(other, pointer)]
        own = [other for other in found if other.vendor == variant.vendor]
        return sorted(own or found, key=lambda other: (other.date or "", other.id), reverse=True)

    def _looks_like(self, value: object, variant: Variant) -> str | None:
        choice = self.identifier.identify(value)
        if choice is None or not choice.near or choice.variant.vendor == variant.vendor:
            return None
        return choice.variant.id

    def split(self, document: Document, variants: Sequence[Variant] | None, source: str) -> list[Instance]:
        """The payloads of a document: itself, the items of an array, or what a list envelope wraps."""
        value = document.value
        if self._takes_whole(variants):
            return [Instance(value, source, document)]
        if isinstance(value, list):
            return [Instance(part, source, document, Pointer((index,))) for index, part in enumerate(value)]
        if isinstance(value, dict):
            for tokens in self.envelopes:
                if tokens[0] in value and not self.is_batch(value):
                    found = list(_unwrapped(value, tokens, ()))
                    if found:
                        return [Instance(part, source, document, Pointer(path)) for path, part in found]
                    if value[tokens[0]] == []:
                        return []
        return [Instance(value, source, document)]

    def _takes_whole(self, variants: Sequence[Variant] | None) -> bool:
        """A foreign schema that may describe an array is asked about the whole document."""
        if variants is None or variants[0].is_canonical:
            return False
        types = variants[0].schema.get("type")
        return types is None or "array" in types  # type: ignore[operator]

    def is_batch(self, value: object) -> bool:
        """Whether the catalogue knows something near."""
        choice = self.identifier.identify(value)
        return choice is not None and choice.near


@dataclass(slots=True)
class _Task:
    """One source being judged."""

    checker: Checker
    tally: Tally
    source: str
    named: bool
    emit: Callable[[Finding | Fold], None] | None
    variants: Sequence[Variant] | None
    _folds: dict[int, tuple[Verdict, str | None]] = field(default_factory=dict)

    def chunk(self, chunk: Chunk) -> None:
        """Judge lines together where all are clean, one by one where not."""
        values = chunk.values()
        if values is None:
            for part in chunk.documents():
                self.unreadable(part) if isinstance(part, Unreadable) else self.document(part)
            return
        clean_by = self._clean_by(values, chunk.text)
        if clean_by is not None:
            self.tally.payloads += len(values)
            for judge, choice in clean_by:
                self._choose(judge.variant, choice, len(values))
            return
        for number, (line, value) in enumerate(
            zip(chunk.text.split(b"\n"), values, strict=True), chunk.first_line
        ):
            self.document(JsonDocument(line, value, first_line=number))

    def _clean_by(self, values: list[Any], text: bytes) -> list[tuple[Judge, Choice | None]] | None:
        """The judges that find all these payloads clean at once."""
        if self.variants is not None:
            judges: list[tuple[Judge, Choice | None]] = [
                (self.checker.judge(each), None) for each in self.variants
            ]
        else:
            choice = self._choice_of_all(values)
            if choice is None:
                return None
            judges = [(self.checker.judge(choice.variant), choice)]
        return judges if all(judge.all_clean(values, text) for judge, _ in judges) else None

    def _choice_of_all(self, values: list[Any]) -> Choice | None:
        """The variant that every payload is taken for; None when they differ."""
        first = self.checker.identifier.identify(values[0])
        if first is None or not first.near:
            return None
        if not self.checker.judge(first.variant).all_clean(values[:1], b""):
            return None
        return first if all(map(first.__eq__, map(self.checker.identifier.identify, values))) else None

    def document(self, document: Document) -> None:
        """Judge every payload of one document, unless it is nested too deeply to be walked."""
        payloads = self.tally.payloads
        try:
            self._document(document)
        except RecursionError:
            self.tally.payloads = payloads
            where = document.locate(Pointer())
            self.unreadable(
                Unreadable("nested-too-deeply", "is nested too deeply to be judged", self.source, where)
            )

    def _document(self, document: Document) -> None:
        found: list[Finding | Fold] = []
        settled = True
        for instance in self.checker.split(document, self.variants, self.source):
            settled = self._payload(instance, found) and settled and not instance.root
        if not settled:
            found += self._out_of_range(document)
        if found:
            self._take(found)

    def _payload(self, instance: Instance, found: list[Finding | Fold]) -> bool:
        """Judge one payload by each of its variants; whether its shape alone decided."""
        variants = self.variants
        choice = None
        if variants is None or (not self.named and variants[0].is_canonical):
            choice = self.checker.identifier.identify(instance.value)
            if choice is None or not choice.near:
                if not self.named:
                    self.tally.skipped += 1
                else:
                    self.tally.unreadable += 1
                    found += self._unknown(instance)
                return False
        settled = True
        for variant in variants if variants is not None else (choice.variant,):  # type: ignore[union-attr]
            verdict = self.checker.judge(variant).verdict(instance)
            self._choose(variant, choice if variants is None else None)
            settled = settled and verdict.by_shape
            if verdict.findings:
                self._report(instance, variant, verdict, found)
        self.tally.payloads += 1
        return settled

    def _choose(self, variant: Variant, choice: Choice | None, count: int = 1) -> None:
        self.tally.variants[variant.id] += count
        if choice is not None and choice.ties and variant.id not in self.tally.ties:
            self.tally.ties[variant.id] = tuple(tie.id for tie in choice.ties)

    def _report(
        self, instance: Instance, variant: Variant, verdict: Verdict, found: list[Finding | Fold]
    ) -> None:
        """Count a verdict's findings, and locate those that are to be shown."""
        if verdict.spelled:
            instance = replace(instance, spelled=verdict.spelled)

        def locate(finding: Finding) -> Finding:
            return finding.at(instance)

        line = self._fold_of(verdict)
        if self.emit is not None:
            self.tally.count(verdict.findings)
            found += map(locate, verdict.findings)
            if line and self.checker.options.folds:
                found.append(Fold(line, variant.id, instance.locate(Pointer())))
            return
        if verdict.repeats:  # the first places in the text are wanted, not the first pointers
            self.tally.keep(sorted(map(locate, verdict.findings), key=sort_key), lambda finding: finding)
        else:
            self.tally.keep(verdict.findings, locate)
        if line:
            self.tally.fold(variant.id, line, lambda: instance.locate(Pointer()))

    def _fold_of(self, verdict: Verdict) -> str | None:
        """The notes of a verdict in one line; None when it has no notes."""
        if not verdict.by_shape:
            return folded_notes(verdict)
        if id(verdict) not in self._folds:
            self._folds[id(verdict)] = (verdict, folded_notes(verdict))
        return self._folds[id(verdict)][1]

    def _take(self, found: list[Finding | Fold]) -> None:
        """Hand on what one document gave, in the order of the text."""
        if self.emit is None:
            for each in found:
                if isinstance(each, Finding):
                    self.tally.keep((each,), lambda finding: finding)
            return
        for each in sorted(
            found, key=lambda item: sort_key(item) if isinstance(item, Finding) else fold_key(item)
        ):
            self.emit(each)

    def _out_of_range(self, document: Document) -> Iterator[Finding]:
        for pointer in document.out_of_range:
            text = f"has an integer beyond 64 bits at {pointer}"
            yield from self._input_finding("integer-out-of-range", text, document.locate(pointer))

    def _unknown(self, instance: Instance) -> Iterator[Finding]:
        location = instance.locate(Pointer())
        what = "holds no batch job that the catalogue knows" + (
            f" at {instance.root}" if instance.root else ""
        )
        position = Position(location.line or 1, location.column or 1)
        yield from self._input_finding("unknown-variant-fits", what, position)

    def unreadable(self, part: Unreadable) -> None:
        """Report what could not be read; in a walked folder, only what may have been a batch job."""
        if not self.named and part.excerpt and not self._mentions_a_batch(part.excerpt):
            self.tally.skipped += 1
            return
        self.tally.unreadable += 1
        self._take(list(self._input_finding(part.rule, part.text, part.position, hint=part.hint)))

    def _mentions_a_batch(self, text: bytes) -> bool:
        """Whether a broken text names at least three fields of one variant."""
        text = text.replace(b"\0", b"")
        for variant in self.variants or self.checker.catalog.values():
            properties: Any = variant.schema.get("properties", {})
            if sum(name.encode() in text for name in properties if len(name) > 3) >= 3:
                return True
        return False

    def _input_finding(
        self, rule: str, text: str, position: Position | None, *, hint: str | None = None
    ) -> Iterator[Finding]:
        """A finding about input; counted, since no variant's verdict will."""
        severity = self.checker.options.policy.severity(rule_named(rule))
        if severity is None:
            return
        finding = Finding(
            rule=rule,
            severity=severity,
            variant=None,
            pointer=Pointer(),
            text=f"input {text}",
            fingerprint=fingerprint_of(rule, None, self.source),
            location=Location(self.source, *position) if position is not None else Location(self.source),
            hint=hint,
        )
        if self.emit is not None:
            self.tally.count((finding,))
        yield finding


def folded_notes(verdict: Verdict) -> str | None:
    """The notes of one payload in one line, most frequent rule first."""
    notes: dict[str, int] = {}
    for finding in verdict.findings:
        if finding.severity is Severity.NOTE:
            notes[finding.rule] = notes.get(finding.rule, 0) + 1
    if not notes:
        return None
    start = "conforms" if verdict.worst is Severity.NOTE else "notes"
    parts = [
        _folded_words(rule, count)
        for rule, count in sorted(notes.items(), key=lambda item: (-item[1], item[0]))
    ]
    return f"{start}; {', '.join(parts)}" if start == "conforms" else f"beside that, {', '.join(parts)}"


FOLDED = {
    "null-where-unstated": ("null where the document is silent", "nulls where the document is silent"),
    "undocumented-field": ("undocumented field", "undocumented fields"),
    "recorded-from-sdk-object": ("recorded from an SDK's object", "recorded from SDK objects"),
}


def _folded_words(rule: str, count: int) -> str:
    one, many = FOLDED.get(rule, (rule, rule))
    if rule == "recorded-from-sdk-object":
        return one
    return f"{count} {one if count == 1 else many}"


def _documents(variant: Variant, pointer: Pointer) -> bool:
    """Whether a canonical schema describes a place, following properties and items only."""
    part: Any = variant.schema
    for token in pointer.tokens:
        part = part.get("items") if isinstance(token, int) else part.get("properties", {}).get(token)
        if not isinstance(part, Mapping):
            return False
    return True


def _unwrapped(value: Any, tokens: Sequence[str], path: tuple[str | int, ...]) -> Iterator[tuple[Any, Any]]:
    if not tokens:
        yield path, value
    elif tokens[0] == "*" and isinstance(value, list):
        for index, part in enumerate(value):
            yield from _unwrapped(part, tokens[1:], (*path, index))
    elif isinstance(value, dict) and tokens[0] in value:
        yield from _unwrapped(value[tokens[0]], tokens[1:], (*path, tokens[0]))
