"""Manual pages of rules, read into their parts: what, Why, Reject, Accept, Fix."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from batchschema.core import Rule
from batchschema.core.pointer import Pointer
from batchschema.rules import all_rules
from tests.near_payloads import conforming

HEADING = re.compile(r"(Why|Fix): |(Reject|Accept) \((.+)\):$")


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that a rule rejects or accepts."""

    rule: str
    rejected: bool
    about: str
    """What stands in brackets: a variant, a schema or a file, and options."""
    text: str
    """A line, or for input rules the whole block."""

    @property
    def id(self) -> str:
        """A name for test reports."""
        words = f"{self.rule} {'rejects' if self.rejected else 'accepts'} {self.text}"
        return words.encode("unicode_escape").decode()[:80]

    @property
    def subject(self) -> str:
        """The variant's id; for a schema its text; for a file its name."""
        return (
            self.about.removeprefix("schema ").removeprefix("file ").removesuffix(", strict").split(", --")[0]
        )

    @property
    def options(self) -> list[str]:
        """Options of the command line that the example asks for."""
        _, _, after = self.about.partition(", --")
        return [f"--{after.split(' ')[0]}", *after.split(" ")[1:]] if after else []

    @property
    def profile(self) -> str:
        """The profile to check it by."""
        return "strict" if self.about.endswith(", strict") else "documented"

    @property
    def is_of_schema(self) -> bool:
        """Whether it is held against a schema of its own."""
        return self.about.startswith("schema ")


@dataclass(slots=True)
class Page:
    """A page by its parts; tests complain about parts that are not there."""

    summary: str
    parts: dict[str, str] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    """Lines that belong to no part."""


def page_of(rule: Rule) -> Page:
    """Read a rule's page."""
    summary, *lines = rule.page.split("\n")
    page = Page(summary)
    heading: re.Match[str] | None = None
    block: list[str] = []
    for line in [*lines, "Fix: "]:
        found = HEADING.match(line)
        if found is None:
            block.append(line)
            continue
        if heading is not None and heading[2]:
            page.strays += [line for line in block if line and not line.startswith("    ")]
            page.examples += _examples(rule, heading, block)
        elif heading is not None:
            page.parts[heading[1]] = "\n".join(block)
        else:
            page.strays += filter(None, block)
        heading, block = found, [] if found[2] else [line[found.end() :]]
    return page


def _examples(rule: Rule, heading: re.Match[str], block: list[str]) -> Iterator[Example]:
    lines = [line[4:] for line in block if line.startswith("    ")]
    texts = ["\n".join(lines)] if rule.family == "input" else lines
    for text in texts:
        yield Example(rule.name, heading[2] == "Reject", heading[3], text)


def examples(family: str) -> list[Example]:
    """Every example of one family of rules."""
    return [each for rule in all_rules().values() if rule.family == family for each in page_of(rule).examples]


@dataclass(frozen=True, slots=True)
class Made:
    """The payload of an example, and the top-level fields it touches."""

    text: str
    touched: tuple[str, ...]


def made(example: Example) -> Made:
    """Make the payload of an example: a conforming one with the change it names."""
    verb, _, rest = example.text.partition(" ")
    if verb == "replace":
        return Made(rest, ("",))
    payload = conforming(example.subject)
    if verb == "without":
        pointer = Pointer.parse(rest)
        del _parent(payload, pointer)[_token(payload, pointer)]
        return Made(json.dumps(payload, indent=2), (rest,))
    if verb == "rename":
        old, _, new = rest.partition(" to ")
        pointer = Pointer.parse(old)
        parent = _parent(payload, pointer)
        parent[new] = parent.pop(pointer.key)
        return Made(json.dumps(payload, indent=2), (old, ""))
    if verb == "repeat":
        pointer = Pointer.parse(rest)
        parent = _parent(payload, pointer)
        parent["\N{SNOWMAN}"] = copy.deepcopy(parent[pointer.key])
        text = json.dumps(payload, indent=2, ensure_ascii=False)
        return Made(text.replace("\N{SNOWMAN}", str(pointer.key)), (rest,))
    change = json.loads(example.text)
    return Made(json.dumps(payload | change, indent=2), tuple(f"/{key}" for key in change))


def _parent(payload: Any, pointer: Pointer) -> Any:
    for token in pointer.parent.tokens:
        payload = payload[int(token)] if isinstance(payload, list) else payload[token]
    return payload


def _token(payload: Any, pointer: Pointer) -> Any:
    return int(pointer.key) if isinstance(_parent(payload, pointer), list) else pointer.key
