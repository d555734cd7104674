"""The verdicts: for each change and for the whole, for each of the two readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from batchschema.core import Null, Pointer, Presence
from batchschema.core.change import (
    Change,
    ChangeVerdict,
    Comparison,
    Direction,
    JudgedChange,
    Judgement,
    Kind,
    Statement,
    Verdict,
    Witness,
)
from batchschema.diff.build import ABSENT
from batchschema.diff.compare import Pair, changes_between
from batchschema.diff.document import Content, DiffDocument, Formats, Reading
from batchschema.diff.entail import fact_entails
from batchschema.diff.place import Place
from batchschema.diff.proof import covered, included
from batchschema.diff.reading import opened
from batchschema.diff.silence import INTEGRALITY
from batchschema.diff.witness import Draw, Search, place_at
from batchschema.shape import strict

ADOPTED = frozenset({Kind.VALUES.value, Kind.FORMAT.value, Kind.BOUND.value, INTEGRALITY})
"""Facts about which a writer's silence may mean the very thing that the reader states."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read the documents, and where further payloads come from."""

    content: Content = "documented"
    formats: Formats = "assert"
    draw: Draw | None = None


def compared(
    before: DiffDocument,
    after: DiffDocument,
    options: Options = Options(),
    *,
    name: Callable[[Change], str] = lambda change: change.kind.value,
) -> Comparison:
    """Compare two documents and judge every difference both ways; `name` names a change's rule.

    Raises `UnusableSchema` for a document that nothing satisfies, or that an engine cannot read.
    """
    changes, pairs = changes_between(before, after)
    sides = {
        Direction.BEFORE_READS_AFTER: _Side(after, before, options, pairs),
        Direction.AFTER_READS_BEFORE: _Side(before, after, options, pairs),
    }
    judged = {way: side.judged(changes) for way, side in sides.items()}
    verdicts = {way: side.whole(judged[way]) for way, side in sides.items()}
    rest = Change(Kind.OTHER, Pointer(), Statement(before.id), Statement(after.id))
    if any(side.rest is not None for side in sides.values()):
        changes = [*changes, rest]
        for way, side in sides.items():
            judged[way].append(side.rest or Judgement(ChangeVerdict.OK, why="shown in the other direction"))
    found = []
    for index, change in enumerate(changes):
        one, other = (judged[way][index] for way in Direction)
        undecided = ChangeVerdict.UNDECIDED in (one.verdict, other.verdict)
        rule = "undecided-difference" if undecided and change.kind is Kind.OTHER else name(change)
        found.append(JudgedChange(change, rule, one, other))
    found.sort(key=lambda each: (str(each.change.pointer), each.change.kind.value, each.change.keyword or ""))
    first, second = (verdicts[way] for way in Direction)
    tried = {way: tuple(side.tried) for way, side in sides.items()}
    return Comparison(before.id, after.id, first, second, tuple(found), tried)


@dataclass(eq=False)
class _Side:
    """One direction: what the writer sends against what the reader takes."""

    writer: DiffDocument
    reader: DiffDocument
    options: Options
    pairs: list[Pair]
    tried: list[str] = field(default_factory=list)
    rest: Judgement | None = None
    """The judgement on what no change describes, once it was needed."""

    def __post_init__(self) -> None:
        content, formats = self.options.content, self.options.formats
        writes, reads = self.writer.readings(content, formats), self.reader.readings(content, formats)
        self.writes, self.reads = writes, reads
        self.hard = Search(writes.writer_strict, reads.reader_lenient, self.options.draw)
        silent = writes.has_silence or reads.has_silence
        self.soft: list[Search] = []
        if silent:
            lenient, sure = writes.writer_lenient, writes.writer_strict
            for one, other in (
                (lenient, reads.reader_lenient),  # hinges on the writer's silence alone
                (sure, reads.reader_strict),  # on the reader's alone
                (lenient, reads.reader_strict),
            ):
                self.soft.append(Search(one, other, self.options.draw))
        self.turned = bool(self.pairs) and self.pairs[0].documents[0] is self.reader

    def judged(self, changes: list[Change]) -> list[Judgement]:
        """One judgement a change, in order."""
        out = [self._judgement(change) for change in changes]
        undecided = [each for each in out if each.verdict is ChangeVerdict.UNDECIDED]
        if undecided and not any(each.verdict is ChangeVerdict.BREAKS for each in out) and self._proof():
            proved = Judgement(ChangeVerdict.OK, why="the whole is proved safe")
            out = [proved if each.verdict is ChangeVerdict.UNDECIDED else each for each in out]
        return out

    def _judgement(self, change: Change) -> Judgement:
        writer, reader = (change.after, change.before) if self.turned else (change.before, change.after)
        seen = change if not self.turned else change.mirrored()
        if self.options.formats == "annotate" and change.kind is Kind.FORMAT:
            return Judgement(ChangeVerdict.OK, why="formats are annotations here")
        if change.kind is Kind.VALUES and change.keyword == ("removed" if self.turned else "added"):
            return Judgement(ChangeVerdict.OK, why="these words are never written")
        writes = place_at(self.writes.writer_lenient.root, seen.pointer)
        reads = place_at(self.reads.reader_strict.root, seen.renamed_to or seen.pointer)
        parents = [
            place_at(self.writes.writer_lenient.root, seen.pointer.parent),
            place_at(self.reads.reader_strict.root, seen.pointer.parent),
        ]
        if reason := fact_entails(change, writer.says, reader.says, (writes, reads, *parents)):
            return Judgement(ChangeVerdict.OK, why=reason)
        found = self._witnessed(change, writer, reader)
        if found is not None:
            return found
        if change.kind is Kind.NAME and self._is_out_of_reach(seen.renamed_to or seen.pointer):
            return Judgement(ChangeVerdict.OK, why="what would hold it never comes in a form that holds it")
        if change.kind not in (Kind.PRESENCE, Kind.FIELD, Kind.NAME) and _is_read(writes, reads):
            return Judgement(ChangeVerdict.OK, why="what is written at this place is proved to be read")
        return Judgement(
            ChangeVerdict.UNDECIDED, why="no payload found that shows it, and no proof that none can"
        )

    def _is_out_of_reach(self, pointer: Pointer) -> bool:
        """Whether the writer never sends a container in which the reader would look for this place."""
        place: Place | None = self.writes.writer_lenient.root
        for token in pointer.tokens:
            holder = "array" if token == "*" else "object"
            if place is None or holder not in place.types:
                return True
            place = place.child(token)
        return False

    def _witnessed(self, change: Change, writer: Statement, reader: Statement) -> Judgement | None:
        adopts = writer.silent and (change.keyword == INTEGRALITY or change.kind.value in ADOPTED)
        if not adopts:
            value = self.hard.witness(change)
            if value is not ABSENT:
                return Judgement(ChangeVerdict.BREAKS, Witness(value, self.writer.id, self.reader.id))
        for search in self.soft:
            value = search.witness(change)
            if value is not ABSENT:
                witness = Witness(value, self.writer.id, self.reader.id)
                return Judgement(ChangeVerdict.HAZARD, witness, _condition(change, writer, reader))
        return None

    def whole(self, judged: list[Judgement]) -> Verdict:
        """The verdict on everything; looks for what no change describes when all of them are harmless."""
        verdicts = {each.verdict for each in judged}
        for verdict in (ChangeVerdict.BREAKS, ChangeVerdict.HAZARD):
            if verdict in verdicts:
                self.tried.append(f"a payload for each change that {verdict.value}")
                return Verdict(verdict.value)
        if ChangeVerdict.UNDECIDED not in verdicts and self._proof():
            self.rest = self._separating(deep=False)
            self.tried.append("payloads built to refute the proof")
            return Verdict.SAFE if self.rest is None else Verdict(self.rest.verdict.value)
        self.rest = self._separating(deep=True)
        self.tried += ["payloads built place by place", "payloads from the algebra's difference"]
        self.tried += ["generated payloads"] if self.options.draw is not None else []
        if self.rest is None and ChangeVerdict.UNDECIDED not in verdicts:
            self.rest = Judgement(ChangeVerdict.UNDECIDED, why="neither a proof nor a payload was found")
        return Verdict.UNDECIDED if self.rest is None else Verdict(self.rest.verdict.value)

    def _separating(self, *, deep: bool) -> Judgement | None:
        for search, verdict in ((self.hard, ChangeVerdict.BREAKS), (self._shared(), ChangeVerdict.HAZARD)):
            value = search.any_witness(deep=deep)
            if value is not ABSENT:
                return Judgement(verdict, Witness(value, self.writer.id, self.reader.id))
            if not self.soft or self._is_free_of_silence():
                break
        return None

    def _is_free_of_silence(self) -> bool:
        """Whether these documents state all that they could be silent about, so that one search is enough."""
        return (
            self.writes.writer_lenient.plain == self.writes.writer_strict.plain
            and self.reads.reader_lenient.plain == self.reads.reader_strict.plain
        )

    def _shared(self) -> Search:
        return Search(self.writes.writer_lenient, self._reader_sharing_silence(), self.options.draw)

    def _proof(self) -> bool:
        """Whether the reader takes all that the writer sends, whatever silence means."""
        if self.writer.is_dynamic or self.reader.is_dynamic:
            self.tried.append("no proof: the meaning of `$dynamicRef` depends on the way to it")
            return False
        writes, reads = self.writes.writer_lenient, self._reader_sharing_silence()
        if included(writes.root, reads.root):
            self.tried.append("inclusion proved place by place")
            return True
        if covered(writes.plain, reads.plain):
            self.tried.append("inclusion proved by the canonical algebra")
            return True
        self.tried.append("inclusion: proved neither place by place nor by the canonical algebra")
        return False

    def _reader_sharing_silence(self) -> Reading:
        """The strict reader, except where both documents are silent: there it means one thing in both."""
        if not self.soft:
            return self.reads.reader_strict
        schema = self.reader.schema
        for pair in self.pairs:
            one, other = pair.before, pair.after
            facts = {}
            if one.field.null is other.field.null is Null.UNSTATED:
                facts["null"] = Null.ALLOWED.value
            if one.presence is other.presence is Presence.UNSTATED:
                facts["presence"] = Presence.OPTIONAL.value
            if facts:
                schema = _stating(schema, pair.pointer, facts)
        if schema is self.reader.schema:
            return self.reads.reader_strict
        if self.options.formats == "annotate":
            from batchschema.diff.reading import without_formats

            schema = without_formats(schema)
        return Reading(opened(strict(schema, closed=False)), self.reader.id)


def _is_read(writes: Place | None, reads: Place | None) -> bool:
    """Whether one of the proofs shows that a place is read whatever is written there."""
    if writes is None or reads is None:
        return False
    return included(writes, reads) or covered(writes.whole, reads.whole)


def _stating(schema: Any, pointer: Pointer, facts: dict[str, str]) -> Any:
    """A canonical schema with facts stated at a place where it was silent."""
    if not pointer.tokens:
        return {**schema, "x-documented": {**schema.get("x-documented", {}), **facts}}
    token, rest = str(pointer.tokens[0]), Pointer(pointer.tokens[1:])
    if token == "*":
        word = "items" if "items" in schema else "additionalProperties"
        return {**schema, word: _stating(schema[word], rest, facts)}
    below = {**schema["properties"], token: _stating(schema["properties"][token], rest, facts)}
    return {**schema, "properties": below}


def _condition(change: Change, writer: Statement, reader: Statement) -> str:
    """Which silence has to mean what for a hazard to break."""
    where = str(change.pointer) or "the root"
    silent = writer if writer.silent else reader if reader.silent else None
    about = (
        f", about which {silent.document} is silent" if silent is not None else ", where a document is silent"
    )
    says = {
        Kind.PRESENCE: f"{where} may be absent" if writer.silent else f"{where} must be there",
        Kind.FIELD: f"{where} must be there",
        Kind.NAME: f"{where} must be there",
        Kind.NULL: f"null may come at {where}" if writer.silent else f"null may not come at {where}",
        Kind.TYPES: f"fractions may come at {where}"
        if change.keyword == INTEGRALITY
        else f"the type of {where} differs",
        Kind.VALUES: f"other words may come at {where}",
        Kind.FORMAT: f"texts of another form may come at {where}",
        Kind.BOUND: f"values beyond the bound may come at {where}",
    }
    return f"breaks if {says.get(change.kind, f'silence about {where} means the wrong thing')}{about}"
