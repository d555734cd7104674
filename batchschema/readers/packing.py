"""What texts are packed in, whole files and bodies alike: gzip, zstd, deflate, base64, chunks."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Literal

from batchschema.readers.spelled import Piece

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
Packing = Literal["gzip", "zstd"]
HEX = re.compile(r"(?P<size>[0-9a-fA-F]+)(?:;[^\r\n]*)?\r\n")
ERLANG = b"\x83m"
"""How Elixir's ExVCR begins bytes: a binary in Erlang's external term format, its length next."""
HOW_TO_UNPACK = "pip install 'batchschema[recordings]'"


class Damaged(Exception):
    """What is packed cannot be unpacked; says why."""


class TooLarge(Exception):
    """What comes out is larger than allowed."""


class NoLibrary(Exception):
    """No library for a packing is installed; its name is the argument."""


def zstd_module() -> Any:
    """The standard library's zstd, from Python 3.14 on, or its backport; raises `NoLibrary`."""
    import importlib

    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError:
            continue
    raise NoLibrary("zstd")


def packing_of(start: bytes) -> Packing | None:
    """What bytes that begin so are packed with, if with anything."""
    return "gzip" if start.startswith(GZIP) else "zstd" if start.startswith(ZSTD) else None


def open_packed(file: BinaryIO, packing: Packing) -> Any:
    """A stream of what a file holds."""
    if packing == "zstd":
        return zstd_module().ZstdFile(file)
    import gzip

    return gzip.open(file, "rb")


def damage_of(error: Exception) -> str | None:
    """What an error met while unpacking says of the file; None if it is another error."""
    if isinstance(error, (EOFError, zlib.error)) or type(error).__name__ in ("BadGzipFile", "ZstdError"):
        return str(error).partition(" (")[0].rstrip(".").lower()
    return None


def from_text(parts: Iterable[str], base: int) -> bytes:
    """Bytes of base64, line breaks allowed, or of hexadecimal digits; raises `Damaged`."""
    import base64
    import binascii

    try:
        if base == 16:
            return b"".join(map(bytes.fromhex, parts))
        data = b"".join(base64.b64decode("".join(part.split()), validate=True) for part in parts)
    except (binascii.Error, ValueError) as error:
        raise Damaged(f"is not whole base{base}: {str(error).lower()}") from error
    return data[6 : 6 + int.from_bytes(data[2:6])] if data.startswith(ERLANG) else data


def unpacked(data: bytes, encoding: str, *, most: int) -> tuple[bytes, str | None]:
    """Bytes of a body by what they begin with, or by its `Content-Encoding`; and what they were packed in.

    Raises `Damaged`, `TooLarge` or `NoLibrary`.
    """
    if data.startswith(GZIP):
        return _inflated(data, 31, most), "gzip"
    if data.startswith(ZSTD):
        return _from_zstd(data, most), "zstd"
    words = {word.strip().lower() for word in encoding.split(",")}
    if "deflate" in words and not _is_text(data):
        return _inflated(data, 15 if data[:1] == b"\x78" else -15, most), "deflate"
    if "br" in words and not _is_text(data):
        return _from_brotli(data, most), "br"
    return data, None


def _inflated(data: bytes, bits: int, most: int) -> bytes:
    stream = zlib.decompressobj(bits)
    try:
        out = stream.decompress(data, most + 1)
    except zlib.error as error:
        raise Damaged(f"cannot be unpacked: {str(error).partition(': ')[2] or error}") from error
    if len(out) > most:
        raise TooLarge
    if not stream.eof:
        raise Damaged("is cut short: what it is packed in has no end")
    return out


def _from_zstd(data: bytes, most: int) -> bytes:
    zstd = zstd_module()
    stream = zstd.ZstdDecompressor()
    try:
        out: bytes = stream.decompress(data, most + 1)
    except zstd.ZstdError as error:
        raise Damaged(f"cannot be unpacked: {str(error).lower()}") from error
    if len(out) > most:
        raise TooLarge
    if not stream.eof:
        raise Damaged("is cut short: what it is packed in has no end")
    return out


def _from_brotli(data: bytes, most: int) -> bytes:
    import importlib

    try:
        brotli: Any = importlib.import_module("brotli")
    except ModuleNotFoundError as error:
        raise NoLibrary("br (Brotli)") from error
    stream = brotli.Decompressor()
    try:
        out = bytes(stream.process(data, output_buffer_limit=most + 1))
    except TypeError as error:  # before version 1.2 nothing limits what comes out
        raise NoLibrary("br (Brotli)") from error
    except brotli.error as error:
        raise Damaged(f"cannot be unpacked: {str(error).lower()}") from error
    if len(out) > most:
        raise TooLarge
    if not stream.is_finished():
        raise Damaged("is cut short: what it is packed in has no end")
    return out


def _is_text(data: bytes) -> bool:
    return data[:1].isspace() or data[:1] in (b"{", b"[", b'"', b"<")


def is_chunked(text: str) -> bool:
    """Whether a text has the sizes of HTTP's chunks in it."""
    return HEX.match(text) is not None


def unchunked(text: str) -> Iterator[Piece]:
    """The text of each chunk (RFC 9112, section 7.1), sizes taken off; sizes count bytes."""
    at = 0
    while (found := HEX.match(text, at)) and (size := int(found["size"], 16)):
        begin = found.end()
        end = begin + size if text.isascii() else _characters(text, begin, size)
        yield Piece(begin, text[begin:end])
        at = end + 2


def _characters(text: str, begin: int, size: int) -> int:
    """The end of a stretch of so many bytes in UTF-8."""
    return begin + len(text[begin : begin + size].encode()[:size].decode("utf-8", "ignore"))
