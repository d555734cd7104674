"""One known deviation."""

from __future__ import annotations

from dataclasses import dataclass, field

from batchschema.core import Finding, fingerprint_of
from batchschema.core.variant import label_of

Key = tuple[str, str, str, str]
Subject = tuple[str, str | None, str]
"""A rule, a variant and a field of it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A deviation of one field, in one file or in all that fit a glob, that is not to be reported."""

    path: str
    """A glob relative to the baseline's folder; without wildcards one file alone."""
    rule: str
    variant: str | None
    """As precise as it was asked for: an id, or one without the version, which stands for every version."""
    pointer: str
    """The field in the payload, array indices and map keys starred."""
    reason: str = ""
    count: int = 1
    """How often it was met when the baseline was last updated; for information only."""
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> Key:
        """What makes it this entry, in the order of the file."""
        return (self.path, self.variant or "", self.rule, self.pointer)

    def described(self) -> dict[str, object]:
        """The entry as JSON has it."""
        return {
            "path": self.path,
            "variant": self.variant,
            "rule": self.rule,
            "pointer": self.pointer,
            "fingerprint": self.fingerprint,
            "count": self.count,
            "reason": self.reason,
        }

    @property
    def fingerprint(self) -> str:
        """The subject in short; that of the findings it hides, where it names the version."""
        return fingerprint_of(*self.subject)

    @property
    def subject(self) -> Subject:
        """What it hides in its files."""
        return (self.rule, self.variant, self.pointer)

    @property
    def is_pinned(self) -> bool:
        """Whether it stands for one version of a variant alone."""
        return self.variant is not None and label_of(self.variant) != self.variant


def subjects_of(finding: Finding) -> tuple[Subject, ...]:
    """The subjects of entries that hide a finding; one about input is the same in every file."""
    if finding.variant is None:
        return ((finding.rule, None, ""),)
    names = dict.fromkeys((finding.variant, label_of(finding.variant)))
    return tuple((finding.rule, name, finding.field) for name in names)
