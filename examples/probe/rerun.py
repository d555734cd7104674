"""Run the commands of docs/probe.md again and show where the page says something else; `--write` mends it.

They run in one shell session, as a reader would paste them, in a folder with its own copy of examples/. Run
it by the Python that batchschema is installed in; it needs bash, node, npm and the package registries.
Exit codes: 0 the page is true, 1 it differs, 2 something could not be installed.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "probe.md"
HEADING = "## Real SDKs, real output\n"
CONSOLE = re.compile(r"(?<=```console\n).*?(?=```\n)", re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
SHOWN = ("batchschema ", "echo ")


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the page anew")
    parser.add_argument("--folder", type=Path, help="install there and keep it for the next run")
    options = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as passing:
        fresh = rerun(page, options.folder or Path(passing))
    if fresh is None:
        return 2
    sys.stdout.writelines(difflib.unified_diff(page.splitlines(True), fresh.splitlines(True), "page", "now"))
    if options.write:
        PAGE.write_text(fresh, encoding="utf-8")
        return 0
    return int(fresh != page)


def rerun(page: str, folder: Path) -> str | None:
    """The page with what its commands print now; None if something could not be installed."""
    introduction, heading, sections = page.partition(HEADING)
    blocks = [COMMAND.findall(block) for block in CONSOLE.findall(sections)]
    without = shutil.ignore_patterns("node_modules")
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=without, dirs_exist_ok=True)
    outputs = session([command for block in blocks for command in block], folder)
    if outputs is None:
        return None
    told = iter(outputs)
    shown = ("".join(f"$ {command}\n{next(told)}" for command in block) for block in blocks)
    return introduction + heading + CONSOLE.sub(lambda _: next(shown), sections)


def session(commands: list[str], folder: Path) -> list[str] | None:
    """What each command prints in one bash session; what an installation prints goes to standard error."""
    lines = []
    for command in commands:
        redirected = "2>&1" if command.startswith(SHOWN) else ">&2 || exit 2"
        # `$?` is that of the command again after its output was ended with a null byte.
        lines.append(f"{{ {command}; }} {redirected}\n(s=$?; printf '\\0'; exit $s)\n")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ran = subprocess.run(
        ["bash", "-c", "".join(lines) + "exit 0\n"],
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return ran.stdout.split("\0")[:-1] if ran.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main())
