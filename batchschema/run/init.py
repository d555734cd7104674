"""What payloads a folder holds, and the configuration that follows from it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePath

from batchschema.core.glob import escaped
from batchschema.core.wording import plural
from batchschema.readers import File, Limits
from batchschema.run.check import AUTO, Checker, CheckOptions
from batchschema.run.payloads import iter_payloads, iter_sources
from batchschema.run.tally import Tally

MOST_FILES = 5
"""Up to so many files of a mixed folder are named one by one."""


@dataclass(slots=True)
class Survey:
    """The payloads of some files, and whose they are."""

    variants: dict[str, Counter[str]] = field(default_factory=dict)
    """By file with `/`, how many payloads are nearest to each variant."""
    vendors: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0
    others: int = 0
    """Files that hold no batch job."""


def survey_of(files: Sequence[File]) -> Survey:
    """Read files and tell whose payloads they hold."""
    checker = Checker(CheckOptions())
    unread = Tally()
    found = Survey()
    for source in iter_sources(files, None, Limits(checker.options.max_payload)):
        here: Counter[str] = Counter()
        for part in source.parts:
            for instance in iter_payloads(checker, source, part, unread):
                choice = checker.identify(instance.value, instance.exchange)
                if choice is not None and choice.near:
                    here[choice.variant.id] += 1
                    found.vendors[choice.variant.vendor or choice.variant.id] += 1
        if here:
            found.variants[PurePath(source.name).as_posix()] = here
        elif source.name not in unread.broken:
            found.others += 1
    found.unreadable = len(unread.broken)
    return found


@dataclass(frozen=True, slots=True)
class Mapped:
    """A line of `variants`: a glob, what it stands for, and what was found there."""

    glob: str
    variant: str
    payloads: int
    files: int
    vendors: tuple[str, ...] = ()
    """Those met, where they differ and the variant is to be told from each payload."""


def mapped(variants: Mapping[str, Counter[str]]) -> list[Mapped]:
    """The fewest globs under which all files are of one vendor; several of its variants are left to `auto`.

    Files at the top are named themselves: a glob for them would stand for everything.
    """
    return list(_mapped("", sorted(variants.items())))


def _mapped(folder: str, files: Sequence[tuple[str, Counter[str]]]) -> Iterator[Mapped]:
    here = _variant_of(counts for _, counts in files)
    if folder and here is not None:
        yield _line(f"{escaped(folder)}**", here, files)
        return
    inner = {True: [], False: []}  # type: dict[bool, list[tuple[str, Counter[str]]]]
    for path, counts in files:
        inner["/" in path[len(folder) :]].append((path, counts))
    for name, group in groupby(inner[True], key=lambda item: item[0][len(folder) :].partition("/")[0]):
        yield from _mapped(f"{folder}{name}/", list(group))
    own = inner[False]
    if folder and len(own) > MOST_FILES:
        yield _line(f"{escaped(folder)}*", _variant_of(counts for _, counts in own) or AUTO, own)
        return
    for path, counts in own:
        yield _line(escaped(path), _variant_of([counts]) or AUTO, [(path, counts)])


def _line(glob: str, variant: str, files: Sequence[tuple[str, Counter[str]]]) -> Mapped:
    counts = sum((counts for _, counts in files), Counter())
    vendors = sorted({id.partition("/")[0] for id in counts}) if variant == AUTO else ()
    return Mapped(glob, variant, counts.total(), len(files), tuple(vendors))


def _variant_of(counts: Iterable[Counter[str]]) -> str | None:
    """The one variant of all payloads; `auto` for several of one vendor, None for several vendors."""
    ids = {id for each in counts for id in each}
    if len(ids) == 1:
        return ids.pop()
    return AUTO if len({id.partition("/")[0] for id in ids}) == 1 else None


def configuration_text(survey: Survey, *, table: str) -> str:
    """A commented configuration; `table` is the prefix of its tables, with the dot, or empty.

    The keys are named in the order of the documentation, those with a default as comments.
    """
    head = f"[{table.rstrip('.')}]\n" if table else ""
    lines = mapped(survey.variants)
    found = [
        f"#   {vendor}: {plural(count, 'payload')}\n" for vendor, count in sorted(survey.vendors.items())
    ]
    out = [
        f"{head}# `batchschema config` shows what holds and why; `batchschema explain` lists the rules.\n",
        '# profile = "strict"  # takes a document\'s silence for a no; default: "documented"\n',
        '# fail-on = "warning"  # default: "error"\n',
        '# ignore = ["undocumented-field"]\n',
        '# exclude = ["build"]\n',
        '# baseline = "batchschema-baseline.jsonl"  # made by `batchschema baseline update`\n',
        "\n",
        "# Which document describes which files: an id of `batchschema variants`, without @version for the\n",
        f"# newest of its kind; auto for the nearest to each payload.{' Found:' if found else ''}\n",
        *found,
        f"[{table}variants]\n",
    ]
    out += [_entry(line) for line in lines]
    out += [
        "\n# Deviations that are known, and why; `until` is optional.\n",
        f"# [[{table}suppress]]\n",
        '# rule = "null-where-forbidden"\n',
        '# paths = ["recorded/**"]\n',
        '# pointer = "/errors"\n',
        '# reason = "the service sends null since May; reported to the vendor"\n',
        "# until = 2027-12-31\n",
    ]
    return "".join(out)


def _entry(line: Mapped) -> str:
    what = f"{plural(line.payloads, 'payload')} in {plural(line.files, 'file')}"
    of = f" of {', '.join(line.vendors)}" if line.vendors else ""
    return f"{_quoted(line.glob)} = {_quoted(line.variant)}  # {what}{of}\n"


def _quoted(text: str) -> str:
    """A glob or an id as a TOML basic string, which has JSON's escapes."""
    text = text.encode("utf-8", "replace").decode()  # `?`, where a name has bytes that are no text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
