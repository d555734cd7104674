"""A document's bytes, and which notation they are in."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Any

from batchschema.importers.doubt import UnreadableDocument, UnreadFile

LARGEST = 32 << 20
"""Bytes of the largest document that is read; the largest known vendor's is 3 MiB."""
GZIP = b"\x1f\x8b"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins, with either end first."""
MODEL = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*\Z")
SPEAKEASY = tuple(
    f"speakeasy-{language}" for language in ("python", "typescript", "go", "java", "csharp", "ruby", "php")
)
NOTATIONS = (
    *SPEAKEASY, "schema-page", "openapi", "json-schema", "pydantic", "botocore", "typescript-declarations",
)  # fmt: skip
"""What `--notation` may name."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as it was read."""

    source: str
    content: bytes
    first_line: int | None = None
    """For JSON that stands in a page, the line of the page where it begins."""

    @property
    def sha256(self) -> str:
        """Digest of the bytes, in hexadecimal."""
        import hashlib

        return hashlib.sha256(self.content).hexdigest()

    def decoded(self) -> str:
        """The text with `\\n` at line ends; raises `UnreadableDocument` when it is not UTF-8."""
        return self._characters().replace("\r\n", "\n").replace("\r", "\n")

    def page(self) -> str:
        """As `decoded`, but where lines end in `\\n`, a lone `\\r` is a blank, as cells have it."""
        text = self._characters().replace("\r\n", "\n")
        return text.replace("\r", " " if "\n" in text else "\n")

    def _characters(self) -> str:
        if self.content.startswith(UTF16):
            raise UnreadableDocument(self.source, "is UTF-16; documents are read as UTF-8")
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableDocument(
                self.source, f"is not UTF-8: byte 0x{self.content[error.start]:02x}"
            ) from error
        if "\0" in text:
            raise UnreadableDocument(self.source, "is no text: it holds zero bytes")
        return text


def read_text(path: str) -> Text:
    """Read a file, a gzipped one unpacked.

    Raises `UnreadableDocument` when it cannot be read or is too large.
    """
    if path == "-":
        raise UnreadableDocument(path, "is no file; a document may refer to its neighbours, so it is one")
    try:
        if os.path.isdir(path):
            raise UnreadableDocument(path, "is a folder; `--summary` reads the pages in one")
        size = os.path.getsize(path)
        if size > LARGEST:
            raise UnreadFile(path, f"is {size >> 20} MiB large; no more than {LARGEST >> 20} MiB are read")
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise UnreadFile(path, f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    if content.startswith(GZIP):
        content = _unpacked(path, content)
    if not content.strip():
        raise UnreadableDocument(path, "is empty")
    return Text(path, content)


def _unpacked(path: str, content: bytes) -> bytes:
    import zlib

    unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        text = unpacking.decompress(content, LARGEST)
    except zlib.error as error:
        raise UnreadableDocument(path, "is damaged: it is no complete gzip file") from error
    if unpacking.unconsumed_tail:
        raise UnreadableDocument(path, f"unpacks to more than {LARGEST >> 20} MiB, and no more are read")
    if not unpacking.eof:
        raise UnreadableDocument(path, "is damaged: it is no complete gzip file")
    return text


def is_yaml(text: Text) -> bool:
    """Whether what is no page is read as YAML rather than JSON."""
    if text.first_line is not None:
        return False
    by_name = text.source.lower().endswith((".yaml", ".yml"))
    return by_name or not text.decoded().lstrip().startswith(("{", "["))


def names_a_model(name: str) -> bool:
    """Whether this is `module:Class` and not a file."""
    return MODEL.match(name) is not None and not os.path.exists(name)


def is_typescript(text: Text) -> bool:
    """Whether a document is TypeScript, by its name."""
    return text.source.lower().endswith((".ts", ".mts", ".cts"))


def is_markup(text: Text) -> bool:
    """Whether a document is a page rather than JSON or YAML."""
    suffix = os.path.splitext(text.source)[1].lower()
    if suffix in (".json", ".yaml", ".yml"):
        return False
    if suffix in (".md", ".markdown"):
        return True
    start = text.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return start != b"{" and not re.search(rb"^(?:openapi|\$schema)\s*:", text.content[:4096], re.M)


def notation_of_schema(document: Any, source: str) -> str:
    """`openapi-3.0`, `openapi-3.1` or `json-schema`; raises `UnreadableDocument` for what is none of them."""
    if not isinstance(document, dict):
        raise UnreadableDocument(source, "is no schema: it holds no object")
    if "swagger" in document:
        raise UnreadableDocument(source, "is Swagger 2.0, which is not read; convert it to OpenAPI 3")
    version = str(document.get("openapi", ""))
    if not version:
        return "json-schema"
    if version.startswith("3.0"):
        return "openapi-3.0"
    if version.startswith("3."):
        return "openapi-3.1"
    raise UnreadableDocument(source, f"is OpenAPI {version}, which is not read; 3.0 and 3.1 are")
