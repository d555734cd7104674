"""What was observed of payloads, and what that says beside a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from batchschema.core.facts import Field
from batchschema.core.finding import Severity


class Span(NamedTuple):
    """The first and the last moment something was seen, in seconds since the epoch."""

    first: int
    last: int


class Range(NamedTuple):
    """The least and the greatest of some numbers; for a timestamp in text, in seconds since the epoch."""

    least: int | float
    greatest: int | float


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each of some texts was met.

    Of more than a given number, those that sort first are kept, with exact counts: that rule gives the same
    result in whatever order and parts the texts are met.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    more: bool = False
    """True when there were others, which were not kept."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen at one place, over all payloads: counts only, so that profiles merge."""

    documented: bool = False
    """Whether the variant names the place, or lets any key stand there."""
    types: Mapping[str, int] = field(default_factory=dict)
    """By JSON type, null included; `number` are those with a fraction, `integer` all others.

    `unsettled` is what a client's object in print calls None, be that null or absent: it counts as neither.
    """
    words: Counts = field(default_factory=Counts)
    """The words of an enum, a constant, or a field of that kind; of any other field none are kept."""
    other_words: int = 0
    """Texts in such a field that do not look like a word and were not kept."""
    id_shapes: Counts = field(default_factory=Counts)
    """Kinds of characters and their number, `batch_<hex:32>`; never an id."""
    range: Range | None = None
    seen: Span | None = None
    """When payloads that have the field were seen."""

    @property
    def count(self) -> int:
        """How often the place was there, with null or a value."""
        return sum(self.types.values()) - self.unsettled

    @property
    def nulls(self) -> int:
        """How often it was null."""
        return self.types.get("null", 0)

    @property
    def values(self) -> Mapping[str, int]:
        """How often it held each JSON type other than null."""
        return {name: count for name, count in self.types.items() if name not in ("null", "unsettled")}

    @property
    def unsettled(self) -> int:
        """How often its source could not tell whether it was null or absent."""
        return self.types.get("unsettled", 0)


@dataclass(frozen=True, slots=True)
class VariantProfile:
    """What was seen of the payloads that were taken for one variant."""

    fields: Mapping[str, Observed] = field(default_factory=dict)
    """By pointer in wire names; array indices, keys of maps and keys within undocumented places are `*`."""
    more_fields: bool = False
    """True when there were more undocumented fields than are kept."""

    @property
    def payloads(self) -> int:
        """How many payloads there were."""
        return self.fields[""].count if "" in self.fields else 0

    @property
    def seen(self) -> Span | None:
        """When they were seen; None where nothing told."""
        return self.fields[""].seen if "" in self.fields else None

    def objects(self, pointer: str) -> int:
        """How many objects stood at a place."""
        return self.fields[pointer].types.get("object", 0) if pointer in self.fields else 0

    def parents(self, pointer: str) -> int | None:
        """How many objects a field could have been in; None for items and keys of maps."""
        above, _, key = pointer.rpartition("/")
        if key == "*" or not pointer:
            return None
        return self.objects(above) - (self.fields[pointer].unsettled if pointer in self.fields else 0)

    def absent(self, pointer: str) -> int | None:
        """How many objects were without the field; None for items and keys of maps."""
        parents = self.parents(pointer)
        if parents is None:
            return None
        return parents - (self.fields[pointer].count if pointer in self.fields else 0)


@dataclass(frozen=True, slots=True)
class Profile:
    """What was seen, by the id of the variant that payloads were taken for."""

    variants: Mapping[str, VariantProfile] = field(default_factory=dict)


class Evidence(StrEnum):
    """What an observation is to a document."""

    CONTRADICTION = "contradiction"
    """The document states otherwise."""
    SILENCE = "silence"
    """The document does not say; now it is known."""
    UNDOCUMENTED = "undocumented"
    """The document does not know the field."""
    UNSEEN = "unseen"
    """The document knows the field, and no payload had it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that observation says about one field of a document."""

    evidence: Evidence
    rule: str | None
    """The payload rule that says it of a single payload, where there is one."""
    pointer: str
    """As in the profile."""
    seen: str
    """What was observed: `null`, `absent`, `word`, or a JSON type."""
    documented: str
    """What the document says of that, in words."""
    count: int
    of: int
    word: str | None = None

    @property
    def what(self) -> str:
        """What was observed, in words."""
        return self.seen if self.word is None else f'the word "{self.word}"'

    @property
    def severity(self) -> Severity:
        """Only a contradiction is an error."""
        return Severity.ERROR if self.evidence is Evidence.CONTRADICTION else Severity.NOTE


class Coverage(NamedTuple):
    """How much of what a variant documents was met."""

    fields: int
    documented_fields: int
    statuses: int
    documented_statuses: int
    """0 where the variant lists no status words."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One variant's profile beside its document."""

    variant: str
    profile: VariantProfile
    described: Mapping[str, Field]
    """What the document states, by pointer, in its order; without the payload itself."""
    coverage: Coverage
    remarks: tuple[Remark, ...]
    """Contradictions first, then by pointer."""


class Turn(StrEnum):
    """How a later period differs from an earlier one."""

    CAME = "came"
    WENT = "went"
    ROSE = "rose"
    FELL = "fell"


@dataclass(frozen=True, slots=True)
class Shift:
    """One difference between two periods."""

    variant: str
    pointer: str
    turn: Turn
    what: str
    """What came, went, rose or fell: `null`, `absence`, `the field`, `the word "paused"`, `string`."""
    before: tuple[int, int]
    """How often, and of how many."""
    after: tuple[int, int]
    contradicts: bool = False
    """True when what is new is something that the document states otherwise."""

    @property
    def severity(self) -> Severity:
        """What contradicts the document is an error, what else came a warning, all else a note."""
        if self.contradicts:
            return Severity.ERROR
        return Severity.WARNING if self.turn is Turn.CAME else Severity.NOTE


@dataclass(frozen=True, slots=True)
class Periods:
    """Two profiles of two periods, and how the later one differs."""

    before: Profile
    after: Profile
    shifts: tuple[Shift, ...]
    """By variant and pointer."""
