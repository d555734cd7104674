"""One documented shape of one vendor's batch job."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The document a variant was read from."""

    document: str
    revision: str | None = None
    notation: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A canonical schema with its provenance; identified by `id` alone."""

    id: str
    """`<vendor>/<surface>[@<version>]`, or the file name of a schema given by hand."""
    schema: Mapping[str, object]
    """JSON Schema in wire names, in the lenient reading (silence forbids nothing)."""
    title: str = ""
    vendor: str | None = None
    """None for a schema that is not from the catalogue: it is then read as written."""
    surface: str | None = None
    version: str | None = None
    date: str | None = None
    """ISO 8601 date of the document's revision."""
    first_party: bool = False
    envelopes: tuple[str, ...] = ()
    """Pointers with `*` to payloads inside a wrapper, such as `/data/*` in a list."""
    endpoints: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: Source = Source("")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Variant) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def is_canonical(self) -> bool:
        """True for a file in the catalogue's format, which keeps silence apart from facts."""
        return self.vendor is not None

    @property
    def label(self) -> str:
        """`<vendor>/<surface>` without the version."""
        return label_of(self.id)

    @property
    def release(self) -> tuple[str, tuple[tuple[int, int | str], ...]]:
        """Sort key by date, then by version; what has neither comes first."""
        return (self.date or "", version_key(self.version))


def variant_of(schema: Mapping[str, object], *, name: str) -> Variant:
    """Make a variant from a schema; without `x-variant` it is a foreign one called `name`."""
    about = schema.get("x-variant")
    title = str(schema.get("title", ""))
    if not isinstance(about, Mapping):
        return Variant(name, schema, title)
    vendor, surface, version = about.get("vendor"), about.get("surface"), about.get("version")
    source = about.get("source", {})
    return Variant(
        id=f"{vendor}/{surface}" + (f"@{version}" if version else ""),
        schema=schema,
        title=title,
        vendor=vendor,
        surface=surface,
        version=version,
        date=about.get("date"),
        first_party=about.get("party") == "first",
        envelopes=tuple(about.get("envelopes", ())),
        endpoints=tuple(about.get("endpoints", ())),
        notes=tuple(about.get("notes", ())),
        source=Source(**{key: source.get(key) for key in ("document", "revision", "notation", "sha256")}),
    )


def label_of(id: str) -> str:
    """An id without its version."""
    return id.partition("@")[0]


@functools.lru_cache(maxsize=4096)
def version_key(version: str | None) -> tuple[tuple[int, int | str], ...]:
    """Order versions by number, not by text: 1.10.1 comes after 1.9.11."""
    parts = (version or "").replace("-", ".").split(".")
    return tuple((1, int(part)) if part.isdigit() else (0, part) for part in parts)
