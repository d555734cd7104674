"""Declarations of TypeScript that are damaged, endless or none: said with their place, never a traceback."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import UnusableSchema
from batchschema.importers import UnknownRoot, UnreadableDocument
from tests.importers.running import run_import
from tests.importers.test_typescript import doubts, read, written


def test_a_mistake_in_the_text_is_said_with_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, "export interface Batch {\n  id: string;\n  = ;\n  state: string;\n}\n")
    assert ("unparsed-type-notation", 3) in doubts(found)
    assert {"id", "state"} <= set(found.root.properties)


def test_a_text_that_breaks_off_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, "export interface Batch {\n  id: string;\n  state: string")
    assert [doubt.text for doubt in found.doubts] == ["`}` is missing here"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("export const a = 1;\n", "declares no object"),
        ("}}}}", "no TypeScript"),
        ("a\0b", "zero bytes"),
        ("", "is empty"),
    ],
)
def test_what_declares_nothing_is_unreadable(text: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read(tmp_path, text)


def test_a_list_of_words_is_no_object(tmp_path: Path) -> None:
    with pytest.raises(UnusableSchema, match="no object"):
        read(tmp_path, "export type Status = 'a' | 'b';\nexport interface A { b: string }", "Status")


def test_declarations_that_unfold_without_measure_are_refused(tmp_path: Path) -> None:
    levels = "".join(f"interface M{at} {{ a: M{at + 1}; b: M{at + 1} }}\n" for at in range(20))
    with pytest.raises(UnusableSchema, match="unfolds"):
        read(tmp_path, f"{levels}interface M20 {{ a: string }}", "M0")


def test_types_nested_beyond_any_sense_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="nested too deeply"):
        read(tmp_path, f"export interface Batch {{ a: {'(' * 5000}string{')' * 5000} }}")


def test_the_parser_is_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "batches.d.ts").write_text("export interface Batch { id: string }", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    told = run_import(tmp_path / "batches.d.ts")
    assert told.code == 3
    assert "batchschema[typescript]" in told.stderr


HOSTILE = ["", "{", "}", "interface", "|", "<", ">", "'", "`", "/*", "\n", "extends", ": Batch", "?", "["]
WHOLE = """import * as Shared from "./batches.js";
export interface Batch<T = string> extends Base { id: T; list?: Array<Batch.Inner> | null }
export declare namespace Batch { interface Inner { a: 'x' | (string & {}); m: Shared.Base } }
export interface Base { b: Record<string, number>; [key: string]: unknown }
"""


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 9), st.sampled_from(HOSTILE)), max_size=6)
)
def test_no_damage_to_declarations_ends_in_a_traceback(damages: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for at, length, instead in damages:
        text = text[:at] + instead + text[at + length :]
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.suppress(UnreadableDocument, UnusableSchema, UnknownRoot),
    ):
        written(read(Path(folder), text, "Batch"))
