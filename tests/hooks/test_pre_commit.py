"""The hooks, run by the real pre-commit from a clone of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from batchschema.hooks import HOOKS, manifest, snippet
from tests.command import ROOT

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
            env={**os.environ, "PRE_COMMIT_HOME": str(self.cache), "PRE_COMMIT_COLOR": "never"},
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
    config += (
        f"      - id: {HOOKS[-1].id}\n        args: [mistral/openapi]\n        files: ^vendor/mistral.json$\n"
    )
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
    assert bad.stdout.count("[null-where-unstated]") + bad.stdout.count("error:") >= 1
    assert "fixtures/bad.json:" in bad.stdout
    assert "package.json:" not in bad.stdout


@pytest.mark.slow
def test_documents(project: Project) -> None:
    schema = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", %s}'
    good = '"required": ["id"], "properties": {"id": {"type": "string"}}'
    project.write("batch.schema.json", schema % good)
    assert project.run("batchschema-documents").returncode == 0

    project.write("batch.schema.json", schema % '"properties": {"id": {"type": "strong"}}')
    bad = project.run("batchschema-documents")
    assert bad.returncode == 1
    assert "batch.schema.json" in bad.stdout
    assert "[not-a-schema]" in bad.stdout
