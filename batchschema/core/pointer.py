"""JSON Pointers (RFC 6901): where in a document a value is, or would be."""

from __future__ import annotations

import functools
from dataclasses import dataclass

Token = str | int


@dataclass(frozen=True, slots=True, order=False)
class Pointer:
    """A path from the root of a JSON document; object keys are `str`, array indices `int`."""

    tokens: tuple[Token, ...] = ()

    def __str__(self) -> str:
        return _text(self.tokens)

    def __truediv__(self, token: Token) -> Pointer:
        return Pointer((*self.tokens, token))

    def __add__(self, other: Pointer) -> Pointer:
        if not self.tokens:
            return other
        return Pointer(self.tokens + other.tokens) if other.tokens else self

    def __bool__(self) -> bool:
        return bool(self.tokens)

    @property
    def parent(self) -> Pointer:
        """The pointer to the container; the root is its own parent."""
        return Pointer(self.tokens[:-1])

    @property
    def key(self) -> Token:
        """The last token; raises `IndexError` at the root."""
        return self.tokens[-1]

    @classmethod
    def parse(cls, text: str) -> Pointer:
        """Read RFC 6901 text; every token stays a `str`, since only a document tells indices from keys."""
        if not text:
            return cls()
        if text[0] != "/":
            raise ValueError(f"a JSON Pointer starts with '/': {text!r}")
        return cls(tuple(unescape(token) for token in text[1:].split("/")))


@functools.lru_cache(maxsize=4096)
def _text(tokens: tuple[Token, ...]) -> str:
    """RFC 6901 text; the same few places are written again and again."""
    return "".join([f"/{escape(str(token))}" for token in tokens])


def escape(token: str) -> str:
    """Write one token as RFC 6901 section 3 asks."""
    return token.replace("~", "~0").replace("/", "~1") if "~" in token or "/" in token else token


def unescape(token: str) -> str:
    """Read one escaped token."""
    return token.replace("~1", "/").replace("~0", "~")
