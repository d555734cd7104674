"""Find the other validators, or install them into a folder."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Peers:
    """Where the other tools are; None for each that was not found."""

    node: str | None
    modules: Path | None
    sourcemeta: str | None
    check_jsonschema: str | None


def first_line(*argv: str) -> str:
    """What a command prints first; empty if it cannot be run."""
    try:
        done = subprocess.run(argv, capture_output=True, text=True, timeout=60, check=False)
    except OSError:
        return ""
    return (done.stdout.strip().splitlines() or [""])[0]


def install_peers(folder: Path) -> None:
    """Install into the folder, by npm and pip as they are set up, what it does not hold yet."""

    def run(*argv: str) -> None:
        subprocess.run(argv, check=True, stdout=sys.stderr)

    venv, npm = folder / "venv", shutil.which("npm")
    if npm and not (folder / "node_modules" / "ajv-formats").exists():
        run(npm, "install", "--prefix", str(folder), "ajv", "ajv-formats")
    if not (venv / "bin" / "check-jsonschema").exists():
        run(sys.executable, "-m", "venv", str(venv))
        pip = (str(venv / "bin" / "python"), "-m", "pip", "install")
        run(*pip, "sourcemeta-jsonschema", "check-jsonschema")


def find_peers(installed: Path | None, modules: Path | None) -> Peers:
    """Look in what was installed, beside this Python, then on PATH.

    Two packages install a command named `jsonschema`; only the one whose help is Sourcemeta's counts. Where
    pip installed it, its binary is called without the Python wrapper, so that it is not charged for that.
    """
    places = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    sourcemetas: list[str] = []
    if installed:
        places.insert(0, str(installed / "venv" / "bin"))
        modules = modules or installed / "node_modules"
        machine = {"amd64": "x86_64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine())
        name = f"sourcemeta_jsonschema/jsonschema-{platform.system().lower()}-{machine}"
        sourcemetas += map(str, installed.glob(f"venv/lib/python*/site-packages/{name}"))
    path = os.pathsep.join(places)
    if modules and (found := shutil.which("jsonschema", path=str(modules / ".bin"))):
        sourcemetas.append(found)
    sourcemetas += filter(None, (shutil.which("jsonschema", path=place) for place in path.split(os.pathsep)))
    return Peers(
        node=shutil.which("node"),
        modules=modules.resolve() if modules and (modules / "ajv-formats").exists() else None,
        sourcemeta=next((one for one in sourcemetas if "JSON Schema CLI" in first_line(one, "help")), None),
        check_jsonschema=shutil.which("check-jsonschema", path=path),
    )


def machine(peers: Peers) -> dict[str, str]:
    """What the figures depend on: versions, and the number of cores."""
    missing = "not found"

    def of_package(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return missing

    checker = first_line(peers.check_jsonschema, "--version") if peers.check_jsonschema else ""
    ajv = peers.modules / "ajv" / "package.json" if peers.modules else None
    return {
        "python": platform.python_version(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "batchschema": of_package("batchschema"),
        "orjson": of_package("orjson"),
        "node": first_line(peers.node, "--version") if peers.node else missing,
        "ajv": str(json.loads(ajv.read_text(encoding="utf-8"))["version"]) if ajv else missing,
        "sourcemeta": first_line(peers.sourcemeta, "version") if peers.sourcemeta else missing,
        "check-jsonschema": checker.split()[-1] if checker else missing,
    }
