"""One known deviation."""

from __future__ import annotations

from dataclasses import dataclass, field

from batchschema.core import Finding, fingerprint_of

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A deviation of one field, in one file or in all that fit a glob, that is not to be reported."""

    path: str
    """A glob relative to the baseline's folder; without wildcards one file alone."""
    rule: str
    variant: str | None
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
        """The identity of the findings it hides."""
        return fingerprint_of(self.rule, self.variant, self.pointer)


def identity(finding: Finding) -> str:
    """What an entry's fingerprint is compared with: for findings about input, the path has no part in it."""
    return finding.fingerprint if finding.variant is not None else fingerprint_of(finding.rule, None, "")
