"""Time `batchschema check` against other validators and print the ratios; see README.md beside this file."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from corpus import first_job, job_lines, written
from measuring import Command, Sample, StoppedError, timed
from peers import Peers, find_peers, install_peers, machine

VARIANT = "mistral/python-sdk@1.2.0"
SCHEMA = Path(__file__).resolve().parents[1] / "schemas" / f"{VARIANT}.json"
MEMORY_LIMIT = 250.0
BEYOND = {"metadata": None, "region": "eu-west"}
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


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commands to time in turn; `peer` is None if it was not found, `limit` is None if only printed."""

    ours: Command
    peer: Command | None
    limit: float | None
    peer_label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `unit` is that of `ours` and `peer`, `limit` bounds the ratio, or MB."""

    what: str
    unit: str
    ours: float | None
    peer: float | None
    ratio: float | None
    limit: float | None
    verdict: str


def compared(pair: Pair, runs: int, folder: Path) -> tuple[Row, list[tuple[Command, Sample]]]:
    """Time the two commands in turn, after one untimed run of each; the row, and all samples."""
    what = f"{pair.ours.label} / {pair.peer_label}"
    if pair.peer is None:
        return Row(what, "s", None, None, None, pair.limit, "not found"), []
    print(f"timing {what}", file=sys.stderr)
    timed(pair.ours, folder)
    timed(pair.peer, folder)
    rounds = [(timed(pair.ours, folder), timed(pair.peer, folder)) for _ in range(runs)]
    ratio = median(ours.seconds / peer.seconds for ours, peer in rounds)
    row = Row(
        what=what,
        unit="s",
        ours=median(ours.seconds for ours, _ in rounds),
        peer=median(peer.seconds for _, peer in rounds),
        ratio=ratio,
        limit=pair.limit,
        verdict=verdict(ratio, pair.limit),
    )
    return row, [named for ours, peer in rounds for named in ((pair.ours, ours), (pair.peer, peer))]


def verdict(value: float | None, limit: float | None) -> str:
    """Whether the value is within the limit."""
    if value is None:
        return "not measured"
    if limit is None:
        return "-"
    return "ok" if value <= limit else "over"


def large_pairs(folder: Path, lines: int, peers: Peers) -> list[Pair]:
    """A and B: the corpus that conforms, and the one that goes beyond the document on every line."""
    clean = written(folder / f"clean-{lines}.jsonl", job_lines(lines, {}))
    deviating = written(folder / f"deviating-{lines}.jsonl", job_lines(lines, BEYOND))

    def own(label: str, file: Path, *options: str, output: Path | None = None) -> Command:
        argv = (sys.executable, "-m", "batchschema", "check", str(file), "--variant", VARIANT, *options)
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
        Pair(own("check deviating", deviating), ours, 4.0, "check clean"),
        Pair(each, ours, 10.0, "check clean"),
    ]


def small_pairs(folder: Path, peers: Peers) -> list[Pair]:
    """C: one small file, where starting up is most of the time."""
    one = written(folder / "one.json", [first_job()])
    script = shutil.which("batchschema", path=str(Path(sys.executable).parent))
    start = (script,) if script else (sys.executable, "-m", "batchschema")
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


def time_rows(pairs: Sequence[Pair], runs: int, folder: Path) -> tuple[list[Row], list[Row]]:
    """A row for each pair, and one for the peak memory over all runs of each of our commands."""
    rows: list[Row] = []
    peaks: dict[str, float] = {}
    for pair in pairs:
        row, samples = compared(pair, runs, folder)
        rows.append(row)
        for command, sample in samples:
            if command.own:
                peaks[command.label] = max(peaks.get(command.label, 0.0), sample.megabytes or 0.0)
    return rows, [memory_row(label, peak or None) for label, peak in peaks.items()]


def memory_row(label: str, peak: float | None) -> Row:
    """The row for one command's peak memory in MB, None where it could not be measured."""
    return Row(f"peak memory: {label}", "MB", peak, None, None, MEMORY_LIMIT, verdict(peak, MEMORY_LIMIT))


def rendered(rows: Sequence[Row], about: dict[str, str], style: str) -> str:
    """The report as `text`, `markdown` or `json`."""
    if style == "json":
        return json.dumps({"machine": about, "rows": [asdict(row) for row in rows]}, indent=2)
    cells = [("what", "ours", "peer", "ratio", "limit", "verdict")]
    for row in rows:
        ours, peer = (f"{one:.3f} {row.unit}" if one is not None else "-" for one in (row.ours, row.peer))
        limit = "-" if row.limit is None else f"{row.limit:g} MB" if row.unit == "MB" else f"{row.limit:g}x"
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
    option("--only", choices=("large", "small"), help="the corpus alone, or the single file alone")
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
        if given.only != "small":
            times, peaks = time_rows(large_pairs(folder, given.lines, peers), given.runs, folder)
            rows += times + peaks
        if given.only != "large":
            rows += time_rows(small_pairs(folder, peers), given.runs, folder)[0]
    print(rendered(rows, machine(peers), given.format))
    return int(given.asserted and any(row.verdict == "over" for row in rows))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (StoppedError, subprocess.CalledProcessError) as problem:
        sys.exit(str(problem))
