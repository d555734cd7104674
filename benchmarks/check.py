"""Time `batchschema check` against other validators and print the ratios; see README.md beside this file."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from comparing import Pair, Row, own_rows, time_rows, verdict
from corpus import first_job, job_files, job_lines, written
from measuring import Command, StoppedError
from peers import Peers, find_peers, first_line, install_peers, machine

VARIANT = "mistral/python-sdk@1.2.0"
SCHEMA = Path(__file__).resolve().parents[1] / "schemas" / f"{VARIANT}.json"
BEYOND = {"metadata": None, "region": "eu-west"}
MANY = 1000
PARTS = ("large", "small", "many")
IMPORT = """\
import pytest, time
start = time.perf_counter()
import batchschema.pytest_plugin
print(time.perf_counter() - start)
"""
BARE_LOOP = """\
import sys, orjson
loads = orjson.loads
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        loads(line)
"""
AJV = """\
import {createReadStream, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
const [modules, schema, file, expected] = process.argv.slice(2);
const require = createRequire(modules + '/');
const Ajv = require('ajv/dist/2020').default;
const ajv = new Ajv({strict: false});
require('ajv-formats').default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
let tail = '', checked = 0, failed = 0;
function check(line) {
  checked++;
  if (!validate(JSON.parse(line))) failed++;
}
createReadStream(file, {encoding: 'utf8', highWaterMark: 1 << 20})
  .on('data', (chunk) => {
    let start = 0, end = chunk.indexOf('\\n');
    if (end < 0) { tail += chunk; return; }
    check(tail + chunk.slice(0, end));
    for (start = end + 1; (end = chunk.indexOf('\\n', start)) >= 0; start = end + 1) {
      check(chunk.slice(start, end));
    }
    tail = chunk.slice(start);
  })
  .on('end', () => {
    if (tail) check(tail);
    console.log(`${checked} checked, ${failed} failed`);
    process.exitCode = failed || checked !== Number(expected) ? 1 : 0;
  });
"""


def large_pairs(folder: Path, lines: int, peers: Peers) -> list[Pair]:
    """A and B: the corpus that conforms, and the one that goes beyond the document on every line."""
    clean = written(folder / f"clean-{lines}.jsonl", job_lines(lines, {}))
    deviating = written(folder / f"deviating-{lines}.jsonl", job_lines(lines, BEYOND))

    def own(
        label: str, file: Path, *options: str, variant: str = VARIANT, output: Path | None = None
    ) -> Command:
        argv = (sys.executable, "-m", "batchschema", "check", str(file), "--variant", variant, *options)
        return Command(label, argv, own=True, output=output)

    def sourcemeta(*options: str) -> Command | None:
        if peers.sourcemeta is None:
            return None
        return Command("sourcemeta", (peers.sourcemeta, "validate", str(SCHEMA), str(clean), *options))

    node = None
    if peers.node and peers.modules:
        script = folder / "ajv.mjs"
        script.write_text(AJV, encoding="utf-8")
        argv = (peers.node, str(script), str(peers.modules), str(SCHEMA), str(clean), str(lines))
        node = Command("node with ajv", argv)
    ours = own("check clean", clean)
    each_file = folder / "each.jsonl"
    each = own("check deviating --each", deviating, "--each", "--format", "jsonl", output=each_file)
    bare = Command("bare loop", (sys.executable, "-c", BARE_LOOP, str(clean)))
    return [
        Pair(ours, bare, 1.8, "bare orjson loop"),
        Pair(ours, node, 1.0, "node with ajv"),
        Pair(ours, sourcemeta(), 0.2, "sourcemeta validate"),
        Pair(ours, sourcemeta("--fast"), None, "sourcemeta validate --fast"),
        Pair(own("check clean --variant auto", clean, variant="auto"), ours, 2.0, "check clean"),
        Pair(own("check deviating", deviating), ours, 4.0, "check clean"),
        Pair(each, ours, 10.0, "check clean"),
    ]


def batchschema() -> tuple[str, ...]:
    """How the command line is started: the script beside this Python, if it is there."""
    script = shutil.which("batchschema", path=str(Path(sys.executable).parent))
    return (script,) if script else (sys.executable, "-m", "batchschema")


def small_pairs(folder: Path, peers: Peers) -> list[Pair]:
    """C: one small file, where starting up is most of the time."""
    one = written(folder / "one.json", [first_job()])
    start = batchschema()
    check = Command("check one.json", (*start, "check", str(one), "--variant", VARIANT), own=True)
    shown = Command("--version", (*start, "--version"), own=True)
    peer = peer_version = None
    if tool := peers.check_jsonschema:
        peer = Command("check-jsonschema", (tool, "--schemafile", str(SCHEMA), str(one)))
        peer_version = Command("check-jsonschema --version", (tool, "--version"))
    return [
        Pair(check, peer, 0.45, "check-jsonschema one.json"),
        Pair(shown, peer, 0.25, "check-jsonschema one.json"),
        Pair(shown, peer_version, None, "check-jsonschema --version"),
    ]


def many_pairs(folder: Path, peers: Peers) -> list[Pair]:
    """D: what pre-commit runs, on many small files of which every other goes beyond the document."""
    from batchschema.hooks import HOOKS

    files = [str(path.relative_to(folder)) for path in job_files(folder / "many", MANY, BEYOND)]
    options = HOOKS[0].entry.split()[1:]
    ours = Command(f"the hook on {MANY:,} files", (*batchschema(), *options, *files), own=True)
    peer = None
    if tool := peers.check_jsonschema:
        peer = Command("check-jsonschema", (tool, "--schemafile", str(SCHEMA), *files))
    return [Pair(ours, peer, 1.0, "check-jsonschema")]


def pytest_pairs(folder: Path) -> list[Pair]:
    """E: what a test run pays that does not use the plugin."""
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    (empty / "test_one.py").write_text("def test_one(): pass\n", encoding="utf-8")
    pytest = (sys.executable, "-m", "pytest", "-q", "--rootdir", str(empty), "-p", "no:cacheprovider")
    ours = Command("pytest, plugin unused", (*pytest, str(empty)))
    without = Command("pytest without", (*pytest, "-p", "no:batchschema", str(empty)))
    return [Pair(ours, without, 1.1, "pytest -p no:batchschema")]


def pytest_commands(folder: Path) -> list[tuple[Command, float]]:
    """F: collecting many payload files, and importing the plugin into a running pytest."""
    many = folder / "many"
    job_files(many, MANY, BEYOND)
    (many / "batchschema.toml").write_text(f'[variants]\n"*.json" = "{VARIANT}"\n', encoding="utf-8")
    collect = ("--batchschema", "--collect-only", "-q", "-p", "no:cacheprovider")
    argv = (sys.executable, "-m", "pytest", "--rootdir", str(many), *collect, str(many))
    return [(Command(f"pytest collects {MANY:,} files", argv), 2.0)]


def import_row() -> Row:
    """G: importing the plugin into a process that has pytest; the least of some runs, without the start."""
    tries = [float(first_line(sys.executable, "-c", IMPORT)) for _ in range(5)]
    return Row("importing the plugin", "s", min(tries), None, None, 0.02, verdict(min(tries), 0.02), False)


def rendered(rows: Sequence[Row], about: dict[str, str], style: str) -> str:
    """The report as `text`, `markdown` or `json`."""
    if style == "json":
        return json.dumps({"machine": about, "rows": [asdict(row) for row in rows]}, indent=2)
    cells = [("what", "ours", "peer", "ratio", "limit", "verdict")]
    for row in rows:
        ours, peer = (f"{one:.3f} {row.unit}" if one is not None else "-" for one in (row.ours, row.peer))
        limit = "-" if row.limit is None else f"{row.limit:g}{'x' if row.compares else f' {row.unit}'}"
        cells.append((row.what, ours, peer, f"{row.ratio:.2f}x" if row.ratio else "-", limit, row.verdict))
    head = ", ".join(f"{name} {value}" for name, value in about.items())
    if style == "markdown":
        cells.insert(1, ("---", "--:", "--:", "--:", "--:", "---"))
        return "\n".join([head, "", *(f"| {' | '.join(line)} |" for line in cells)])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    aligned = ("  ".join(map(str.ljust, line, widths)).rstrip() for line in cells)
    return "\n".join([head, "", *aligned])


def options(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    option = parser.add_argument
    option("--lines", type=int, default=200_000, help="lines of the corpus (default: %(default)s)")
    option("--runs", type=int, default=5, help="timed runs of each command (default: %(default)s)")
    option("--only", choices=PARTS, help="the corpus, the single file, or many files alone")
    option("--workdir", type=Path, metavar="DIR", help="keep the corpus in DIR and take it from there")
    option("--node-modules", type=Path, metavar="DIR", help="a node_modules with ajv and ajv-formats")
    option("--install-peers", type=Path, metavar="DIR", help="install what DIR does not hold; use DIR")
    option("--format", choices=("text", "markdown", "json"), default="text")
    option("--assert", dest="asserted", action="store_true", help="exit 1 if a limit is exceeded")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the comparison that the command line asks for and print it."""
    given = options(argv)
    if given.install_peers:
        install_peers(given.install_peers.resolve())
    peers = find_peers(given.install_peers and given.install_peers.resolve(), given.node_modules)
    with tempfile.TemporaryDirectory() as temporary:
        folder = (given.workdir or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        rows: list[Row] = []
        if given.only in (None, "large"):
            times, peaks = time_rows(large_pairs(folder, given.lines, peers), given.runs, folder)
            rows += times + peaks
        if given.only in (None, "small"):
            rows += time_rows(small_pairs(folder, peers), given.runs, folder)[0]
        if given.only in (None, "many"):
            times, peaks = time_rows(many_pairs(folder, peers), given.runs, folder)
            rows += times + peaks + time_rows(pytest_pairs(folder), given.runs, folder)[0]
            rows += [*own_rows(pytest_commands(folder), given.runs, folder), import_row()]
    print(rendered(rows, machine(peers), given.format))
    return int(given.asserted and any(row.verdict == "over" for row in rows))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (StoppedError, subprocess.CalledProcessError) as problem:
        sys.exit(str(problem))
