"""One source being judged: its chunks, documents and payloads, down to located findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from batchschema.catalog import Choice
from batchschema.config import Policy
from batchschema.core import (
    Document,
    Finding,
    Fold,
    Instance,
    Pointer,
    Unreadable,
    Variant,
    fingerprint_of,
)
from batchschema.core.instance import Location, Position
from batchschema.readers import Chunk, JsonDocument
from batchschema.rules import rule_named
from batchschema.run.blocks import clean_by
from batchschema.run.judge import Verdict
from batchschema.run.notes import folded_notes
from batchschema.run.skips import Skips
from batchschema.run.tally import Tally, fold_key, sort_key

if TYPE_CHECKING:
    from batchschema.run.check import Checker
    from batchschema.run.known import Known


@dataclass(slots=True)
class Task:
    """One source being judged."""

    checker: Checker
    tally: Tally
    source: str
    named: bool
    emit: Callable[[Finding | Fold], None] | None
    variants: Sequence[Variant] | None
    policy: Policy = field(default_factory=Policy)
    known: Known | None = None
    """What is not to be reported; None where nothing is known of this source."""
    _folds: dict[int, tuple[Verdict, str | None]] = field(default_factory=dict)
    _chosen: dict[str, Choice] = field(default_factory=dict)
    """By variant, the choice that was told to the tally last."""
    _skips: Skips = field(init=False)

    def __post_init__(self) -> None:
        self._skips = Skips(self.checker, self.tally, self.source)

    @property
    def keeps(self) -> bool:
        """Whether findings are kept as groups, and not only counted."""
        return self.emit is None or self.checker.options.groups

    @property
    def _is_foreign(self) -> bool:
        """Whether a schema was given that may be of anything."""
        return self.variants is not None and not self.variants[0].is_canonical

    def chunk(self, chunk: Chunk) -> None:
        """Judge lines together where all are clean, one by one where not."""
        values = chunk.values()
        if values is None:
            for part in chunk.documents():
                self.unreadable(part) if isinstance(part, Unreadable) else self.document(part)
            return
        clean = clean_by(self, values, chunk.text)
        if clean is not None:
            self.tally.payloads += len(values)
            for variant, choice, count in clean:
                self._choose(variant, choice, count)
            return
        for number, (line, value) in enumerate(
            zip(chunk.text.split(b"\n"), values, strict=True), chunk.first_line
        ):
            self.document(JsonDocument(line, value, first_line=number))

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
        exchange = document.exchange
        if exchange is not None and self._is_foreign and not self.checker.endpoints.concern(exchange):
            self._skips.exchange(exchange)
            return
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
        exchange = instance.exchange
        named = self.checker.is_asked_for(exchange, named=self.named)
        if variants is None or (not named and variants[0].is_canonical):
            choice = self.checker.identify(instance.value, exchange)
            if choice is None or not choice.near:
                if not named:
                    self._skips.instance(instance)
                else:
                    self.tally.unreadable += 1
                    self.tally.broken.add(self.source)
                    found += self._unknown(instance)
                return False
        settled = True
        for variant in variants if variants is not None else (choice.variant,):  # type: ignore[union-attr]
            verdict = self.checker.judge(variant, self.policy).verdict(instance)
            self._choose(variant, choice if variants is None else None)
            settled = settled and verdict.by_shape
            if self.checker.follower is not None:
                verdict = self.checker.follower.judged(
                    instance, self.checker.judge(variant, self.policy), verdict, self.tally
                )
            if self.known is not None and verdict.findings:
                verdict = self.known.rest_of(verdict, self.tally)
            if verdict.findings:
                self._report(instance, variant, verdict, found)
        self.tally.payloads += 1
        return settled

    def _choose(self, variant: Variant, choice: Choice | None, count: int = 1) -> None:
        self.tally.variants[variant.id] += count
        if choice is not None and choice is not self._chosen.get(variant.id):
            self._chosen[variant.id] = choice
            self.tally.choose(variant.id, (tie.id for tie in choice.ties), choice.until)

    def _report(
        self, instance: Instance, variant: Variant, verdict: Verdict, found: list[Finding | Fold]
    ) -> None:
        """Count a verdict's findings, and locate those that are to be shown."""
        if verdict.spelled:
            instance = replace(instance, spelled=verdict.spelled)

        def locate(finding: Finding) -> Finding:
            return finding.at(instance)

        exchange = instance.exchange
        if exchange is not None and exchange.packed:
            hint = f"the body is packed ({exchange.packed}): line and column are where it begins"

            def locate(finding: Finding) -> Finding:
                hints = hint if finding.hint is None else f"{finding.hint}; {hint}"
                return replace(finding.at(instance), hint=hints)

        line = self._fold_of(verdict)
        if self.emit is not None:
            found += map(locate, verdict.findings)
            if line and self.checker.options.folds:
                found.append(Fold(line, variant.id, instance.locate(Pointer())))
        if not self.keeps:
            self.tally.count(verdict.findings)
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
        from batchschema.run.unknown import unknown_at  # a run that knows its payloads need not load it

        unknown = unknown_at(instance, self.checker.is_batch, self.checker.options.at)
        yield from self._input_finding(unknown.rule, unknown.text, unknown.position, hint=unknown.hint)

    def unreadable(self, part: Unreadable) -> None:
        """Report what could not be read; in a walked folder, only what may have been a batch job.

        It may have been one if payloads stand beside it, if its text speaks of batches, or if a schema was
        given that may be of anything.
        """
        if part.rule == "skipped-exchange":
            self._note_exchange(part)
            return
        if part.exchange is not None and not self.checker.endpoints.concern(part.exchange):
            self._skips.exchange(part.exchange)
            return
        known = self.named or self._is_foreign or not part.excerpt or part.exchange or self.tally.payloads
        if not (known or self._mentions_a_batch(part.excerpt)):
            self._skips.count(part.text)
            return
        self.tally.unreadable += 1
        self.tally.broken.add(self.source)
        self._take(list(self._input_finding(part.rule, part.text, part.position, hint=part.hint)))

    def _note_exchange(self, part: Unreadable) -> None:
        """Note an exchange that failed, in one line with others like it."""
        found: list[Finding | Fold] = [*self._input_finding(part.rule, part.text, part.position)]
        location = Location(self.source, *(part.position or ()))
        if found and self.keeps:
            self.tally.fold("", part.text, lambda: location)
        if found and self.checker.options.folds:
            found.append(Fold(part.text, "", location))
        self._take(found)

    def _mentions_a_batch(self, text: bytes) -> bool:
        """Whether a broken text has the word, or names two fields of one variant."""
        text = text.replace(b"\0", b"")
        if b"batch" in text.lower():
            return True
        for variant in self.variants or self.checker.catalog.values():
            properties: Any = variant.schema.get("properties", {})
            if sum(name.encode() in text for name in properties if len(name) > 3) >= 2:
                return True
        return False

    def _input_finding(
        self, rule: str, text: str, position: Position | None, *, hint: str | None = None
    ) -> Iterator[Finding]:
        """A finding about input; kept or counted here, since it is in no variant's verdict."""
        severity = self.policy.severity(rule_named(rule))
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
        if self.known is not None and self.known.hides(finding, self.tally):
            return
        if self.keeps:
            self.tally.keep((finding,), lambda finding: finding)
        else:
            self.tally.count((finding,))
        yield finding
