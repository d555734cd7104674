"""What differs between two documented shapes, whom it breaks, and the payload that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from batchschema.core.finding import Severity
from batchschema.core.pointer import Pointer


class Direction(StrEnum):
    """Who reads what the other writes."""

    BEFORE_READS_AFTER = "before-reads-after"
    AFTER_READS_BEFORE = "after-reads-before"

    @property
    def mirror(self) -> Direction:
        """The other direction."""
        first, second = Direction
        return second if self is first else first


class Kind(StrEnum):
    """Which kind of fact a change is about."""

    FIELD = "field"
    """Whether the document knows the field at all."""
    NAME = "name"
    PRESENCE = "presence"
    NULL = "null"
    NULL_SPELLING = "null-spelling"
    TYPES = "types"
    VALUES = "values"
    """The words of an enum, or a constant."""
    FORMAT = "format"
    BOUND = "bound"
    FREE_KEYS = "free-keys"
    """What may stand under keys that the document does not name."""
    BRANCH = "branch"
    CONDITION = "condition"
    PATTERN = "pattern"
    ANNOTATION = "annotation"
    OTHER = "other"
    """A difference that a payload shows and no fact describes."""


class Basis(StrEnum):
    """Whether both documents state the fact, or one of them is silent."""

    CONTRADICTION = "contradiction"
    SILENCE = "silence"


class ChangeVerdict(StrEnum):
    """What one change means to one reader."""

    OK = "ok"
    HAZARD = "hazard"
    """Breaks only if silence means the wrong thing."""
    BREAKS = "breaks"
    UNDECIDED = "undecided"


class Verdict(StrEnum):
    """What all changes together mean to one reader."""

    SAFE = "safe"
    HAZARD = "hazard"
    BREAKS = "breaks"
    UNDECIDED = "undecided"


_MIRRORED = {"added": "removed", "removed": "added"}


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document says about one fact."""

    document: str
    """The id of the variant, or the name of the file."""
    says: object = None
    """The fact as JSON; `unstated` where the document is silent, None where there is nothing to say."""
    as_written: str | None = None
    """How the document put it, verbatim, where that was kept."""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in one fact, not judged yet."""

    kind: Kind
    pointer: Pointer
    """In wire names; items and keys of maps are `*`."""
    before: Statement
    after: Statement
    keyword: str | None = None
    """The schema keyword, for kinds that cover several; `added` or `removed` words of an enum."""
    renamed_to: Pointer | None = None
    """Where the field of the same meaning is in the later document, for a renamed one."""

    @property
    def basis(self) -> Basis:
        """Silence as soon as one of the two says nothing."""
        return Basis.SILENCE if self.before.silent or self.after.silent else Basis.CONTRADICTION

    @property
    def identity(self) -> tuple[str, str, str]:
        """What the change is about; two changes of one comparison never share it."""
        return (str(self.pointer), self.kind.value, self.keyword or "")

    def mirrored(self) -> Change:
        """The same difference, seen from the later document."""
        pointer = self.pointer if self.renamed_to is None else self.renamed_to
        renamed_to = None if self.renamed_to is None else self.pointer
        keyword = _MIRRORED.get(self.keyword or "", self.keyword)
        return Change(self.kind, pointer, self.after, self.before, keyword, renamed_to)


@dataclass(frozen=True, slots=True)
class Witness:
    """The smallest payload that shows a difference; confirmed by both engines on both sides."""

    value: object
    accepted_by: str
    """The document whose writer may send it."""
    rejected_by: str
    """The document whose reader cannot take it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one change for one reader."""

    verdict: ChangeVerdict
    witness: Witness | None = None
    """Never None for `breaks` and `hazard`."""
    why: str = ""
    """What proves `ok`, which silence makes a `hazard`, or what was tried in vain."""


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """A change with its name and what it means to each reader."""

    change: Change
    rule: str
    before_reads_after: Judgement
    after_reads_before: Judgement

    def side(self, direction: Direction) -> Judgement:
        """The judgement for one reader."""
        first = direction is Direction.BEFORE_READS_AFTER
        return self.before_reads_after if first else self.after_reads_before

    def severity(self, directions: tuple[Direction, ...]) -> Severity:
        """Breaks is an error, hazard and undecided are warnings, the rest is a note."""
        verdicts = {self.side(direction).verdict for direction in directions}
        if ChangeVerdict.BREAKS in verdicts:
            return Severity.ERROR
        return Severity.NOTE if verdicts == {ChangeVerdict.OK} else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents compared, both ways."""

    before: str
    after: str
    before_reads_after: Verdict
    after_reads_before: Verdict
    changes: tuple[JudgedChange, ...] = ()
    tried: Mapping[Direction, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """What was done to reach the verdict of each direction, in order."""

    def verdict(self, direction: Direction) -> Verdict:
        """The verdict for one reader."""
        first = direction is Direction.BEFORE_READS_AFTER
        return self.before_reads_after if first else self.after_reads_before

    def severity(self, directions: tuple[Direction, ...]) -> Severity | None:
        """The worst severity among the changes; an undecided whole is a warning; None without changes."""
        found = [change.severity(directions) for change in self.changes]
        if Verdict.UNDECIDED in {self.verdict(direction) for direction in directions}:
            found.append(Severity.WARNING)
        return max(found, default=None)


def is_within(word: str, one: object, other: object) -> bool:
    """Whether a writer's bound keeps to a reader's; None is no bound."""
    if other is None or one == other:
        return True
    if not isinstance(one, (int, float)) or not isinstance(other, (int, float)):
        return False
    if word.startswith("min") or word == "exclusiveMinimum":
        return one >= other
    if word.startswith("max") or word == "exclusiveMaximum":
        return one <= other
    return word == "multipleOf" and isinstance(one, int) and isinstance(other, int) and one % other == 0
