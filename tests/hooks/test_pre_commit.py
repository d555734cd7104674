"""The hooks, run by the real pre-commit from a clone of this repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from batchschema.catalog import load
from batchschema.hooks import HOOKS, manifest, snippet
from tests.command import ROOT, Command
from tests.renderers.json_schemas import openapi_31

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
OPENAI = (ROOT / "tests" / "conforming" / "openai__argot-typescript-sdk@2024-10-15.json").read_text()


def test_the_manifest_is_fresh(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-snapshots"):
        MANIFEST.write_text(manifest(), encoding="utf-8")
    assert MANIFEST.read_text(encoding="utf-8") == manifest()


def test_pre_commit_takes_the_manifest() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True)
class Project:
    """A repository of a user's, with a cache of pre-commit's own."""

    folder: Path
    cache: Path

    def git(self, *arguments: str) -> None:
        git(self.folder, *arguments)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, hook: str) -> subprocess.CompletedProcess[str]:
        self.git("add", "--all")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", hook, "--all-files", "--verbose"],
            cwd=self.folder,
            env={
                **os.environ,
                "PRE_COMMIT_HOME": str(self.cache),
                "PRE_COMMIT_COLOR": "never",
                "PIP_COMPILE": "0",  # what is imported is compiled then
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A Tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hooks_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This checkout as it is now, uncommitted changes included, as a repository that can be cloned."""
    copy = tmp_path_factory.mktemp("hooks")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    git(copy, "init", "--quiet")
    git(copy, "add", "--all")
    git(copy, "commit", "--quiet", "-m", "as it is")
    return copy


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit installs, once for all these tests."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def project(tmp_path: Path, cache: Path, hooks_repository: Path) -> Project:
    """An empty repository that uses all the hooks."""
    project = Project(tmp_path, cache)
    project.git("init", "--quiet")
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=hooks_repository, check=True, capture_output=True, text=True
    ).stdout.strip()
    config = snippet(str(hooks_repository), revision)
    config += "".join(f"      - id: {hook.id}\n" for hook in HOOKS[1:-1])
    config += f"      - id: {HOOKS[-1].id}\n        args: [mistral/openapi]\n        files: ^vendor/\n"
    project.write(".pre-commit-config.yaml", config)
    return project


@pytest.mark.slow
def test_payloads(project: Project) -> None:
    project.write("fixtures/good.json", OPENAI)
    project.write("package.json", '{"name": "not a batch", "version": "1.0.0"}')
    good = project.run("batchschema-check")
    assert good.returncode == 0, good.stdout + good.stderr

    project.write("fixtures/bad.json", OPENAI.replace('"batch"', "null", 1))
    for number in range(300):  # enough for pre-commit to share them out over processes
        project.write(f"fixtures/more/{number:03}-{'x' * 200}.json", OPENAI)
    bad = project.run("batchschema-check")
    assert bad.returncode == 1
    assert bad.stdout.count("error: ") == 1
    assert "fixtures/bad.json:" in bad.stdout
    assert "package.json:" not in bad.stdout


@pytest.mark.slow
def test_a_baseline_where_files_are_shared_out(project: Project, call: Command) -> None:
    bad = OPENAI.replace('"batch"', "null", 1)
    for number in range(1000):  # two processes' worth, and more
        project.write(f"fixtures/{number % 2}/{number:04}.json", bad if number % 100 == 0 else OPENAI)
    project.write("fixtures/gone.json", bad)
    of_paths = '[variants]\n"fixtures/**" = "openai/openapi"\n'
    project.write("batchschema.toml", f'exclude = ["fixtures/1"]\n{of_paths}')
    assert call("baseline", "update", "--reason", "known", folder=project.folder).code == 0
    baseline = project.folder / "batchschema-baseline.jsonl"
    entries = baseline.read_text().splitlines()
    assert len(entries) == 12
    config = project.folder / "batchschema.toml"
    config.write_text(f'baseline = "{baseline.name}"\n{config.read_text()}')
    by_glob = json.loads(entries[1]) | {"path": "fixtures/*/0[1-9]??.json"}
    del by_glob["fingerprint"]
    baseline.write_text("\n".join([*entries[:2], json.dumps(by_glob), entries[-1]]) + "\n")

    (project.folder / "fixtures" / "gone.json").unlink()
    passed = project.run("batchschema-check")
    assert passed.returncode == 0, passed.stdout
    assert passed.stdout.count("Checked ") > 1, "pre-commit shares them out"
    assert "stale-suppression" not in passed.stdout, "no share knows that of the rest"
    assert "fixtures/gone.json" in call("check", folder=project.folder).stdout

    (project.folder / "fixtures" / "0" / "0100.json").rename(project.folder / "fixtures" / "renamed.json")
    failed = project.run("batchschema-check")
    assert failed.returncode == 1
    assert failed.stdout.count("error: ") == 1
    assert "fixtures/renamed.json:" in failed.stdout


@pytest.mark.slow
def test_documents(project: Project) -> None:
    batch: Any = load()["mistral/openapi"].schema
    strangers = {f"Thing{number}": {"type": "object", "properties": {}} for number in range(300)}
    openapi_31(batch, project.folder)
    good = json.loads((project.folder / "document.json").read_text())
    project.write("api/openapi.json", json.dumps({**good, "components": {"schemas": strangers}}))
    project.write("api/not-ours.schema.json", '{"properties": {"name": {"type": "strong"}}}')
    good["components"]["schemas"] |= strangers
    project.write("api/batches-openapi.json", json.dumps(good))
    passed = project.run("batchschema-documents")
    assert passed.returncode == 0, passed.stdout
    assert "2 held no batch job" in passed.stdout

    good["components"]["schemas"][batch["title"]]["properties"]["model"] = {"type": "strong"}
    project.write("api/batches-openapi.json", json.dumps(good))
    failed = project.run("batchschema-documents")
    assert failed.returncode == 1
    assert "api/batches-openapi.json:" in failed.stdout
    assert "[not-a-schema]" in failed.stdout
    assert "not-ours" not in failed.stdout


@pytest.mark.slow
def test_drift(project: Project) -> None:
    batch: Any = load()["mistral/openapi"].schema
    document = openapi_31(batch, project.folder)
    text = document.read_text()
    for name in ("one", "two"):
        project.write(f"vendor/{name}.json", text)
    same = project.run("batchschema-drift")
    assert same.returncode == 0, same.stdout + same.stderr
    assert "vendor/one.json says what mistral/openapi says." in same.stdout

    project.write("vendor/two.json", text.replace('"RUNNING"', '"WALKING"'))
    moved = project.run("batchschema-drift")
    assert moved.returncode == 1
    assert "vendor/one.json says what mistral/openapi says." in moved.stdout
    assert "vendor/two.json: 1 fact differs from mistral/openapi." in moved.stdout
    assert "/status  values" in moved.stdout
