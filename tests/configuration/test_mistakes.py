"""What is wrong with a configuration is said with file, line and what was perhaps meant; exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Command
from tests.configuration.room import payload, put

MISTAKES = [
    ("x = 1\n", 1, "the configuration has no key `x`."),
    ("x = 1\n[tool.batchschema]\n", 2, "the keys stand at the top, in no table [tool.batchschema]"),
    ("ignore = []\nbaseline = 'no.jsonl'\n", 2, "`baseline`: no.jsonl does not exist; `batchschema base"),
    ("# ignored\n\nignored = []\n", 3, "has no key `ignored`; did you mean `ignore`?"),
    ('profile = "stric"\n', 1, "`profile` is not one of documented, strict; did you mean `strict`?"),
    ("profile = 5\n", 1, "`profile` is not one of documented, strict."),
    ("ignore = 5\n", 1, "`ignore` is not a list of strings"),
    ("ignore = [\n  'payload',\n  5,\n]\n", 3, "`ignore` is not a list of strings"),
    ("ignore = [\n  'payload',\n  # 'no-such-rule'\n  'no-such-rule',\n]\n", 4, "no rule or family `no"),
    ("select = ['null-where-forbiden']\n", 1, "did you mean `null-where-forbidden`?"),
    ("extend-select = ['']\n", 1, "`extend-select` is empty"),
    ('fail-on = "errors"\n', 1, "did you mean `error`?"),
    ("baseline = ['x']\n", 1, "`baseline` is not a string"),
    ('exclude = "x"\n', 1, "`exclude` is not a list of strings"),
    ("variants = 'auto'\n", 1, "`variants` is not a table of globs to variant ids"),
    ("[variants]\n'a' = 'auto'\n'b' = 5\n", 3, "`variants` is not a table of globs to variant ids"),
    ("[variants]\n'a' = 'auto'\n'' = 'auto'\n", 3, "a table of globs to variant ids, and one key"),
    ("[per-path-ignores]\n' ' = ['payload']\n", 2, "globs to lists of rules, and one key is empty"),
    ("[variants]\n'a' = 'voyage'\n", 2, "no variant `voyage`; of voyage there is `voyage/openapi`;"),
    ("variants.x = 'auto'\nvariants.y = 'mistral/python-sdkk'\n", 2, "no variant `mistral/python-sdkk`;"),
    ("[variants]\n'a' = 'own.json'\n", 2, "`own.json` is a file, and `variants` names documents of the"),
    ("[severity]\nwrong-type = 'fatal'\n", 2, "`severity.wrong-type` is not one of error, warning"),
    ("[severity]\n\npayload = 'off'\n", 3, "`payload` is a family; severities are set rule by rule"),
    ("[severity]\nwrong-tipe = 'off'\n", 2, "did you mean `wrong-type`?"),
    ("[severity]\nmalformed-json = 'note'\n", 2, "malformed-json is always an error"),
    ("per-path-ignores = {'a' = ['payload'], 'b' = ['paylod']}\n", 1, "did you mean `payload`?"),
    ("[per-path-ignores]\n'a' = 'payload'\n", 2, "`per-path-ignores.a` is not a list of strings"),
    ("suppress = 1\n", 1, "`suppress` is not an array of tables: write [[suppress]]"),
    ("[suppress]\nrule = 'payload'\n", 1, "`suppress` is not an array of tables"),
    ("suppress = [1]\n", 1, "`suppress` is not a table"),
    ("[[suppress]]\nrule = 'payload'\n", 1, "`suppress` has no `reason`: say why the deviation is accepted"),
    ("[[suppress]]\nreason = 'x'\n", 1, "`suppress` has no `rule`: name a rule or a family"),
    ("[[suppress]]\nrule = 'payload'\nreason = ' '\n", 3, "`suppress.reason` is empty"),
    (
        "[[suppress]]\nrule = 'payload'\nreason = 'x'\n[[suppress]]\nreason = 'y'\nrule = 'payloads'\n",
        6,
        "did you mean `payload`?",
    ),
    ("[[suppress]]\nrule = 'malformed-json'\nreason = 'x'\n", 2, "malformed-json cannot be hidden"),
    ("[[suppress]]\nrule = 'payload'\nreason = 'x'\nreasons = 'y'\n", 4, "did you mean `reason`?"),
    ("[[suppress]]\nrule = 'payload'\nreason = 'x'\npaths = []\n", 4, "`suppress.paths` is empty"),
    ("[[suppress]]\nrule = 'payload'\nreason = 'x'\npointer = 'errors'\n", 4, "is not a JSON Pointer"),
    ("[[suppress]]\nrule = 'payload'\nreason = 'x'\nvariant = 'mistral/x'\n", 4, "no variant `mistral/x`"),
    ("[[suppress]]\nrule = 'payload'\nreason = 'x'\nuntil = 'soon'\n", 4, "is not a date, such as 2027"),
    ("[[suppress]]\nrule = 'payload'\nreason = 'x'\nuntil = '20270131'\n", 4, "is not a date"),
    ("[[suppress]]\nrule = 'payload'\nreason = 'x'\nuntil = 2027-01-31T00:00:00\n", 4, "is not a date"),
    ("[[suppress]]\nrule = 'payload'\nreason = 'x'\nuntil = 2020-01-31\n", 4, "held until 2020-01-31"),
    ('x = """\nprofil = 1\n"""\nprofil = 1\n', 1, "has no key `x`"),
    ('baseline = """\nprofil = 1\n"""\nprofil = 1\n', 4, "has no key `profil`; did you mean `profile`?"),
    ("ignore = [\n", 1, "is not TOML"),
    ("ignore = []\n\nignore = []\n", 3, "is not TOML"),
    ("# \udcff\n", 1, "is not TOML: it is not UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "says"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_told_with_its_place(
    text: str, line: int, says: str, call: Command, tmp_path: Path
) -> None:
    put(tmp_path, "p.json", [payload()])
    (tmp_path / "batchschema.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    for command in ("check", "config"):
        told = call(command)
        assert told.code == 2
        assert not told.stdout
        assert told.stderr.startswith(f"batchschema: batchschema.toml:{line}: ")
        assert says in told.stderr


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[tool.other]\nprofile = 1\n[tool.batchschema]\nprofile = 1\n", 5),
        ("[tool.batchschema.severity]\n# wrong-tipe\nwrong-tipe = 'off'\n", 4),
        ("[[tool.batchschema.suppress]]\nrule = 'payload'\n", 2),
        ("[tool]\nbatchschema = {ignore = [], profile = 'x'}\n", 3),
        ("tool.batchschema.profile = 'x'\n", 2),
        ("[tool.batchschema]\n[[tool.batchschema.suppress]]\nrule='payload'\nreason=''\n", 5),
    ],
)
def test_lines_count_from_the_top_of_a_pyproject(text: str, line: int, call: Command, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f"# profile = 'x' [tool.batchschema]\n{text}")
    told = call("config")
    assert told.code == 2
    assert told.stderr.startswith(f"batchschema: pyproject.toml:{line}: ")
