"""What a rule says about one place, and how bad that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from batchschema.core.facts import Field, Null, Presence
from batchschema.core.instance import Instance, Location
from batchschema.core.pointer import Pointer


class Severity(IntEnum):
    """How bad a finding is; a greater number is worse."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The lower-case word used in output."""
        return self.name.lower()


class Severities(NamedTuple):
    """A rule's severity under each profile; None is off."""

    documented: Severity | None
    strict: Severity | None


class Documented(NamedTuple):
    """What the document states about the place of a finding."""

    presence: Presence
    null: Null
    types: tuple[str, ...] | None

    @classmethod
    def of(cls, field: Field) -> Documented:
        """Take the three facts a report shows from a field."""
        return cls(field.presence, field.null, field.types)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's statement about one place of one payload."""

    rule: str
    severity: Severity
    variant: str | None
    """The variant's id; None where no variant was judged, as for unreadable input."""
    pointer: Pointer
    """In wire names, from the root of the document."""
    text: str
    """What is wrong, without its subject; never a value of the payload."""
    fingerprint: str
    location: Location | None = None
    documented: Documented | None = None
    hint: str | None = None
    value: object = None
    """The offending value, for reports that were asked to show it; None where nothing is."""
    field: str = ""
    """The field of the payload that it is about, array indices and map keys starred."""

    @property
    def message(self) -> str:
        """A whole sentence: the place and what is wrong there."""
        if self.variant is None:
            return self.text
        return f"{str(self.pointer) or 'the payload'} {self.text}"

    def at(self, instance: Instance) -> Finding:
        """Copy with its place in one payload's source, and the value there.

        What is said of a payload may hold for many of its shape; the place and the value are each one's own.
        """
        return (
            Finding(  # spelled out: dataclasses.replace takes three times as long, and this is done for each
                self.rule,
                self.severity,
                self.variant,
                instance.root + self.pointer,
                self.text,
                self.fingerprint,
                instance.locate(self.pointer),
                self.documented,
                self.hint,
                instance.value_at(self.pointer),
                self.field,
            )
        )


def fingerprint_of(rule: str, variant: str | None, starred: str) -> str:
    """The identity of a finding: 16 hex digits of the rule, the variant and the field.

    The message has no part in it, nor have the values, the source and the position.
    """
    import hashlib  # loads OpenSSL; a clean run needs no fingerprint

    return hashlib.sha256(f"{rule}\n{variant or ''}\n{starred}".encode("utf-8", "surrogatepass")).hexdigest()[
        :16
    ]
