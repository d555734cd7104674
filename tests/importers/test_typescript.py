"""TypeScript declarations: what each type states, where names are looked up, and what is left open."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from batchschema.catalog import load
from batchschema.core import Null, Presence
from batchschema.importers import (
    Header,
    Imported,
    UnknownRoot,
    canonical,
    differences,
    import_document,
)
from tests.command import Command
from tests.importers.running import run_import
from tests.importers.shapes import ROOTS, Place, canonical_of
from tests.renderers.declarations import declarations, declared

REQUIRED, OPTIONAL = Presence.REQUIRED, Presence.OPTIONAL
YES, NO, UNSTATED = Null.ALLOWED, Null.FORBIDDEN, Null.UNSTATED
WORDS = ("'a' | 'b'", ("string",), NO, ("a", "b"), "closed")


def read(folder: Path, text: str, root: str | None = None, **others: str) -> Imported:
    for name, other in others.items():
        (folder / f"{name}.d.ts").write_text(other, encoding="utf-8")
    (folder / "batches.d.ts").write_text(text, encoding="utf-8")
    return import_document(str(folder / "batches.d.ts"), root=root)


def written(found: Imported) -> dict[str, Any]:
    return canonical(found.root, Header(found.title, found.source, found.notation, found.sha256))


def doubts(found: Imported) -> list[tuple[str, int | None]]:
    return [(doubt.rule, doubt.passage.line) for doubt in found.doubts]


@given(root=ROOTS)
def test_importing_a_rendered_shape_gives_it_back(root: Place) -> None:
    schema = declared({"type": "object", **canonical_of(root, "python")})
    with tempfile.TemporaryDirectory() as folder:
        found = import_document(str(declarations(schema, Path(folder))), root="Root")
    assert found.doubts == ()
    assert differences(schema, written(found)) == []


@pytest.mark.parametrize("id", sorted({load()[variant.label].id for variant in load().values()}))
def test_importing_a_rendered_variant_gives_it_back(id: str, tmp_path: Path) -> None:
    schema = declared(dict(load()[id].schema))
    found = import_document(str(declarations(schema, tmp_path)), root=load()[id].title)
    assert found.doubts == ()
    assert differences(schema, written(found)) == []


@pytest.mark.parametrize(
    ("type_", "types", "null"),
    [
        ("string", ("string",), NO),
        ("number", ("number",), NO),
        ("boolean | null", ("boolean",), YES),
        ("null | string | number", ("string", "number"), YES),
        ("unknown", None, YES),
        ("any", None, YES),
        ("object", ("object",), NO),
        ("{}", None, NO),
        ("Date", ("string",), NO),
        ("string[]", ("array",), NO),
        ("readonly string[]", ("array",), NO),
        ("ReadonlyArray<string> | null", ("array",), YES),
        ("(string | null)[]", ("array",), NO),
        ("Record<string, number>", ("object",), NO),
        ("{ [key: string]: number }", ("object",), NO),
        ("{ a: string }", ("object",), NO),
        ("Plain | null", ("object",), YES),
        ("Partial<Plain>", ("object",), NO),
        ("NonNullable<string | null>", ("string",), NO),
        ("Maybe<string>", ("string",), YES),
        ("Word", ("string",), NO),
        ("Plain['a']", ("string",), NO),
        ("true", ("boolean",), NO),
        ("-1 | 2.5", ("number",), NO),
        ("string & {}", ("string",), NO),
        ("Boxed<number>", ("object",), NO),
        ("Boxed", ("object",), NO),
    ],
)
def test_what_a_type_states(type_: str, types: tuple[str, ...] | None, null: Null, tmp_path: Path) -> None:
    declared = (
        "interface Plain { a: string }\ntype Maybe<T> = T | null\nexport enum Word { A = 'a' }\n"
        "interface Boxed<T = string> { inner: T }\n"
    )
    found = read(tmp_path, f"{declared}export interface Batch {{ field: {type_}; }}\n", "Batch")
    node = found.root.properties["field"]
    assert (node.types, node.null, node.presence, node.written) == (types, null, REQUIRED, type_)
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("type_", "values", "openness"),
    [
        ("'a' | 'b'", ("a", "b"), "closed"),
        ("'a' | 'b' | null", ("a", "b"), "closed"),
        ("'a' | (string & {})", ("a",), "open"),
        ("'a' | string", ("a",), "open"),
        ("Word", ("a", "b"), "closed"),
        ("Word | (string & {})", ("a", "b"), "open"),
        ("Named", ("x", "y"), "closed"),
        ("'it\\'s' | \"\\u0041\\n\"", ("it's", "A\n"), "closed"),
        ("1 | 2", (1, 2), "closed"),
    ],
)
def test_a_list_of_literals_is_closed_and_one_with_string_open(
    type_: str, values: tuple[Any, ...], openness: str, tmp_path: Path
) -> None:
    text = (
        "declare enum Word { A = 'a', B = 'b' }\n"
        "declare const Named: { readonly X: 'x'; readonly Y: 'y' };\n"
        "type Values<T> = T[keyof T];\ntype Named = Values<typeof Named>;\n"
    )
    found = read(tmp_path, f"{text}export interface Batch {{ field: {type_} }}", "Batch")
    node = found.root.properties["field"]
    assert (node.values, node.openness, found.doubts) == (values, openness, ())


@pytest.mark.parametrize(
    ("field", "presence", "null"),
    [
        ("f: string", REQUIRED, NO),
        ("f?: string", OPTIONAL, NO),
        ("f: string | undefined", OPTIONAL, NO),
        ("f?: string | null | undefined", OPTIONAL, YES),
        ("f: Gone | null", OPTIONAL, YES),
        ("readonly f: string", REQUIRED, NO),
        ("'f'?: string", OPTIONAL, NO),
        ("f", REQUIRED, YES),
        ("f: (string | undefined)[]", REQUIRED, NO),
    ],
)
def test_what_may_be_undefined_may_be_absent(
    field: str, presence: Presence, null: Null, tmp_path: Path
) -> None:
    found = read(tmp_path, f"type Gone = string | undefined;\nexport interface Batch {{ {field} }}", "Batch")
    node = found.root.properties["f"]
    assert (node.presence, node.null) == (presence, null)


def test_fields_of_what_is_extended_come_first_and_may_be_narrowed(tmp_path: Path) -> None:
    text = """
        interface Base { id: string; state: string; meta: unknown }
        interface More<T> { more: T }
        export interface Batch extends Omit<Base, 'meta'>, More<number> { state: 'a' }
        export interface Batch { late?: boolean }
    """
    found = read(tmp_path, text, "Batch")
    assert list(found.root.properties) == ["id", "state", "more", "late"]
    assert found.root.properties["state"].values == ("a",)
    assert found.root.properties["more"].types == ("number",)


def test_utility_types_make_objects_of_others(tmp_path: Path) -> None:
    text = """
        interface P { a?: string | undefined; b: number }
        export interface Batch {
            all: Required<P>; some: Partial<P>; one: Pick<P, 'b'>; both: P & { c: string };
            keyed: Record<'x' | 'y', boolean>; same: Readonly<P>;
        }
    """
    parts = read(tmp_path, text, "Batch").root.properties
    assert {name: part.presence for name, part in parts["all"].properties.items()} == {
        "a": REQUIRED,
        "b": REQUIRED,
    }
    assert parts["some"].properties["b"].presence is OPTIONAL
    assert list(parts["one"].properties) == ["b"]
    assert list(parts["both"].properties) == ["a", "b", "c"]
    assert [part.presence for part in parts["keyed"].properties.values()] == [REQUIRED, REQUIRED]
    assert parts["same"].properties["a"].presence is OPTIONAL


def test_names_are_looked_up_from_the_inside_out(tmp_path: Path) -> None:
    text = """
        export interface Errors { outer: string }
        export interface Batch { errors: Batch.Errors; list: Batch.Deep.Item[] }
        export declare namespace Batch {
            interface Errors { inner: Item }
            interface Item { top: number }
            namespace Deep { interface Item { errors: Errors } }
        }
    """
    root = read(tmp_path, text, "Batch").root
    assert root.properties["errors"].properties["inner"].properties["top"].types == ("number",)
    assert root.properties["list"].items is not None
    assert list(root.properties["list"].items.properties["errors"].properties) == ["inner"]


def test_names_are_followed_through_other_modules(tmp_path: Path) -> None:
    text = """
        import * as Self from "./batches.js";
        import * as Shared from './shared';
        import { Usage as Used, type Counts } from "./index.js";
        import Default from "./other.js";
        import * as Package from "the-sdk/package";
        export interface Batch {
            self: Self.Plain; metadata: Shared.Metadata | null; usage: Used; counts: Counts; other: Default;
            packed: Package.Packed;
        }
        export interface Plain { a: string }
    """
    (tmp_path / "package.json").write_text('{"name": "the-sdk"}', encoding="utf-8")
    found = read(
        tmp_path,
        text,
        "Batch",
        shared="export type Metadata = { [key: string]: string };",
        index="export * from './all.mjs';\nexport { Tally as Counts } from './other';",
        all="export interface Usage { tokens: number }",
        other="export interface Tally { total: number }\nexport default interface Only { x: 'x' }",
        package="export interface Packed { y: 'y' }",
    )
    assert found.doubts == ()
    parts = found.root.properties
    assert [list(parts[name].properties) for name in ("self", "usage", "counts", "other", "packed")] == [
        ["a"],
        ["tokens"],
        ["total"],
        ["x"],
        ["y"],
    ]
    assert (parts["metadata"].types, parts["metadata"].null) == (("object",), YES)


def test_a_module_that_only_hands_on_can_be_asked(tmp_path: Path) -> None:
    other = "export interface Batch { id: string }"
    found = read(tmp_path, "export { type Batch } from './other.js';", "Batch", other=other)
    assert (found.title, list(found.root.properties)) == ("Batch", ["id"])
    with pytest.raises(UnknownRoot, match="did you mean `Batch`"):
        import_document(str(tmp_path / "batches.d.ts"), root="Bacth")


def test_documentation_comments_state_limits_units_and_deprecation(tmp_path: Path) -> None:
    text = """
        export interface Batch {
            /**
             * The Unix timestamp (in seconds) for when it was created.
             */
            created_at: number;
            /** @deprecated use `created_at` */
            created?: number;
            /**
             * Set of 16 key-value pairs. Keys are strings with a maximum length of 64
             * characters. Values are strings with a maximum length of 512 characters.
             */
            metadata?: Record<string, string> | null;
            // no documentation
            plain: number;
        }
    """
    parts = written(read(tmp_path, text))["properties"]
    assert (parts["created_at"]["x-unit"], parts["created_at"]["x-unit-basis"]) == (
        "epoch-seconds",
        "documented",
    )
    assert [name for name, part in parts.items() if part.get("deprecated")] == ["created"]
    assert (parts["metadata"]["maxProperties"], parts["metadata"]["propertyNames"]) == (16, {"maxLength": 64})
    assert parts["metadata"]["additionalProperties"]["maxLength"] == 512


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ("f: Nowhere", "unresolvable-reference"),
        ("f: Missing.Thing", "unresolvable-reference"),
        ("f: Elsewhere", "unresolvable-reference"),
        ("f: Batch", "unresolvable-reference"),
        ("f: () => void", "unparsed-type-notation"),
        ("f: keyof Batch", "unparsed-type-notation"),
        ("f: { [K in 'a']: string }", "unparsed-type-notation"),
        ("f: Batch extends string ? 1 : 2", "unparsed-type-notation"),
        ("f: Kind", "unparsed-type-notation"),
        ("f: symbol", "unparsed-type-notation"),
        ("f: `a-${string}`", "keyword-outside-vocabulary"),
        ("f: [string, number?]", "keyword-outside-vocabulary"),
        ("f: never", "unsatisfiable-field"),
    ],
)
def test_what_is_no_plain_data_is_left_open_and_said(field: str, rule: str, tmp_path: Path) -> None:
    text = (
        "import * as Missing from './nowhere.js';\nimport { Elsewhere } from 'another-package';\n"
        f"declare enum Kind {{ A, B }}\nexport interface Batch {{ id: string;\n{field} }}"
    )
    found = read(tmp_path, text, "Batch")
    assert rule in {doubt.rule for doubt in found.doubts}
    assert found.root.properties["id"].types == ("string",)
    assert found.root.properties["f"].presence is REQUIRED


def test_methods_and_symbols_are_no_fields(tmp_path: Path) -> None:
    text = "export interface Batch { id: string; to(): string; (x: number): void; [Symbol.iterator]: number }"
    found = read(tmp_path, text)
    assert (list(found.root.properties), found.doubts) == (["id"], ())


def test_without_a_root_there_must_be_one_object(tmp_path: Path) -> None:
    two = "export interface A { a: string }\nexport interface B { b: string }"
    with pytest.raises(UnknownRoot, match="--root: A, B"):
        read(tmp_path, two)
    assert (
        read(tmp_path, f"{two}\nexport declare namespace B {{ interface C {{ c: 'c' }} }}", "B.C").title
        == "B.C"
    )


def test_the_batch_job_among_several_interfaces_is_checked_and_compared(
    tmp_path: Path, call: Command
) -> None:
    id = "openai/node-sdk@6.0.0"
    path = declarations(declared(dict(load()[id].schema)), tmp_path)
    more = "export interface BatchCreateParams { completion_window: '24h'; input_file_id: string }\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    told = call("check", "--document", path)
    assert (told.code, told.stderr) == (0, "")
    assert "Checked 1 document" in told.stdout
    compared = run_import(path, "--check", id)
    assert (compared.code, compared.stdout) == (0, f"{path} says what {id} says.\n")
    path.write_text(path.read_text(encoding="utf-8").replace("model?: string;", "model: string | null;"))
    compared = run_import(path, "--check", id)
    assert compared.code == 1
    assert [line.split()[:2] for line in compared.stdout.splitlines()[1:-1]] == [
        ["/model", "presence"],
        ["/model", "null"],
    ]


def test_integers_are_taken_from_a_sibling_that_tells_them(tmp_path: Path) -> None:
    id = "openai/node-sdk@6.0.0"
    path = declarations(declared(dict(load()[id].schema)), tmp_path)
    told = run_import(path, "--root", "Batch", "--siblings", "openai/python-sdk@2.0.0")
    assert told.code == 0
    assert "/created_at: types taken from" in told.stderr
    assert "/created_at: type is" not in told.stderr


CLASSES = """
declare class Named<T> { name: T; }
declare class Job extends Named<string | null> implements Polled {
    /** Where it stands. */
    state?: 'open' | 'done';
    public readonly total: number;
    private secret: string;
    protected hidden: string;
    #own;
    static made: number;
    get label(): string;
    constructor(name: string);
    wait(): Promise<void>;
}
export interface Batch { job: Job; client: Client; }
declare class Client { run(): void; }
"""


def test_the_fields_of_a_class_are_data_and_its_workings_are_not(tmp_path: Path) -> None:
    found = read(tmp_path, CLASSES)
    job = found.root.properties["job"]
    assert {name: (node.types, node.presence, node.null) for name, node in job.properties.items()} == {
        "name": (("string",), REQUIRED, YES),
        "state": (("string",), OPTIONAL, NO),
        "total": (("number",), REQUIRED, NO),
    }
    assert [(doubt.rule, doubt.passage.line) for doubt in found.doubts] == [("unparsed-type-notation", 16)]
    assert found.root.properties["client"].types is None
