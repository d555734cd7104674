"""The rooms of the package import only what they may, and only what they need, when they need it."""

from __future__ import annotations

import ast
import functools
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.command import ROOT, plain_environment

PACKAGE = ROOT / "batchschema"
NOUNS = {"core"}
MIDDLE = {
    "baseline", "catalog", "config", "diff", "engines", "generate", "importers", "observe", "probe",
    "readers", "reports", "rules", "shape",
}  # fmt: skip

MAY_IMPORT: Mapping[str, set[str]] = {
    "core": set(),
    "yaml_tree": NOUNS,
    "catalog": NOUNS | {"yaml_tree"},
    "shape": NOUNS,
    "readers": NOUNS,
    "importers": NOUNS | {"yaml_tree"},
    "engines": NOUNS,
    "diff": NOUNS | {"shape", "engines"},
    "generate": NOUNS | {"shape"},
    "observe": NOUNS,
    "probe": NOUNS,
    "rules": NOUNS,
    "reports": NOUNS,
    "config": NOUNS,
    "baseline": NOUNS,
    "run": NOUNS | MIDDLE,
    "api": NOUNS | MIDDLE | {"run"},
    "cli": NOUNS | MIDDLE | {"run", "hooks", "batchschema"},
    "pytest_plugin": NOUNS | MIDDLE | {"run", "api"},
    "batchschema": NOUNS | {"api", "catalog", "run"},
    "hooks": set(),
    "__main__": {"cli"},
}
"""By room, the rooms it may import from; `batchschema` is the package's own `__init__`."""

THIRD_PARTY: Mapping[str, set[str]] = {
    "orjson": {"readers", "catalog", "reports"},
    "yaml": {"readers", "yaml_tree", "hooks"},
    "referencing": {"catalog", "engines"},
    "jsonschema": {"engines"},
    "rfc3987_syntax": {"engines"},
    "jsonschema_rs": {"engines", "diff"},
    "hypothesis": {"generate"},
    "markdown_it": {"importers"},
    "tree_sitter": {"importers"},
    "tree_sitter_typescript": {"importers"},
    "pydantic": {"importers"},
    "jsonpath": {"readers"},
    "click": {"cli"},
    "pytest": {"pytest_plugin"},
}
"""By distribution, the only rooms that may import it."""

OPTIONAL = {
    "markdown_it", "pydantic", "tree_sitter", "tree_sitter_typescript", "jsonpath",
}  # fmt: skip
"""Extras: imported inside the functions that need them."""

HEAVY = {"jsonschema", "hypothesis", "yaml", "referencing", "zipfile", "hashlib", "multiprocessing"}
"""What a run on a clean JSON payload has no use for."""


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, by its full name."""

    module: str
    line: int
    at_top: bool
    """True when it runs as the importing module does: not in a function, not for type checkers only."""


@functools.cache
def modules() -> Mapping[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def room_of(module: str) -> str:
    _, _, rest = module.partition(".")
    return rest.partition(".")[0] or module


@functools.cache
def imports_of(module: str) -> tuple[Import, ...]:
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    return tuple(_imports(tree, True, frozenset(modules())))


def _imports(node: ast.AST, at_top: bool, known: frozenset[str]) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, at_top) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            for alias in child.names:
                inner = f"{child.module}.{alias.name}"
                yield Import(inner if inner in known else str(child.module), child.lineno, at_top)
        else:
            yield from _imports(child, at_top and not _is_put_off(child), known)


def _is_put_off(node: ast.AST) -> bool:
    """Whether what is in it does not run when the module is imported."""
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.dump(node.test)
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))


ROOMS = sorted({room_of(module) for module in modules()})


def test_the_tables_are_of_the_rooms_and_libraries_that_there_are() -> None:
    used = {each.module.partition(".")[0] for module in modules() for each in imports_of(module)}
    assert set(ROOMS) == set(MAY_IMPORT)
    assert set(THIRD_PARTY) <= used
    assert set(THIRD_PARTY) >= OPTIONAL


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_from_no_other_than_the_table_allows(room: str) -> None:
    allowed = MAY_IMPORT[room] | {room}
    wrong = [
        f"{module}:{each.line} imports {each.module}"
        for module in modules()
        if room_of(module) == room
        for each in imports_of(module)
        if each.module.partition(".")[0] == "batchschema" and room_of(each.module) not in allowed
    ]
    assert not wrong


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_libraries_that_are_its_own(room: str) -> None:
    wrong = [
        f"{module}:{each.line} imports {name}"
        for module in modules()
        if room_of(module) == room
        for each in imports_of(module)
        if (name := each.module.partition(".")[0]) not in sys.stdlib_module_names
        and name != "batchschema"
        and room not in THIRD_PARTY.get(name, ())
    ]
    assert not wrong


def test_optional_libraries_are_imported_where_they_are_used() -> None:
    wrong = [
        f"{module}:{each.line} imports {each.module}"
        for module in modules()
        for each in imports_of(module)
        if each.at_top and each.module.partition(".")[0] in OPTIONAL
    ]
    assert not wrong


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    known = modules()
    graph = {
        module: {each.module for each in imports_of(module) if each.at_top and each.module in known}
        for module in known
    }
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from error
    assert set(order) == set(known)


def test_the_table_itself_has_no_circle() -> None:
    order = list(TopologicalSorter(MAY_IMPORT).static_order())
    assert order.index("core") < order.index("run") < order.index("cli")


def loaded_by(*arguments: str, folder: Path) -> set[str]:
    """The modules that a run loads, as the interpreter itself tells."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=plain_environment(),
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


def test_checking_a_clean_payload_loads_nothing_heavy(tmp_path: Path) -> None:
    payload = ROOT / "tests" / "conforming" / "mistral__python-sdk@1.2.0.json"
    loaded = loaded_by("-m", "batchschema", "check", str(payload), folder=tmp_path)
    assert "batchschema.run.check" in loaded, "the list of modules is read as it should be"
    assert not loaded & HEAVY
    assert not {name for name in loaded if name.startswith("batchschema.rules.payload.")}, "no rule is asked"


def test_importing_the_package_loads_nothing_but_itself(tmp_path: Path) -> None:
    bare = loaded_by("-c", "pass", folder=tmp_path)
    loaded = loaded_by("-c", "import batchschema", folder=tmp_path) - bare
    assert "batchschema" in loaded
    ours_and_others = {name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names}
    assert ours_and_others == {"batchschema"}
    assert not loaded & HEAVY


def test_the_version_is_told_without_the_rest_of_the_package(tmp_path: Path) -> None:
    loaded = loaded_by("-m", "batchschema", "--version", folder=tmp_path)
    assert "batchschema.cli" in loaded
    assert not {
        name for name in loaded if room_of(name) in MIDDLE | {"core", "run"} and "batchschema" in name
    }


def test_the_public_names_are_few_and_all_there() -> None:
    import batchschema

    assert len(batchschema.__all__) <= 15
    assert set(batchschema.__all__) <= set(dir(batchschema))
    for name in batchschema.__all__:
        assert getattr(batchschema, name) is not None
    with pytest.raises(AttributeError):
        _ = batchschema.not_there
