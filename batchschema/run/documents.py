"""Judge documents as such: files and folders to the document rules, for `check --document`."""

from __future__ import annotations

import mmap
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from batchschema.config import Policy
from batchschema.core import (
    BatchschemaError,
    Finding,
    Fold,
    Pointer,
    Severity,
    Unreadable,
    UnusableSchema,
    fingerprint_of,
)
from batchschema.core.instance import Location
from batchschema.importers import UnknownRoot, UnreadableDocument, UnreadFile, component_fields
from batchschema.importers.document import names_a_model
from batchschema.importers.read import pointed
from batchschema.readers import File, expand
from batchschema.readers.paths import SKIPPED_FOLDERS
from batchschema.rules import rule_named
from batchschema.run.imports import Outcome, Request, by_place, imported_document, vendor_of
from batchschema.run.parts import size_of
from batchschema.run.tally import Tally
from batchschema.run.work import Render, Rendering, Result

SCHEMAS = (".json", ".yaml", ".yml")
PAGES = (".md", ".markdown")


class NoBatchJob(BatchschemaError):
    """A named document describes many objects, and none of them has a batch job's fields."""

    def __init__(self, source: str, known: Sequence[str]) -> None:
        self.source, self.known = source, tuple(known)
        some = ", ".join(self.known[:8]) + (", …" if len(self.known) > 8 else "")
        super().__init__(
            f"{source}: none of its {len(self.known)} components has the fields of a batch job; "
            f"name one with --root: {some}"
        )


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """How to read documents, and what to say of them."""

    policy: Policy = field(default_factory=Policy)
    notation: str | None = None
    root: str | None = None
    """The component to judge; None is the only one, or else each that is a batch job."""
    variant: str | None = None
    """The id that the document would get."""
    folds: bool = True
    """Whether notes are wanted as one line too, where findings are listed."""
    groups: bool = False
    """Whether what recurs is kept as groups too, where findings are listed."""


def expand_documents(
    paths: Iterable[str], *, excluded: Callable[[str], bool]
) -> tuple[list[File], list[Unreadable]]:
    """Files, `FILE#/pointer`, `module:Class`, folders and globs as documents; and what is not there."""
    named: list[File] = []
    others: list[str] = []
    for path in paths:
        file, _ = pointed(path, None)
        if names_a_model(path) or (file != path and os.path.isfile(file)):
            named.append(File(path, named=True))
        else:
            others.append(path)
    found, missing = expand(others, excluded=excluded)
    files = [file for file in found if file.named or file.path.lower().endswith(SCHEMAS)]
    pages = [page for path in others if os.path.isdir(path) for page in _pages(path) if not excluded(page)]
    known = {os.path.normpath(file.path) for file in files}
    files += [File(page, named=False) for page in dict.fromkeys(pages) if page not in known]
    return sorted([*named, *files]), missing


def _pages(folder: str) -> Iterator[str]:
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - SKIPPED_FOLDERS)
        yield from (os.path.normpath(os.path.join(above, name)) for name in names if name.endswith(PAGES))


def judged_documents(
    files: Sequence[File],
    missing: Sequence[Unreadable],
    options: DocumentOptions,
    render: Render | None,
) -> Iterator[Result]:
    """Judge each document, in order.

    A document that cannot be read is a finding. Raises `UnknownRoot` and `UnusableSchema` for one that the
    user named and that describes no object; one that was met in a folder is then counted as skipped.
    """
    for each in missing:
        yield _result(
            each.source, [_unreadable(each.source, each.text)], Tally(unreadable=1), options, render
        )
    for file in files:
        try:
            outcomes = outcomes_of(file, options)
        except UnreadableDocument as error:
            if file.named or _may_be_a_job(file.path, error):
                findings = [_unreadable(file.path, error.reason, error.line, error.column)]
                yield _result(file.path, findings, Tally(unreadable=1), options, render)
            else:
                yield _result(file.path, [], Tally(skipped=1), options, render)
            continue
        findings = sorted((finding for outcome in outcomes for finding in outcome.findings), key=by_place)
        tally = Tally(payloads=len(outcomes), skipped=int(not outcomes))
        yield _result(file.path, findings, tally, options, render)


def outcomes_of(file: File, options: DocumentOptions) -> list[Outcome]:
    """The objects that one document describes, judged; of a document met in a folder, batch jobs only."""
    request = Request(file.path, options.notation, options.root, options.variant, tells_vendor=True)
    try:
        found = [imported_document(request, options.policy)]
    except UnknownRoot as error:
        if error.name is not None:
            raise
        fields = component_fields(pointed(file.path, None)[0])
        roots = [name for name, names in fields.items() if vendor_of(names) is not None]
        if not roots and file.named:
            raise NoBatchJob(file.path, error.known) from error
        found = [imported_document(replace(request, root=root), options.policy) for root in roots]
    except UnusableSchema:
        if file.named:
            raise
        return []
    return [outcome for outcome in found if file.named or outcome.vendor is not None]


def _may_be_a_job(path: str, error: UnreadableDocument) -> bool:
    """Whether a schema in a folder that is broken or was not looked at may have been a batch job's."""
    if not path.lower().endswith(SCHEMAS):
        return False  # any page may have the word
    if error.line is None and not isinstance(error, UnreadFile):
        return False
    try:
        with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return re.search(rb"(?i)batch", content) is not None
    except OSError:
        return True


def _result(
    source: str, findings: Sequence[Finding], tally: Tally, options: DocumentOptions, render: Render | None
) -> Result:
    """Count and render what one document gave."""
    tally.inputs = 1
    folded = _folded(source, findings) if options.folds or render is None else None
    if render is None or options.groups:
        tally.keep(findings, lambda finding: finding)
        if folded is not None:
            tally.fold(folded.variant, folded.text, lambda: folded.location)
    else:
        tally.count(findings)
    if render is None:
        return Result(tally, (), size_of(source))
    rendering = Rendering(render)
    for finding in findings:
        rendering.emit(finding)
    if folded is not None:
        rendering.emit(folded)
    rendering.end(source, tally, 0)
    return Result(tally, rendering.texts, size_of(source))


def _folded(source: str, findings: Sequence[Finding]) -> Fold | None:
    """The notes on one document in one line, the most frequent rule first."""
    rules = Counter(finding.rule for finding in findings if finding.severity is Severity.NOTE)
    if not rules:
        return None
    text = ", ".join(
        f"{count} {rule}" for rule, count in sorted(rules.items(), key=lambda one: (-one[1], one[0]))
    )
    beside = "beside that, " if len(findings) > rules.total() else ""
    return Fold(f"{beside}{text}", "document", Location(source))


def _unreadable(source: str, text: str, line: int | None = None, column: int | None = None) -> Finding:
    rule = rule_named("unreadable-input")
    return Finding(
        rule=rule.name,
        severity=Severity.ERROR,
        variant=None,
        pointer=Pointer(),
        text=f"input {text}",
        fingerprint=fingerprint_of(rule.name, None, source),
        location=Location(source, line, column),
    )
