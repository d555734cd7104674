"""The sentences under the fields of a Python class, which are in its source and nowhere else."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from collections.abc import Mapping


def docs_of(cls: type) -> Mapping[str, str]:
    """By field the string that stands below it, in the class or in those it inherits from."""
    found: dict[str, str] = {}
    for part in reversed(cls.__mro__):
        found |= _docs_in(part.__module__).get(part.__qualname__, {})
    return found


@functools.cache
def _docs_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """By class and field; empty where a module has no source, as one made at run time."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (KeyError, OSError, TypeError, SyntaxError):
        return {}
    found: dict[str, Mapping[str, str]] = {}
    _collect(tree, "", found)
    return found


def _collect(node: ast.Module | ast.ClassDef, above: str, found: dict[str, Mapping[str, str]]) -> None:
    docs = {}
    for field, below in zip(node.body, node.body[1:], strict=False):
        text = below.value if isinstance(below, ast.Expr) else None
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            docs[field.target.id] = inspect.cleandoc(text.value)
    if above:
        found[above] = docs
    for part in node.body:
        if isinstance(part, ast.ClassDef):
            _collect(part, f"{above}.{part.name}" if above else part.name, found)
