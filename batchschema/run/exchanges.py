"""What an exchange tells of its body: which documents describe such a response.

The endpoint narrows the catalogue down before the payload's keys are asked. Paths count from their end, since
gateways put something before them; where several vendors document the same path, the host tells them apart if
it names one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from batchschema.catalog import Choice, Identifier
from batchschema.core import Exchange, Variant

PARAMETER = re.compile(r"\\\{[^/]*?\\\}")
MOST_REMEMBERED = 4096


class Endpoints:
    """The endpoints that some variants document."""

    def __init__(self, variants: Sequence[Variant]) -> None:
        self._templates = [
            (method, re.compile(f"(?:.*/)?{PARAMETER.sub('[^/]+', re.escape(path.strip('/')))}/*"), variant)
            for variant in variants
            for method, _, path in (endpoint.partition(" ") for endpoint in variant.endpoints)
        ]
        self._documenting: dict[tuple[str | None, str], tuple[Variant, ...]] = {}
        self._identifiers: dict[tuple[Variant, ...], Identifier] = {}

    def documenting(self, exchange: Exchange) -> tuple[Variant, ...]:
        """The variants that document the call; those of the vendor that the host names, if it names one."""
        if exchange.url is None:
            return ()
        key = (exchange.method, exchange.url.partition("?")[0])
        if key not in self._documenting:
            if len(self._documenting) >= MOST_REMEMBERED:
                self._documenting.clear()
            self._documenting[key] = self._of(*key)
        return self._documenting[key]

    def _of(self, method: str | None, url: str) -> tuple[Variant, ...]:
        parts = urlsplit(url)
        path = parts.path.strip("/")
        found = [
            variant
            for of_method, pattern, variant in self._templates
            if method in (None, of_method) and pattern.fullmatch(path)
        ]
        host = parts.netloc.rpartition("@")[2].lower()
        own = [variant for variant in found if variant.vendor and variant.vendor in host]
        return tuple(dict.fromkeys(own or found))

    def identify(self, payload: object, exchange: Exchange) -> Choice | None:
        """The nearest of the variants that document the call; None if none of them is near."""
        variants = self.documenting(exchange)
        if not variants:
            return None
        if variants not in self._identifiers:
            self._identifiers[variants] = Identifier(variants)
        choice = self._identifiers[variants].identify(payload)
        return choice if choice is not None and choice.near else None

    def concern(self, exchange: Exchange) -> bool:
        """Whether the call may be about batch jobs: it is documented, its path says so, or it is unknown."""
        if exchange.url is None or self.documenting(exchange):
            return True
        return "batch" in urlsplit(exchange.url).path.lower()
