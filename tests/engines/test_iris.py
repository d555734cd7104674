"""jsonschema is imported without grammars that take a second to build, and knows an IRI all the same."""

from __future__ import annotations

import subprocess
import sys

from tests.command import plain_environment

PROGRAM = """
import sys
from batchschema.engines import compiled
made = compiled({"format": "iri-reference"}, engine="reference")
assert made.is_valid(5)
print("lark" in sys.modules, made.is_valid("/straße"), made.is_valid("a b"), "lark" in sys.modules)
import rfc3987_syntax
print(rfc3987_syntax.__file__ is not None)
"""


def test_grammars_are_built_when_an_iri_comes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=plain_environment({}),
    )
    assert (done.stdout.split(), done.stderr) == (["False", "True", "False", "True", "True"], "")
