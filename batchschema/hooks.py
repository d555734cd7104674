"""The pre-commit hooks, told once: `.pre-commit-hooks.yaml` is written from here, and a test keeps it so."""

from __future__ import annotations

from dataclasses import asdict, dataclass

PAYLOADS = r"\.(json|jsonl|ndjson|har|ipynb|R|repr|ya?ml)(\.gz|\.zst)?$"
DOCUMENTS = r"(?i)(openapi|swagger|schema)[^/]*\.(json|ya?ml)$"


@dataclass(frozen=True, slots=True)
class Hook:
    """One entry of a hooks manifest, with the keys that pre-commit gives them."""

    id: str
    name: str
    description: str
    entry: str
    files: str
    """Regular expression on paths; `files` in a repo's own configuration replaces it."""
    language: str = "python"
    require_serial: bool = False
    """False: many files are shared out over processes, which a check of one file by itself allows."""


HOOKS = (
    Hook(
        id="batchschema-check",
        name="batch jobs conform to their documents",
        description="Checks batch-job payloads; files that hold none are passed over.",
        entry="batchschema check --skip-others --allow-empty",
        files=PAYLOADS,
    ),
    Hook(
        id="batchschema-documents",
        name="documents of batch jobs are sound",
        description="Judges JSON Schemas and OpenAPI documents by the document rules; those that describe no "
        "batch job are passed over.",
        entry="batchschema check --document --skip-others --allow-empty",
        files=DOCUMENTS,
    ),
    Hook(
        id="batchschema-drift",
        name="documents of batch jobs have not drifted",
        description="Compares committed documents with the catalogue, or with a canonical schema: "
        "needs files, and args: [VARIANT].",
        entry="batchschema import --quiet --check",
        files="^$",
    ),
)


def manifest() -> str:
    """The text of `.pre-commit-hooks.yaml`."""
    import yaml

    text: str = yaml.safe_dump([asdict(hook) for hook in HOOKS], sort_keys=False, width=110)
    return f"# Written from batchschema/hooks.py by `pytest tests/hooks --update-snapshots`.\n{text}"


def snippet(repository: str | None = None, revision: str = "") -> str:
    """What a `.pre-commit-config.yaml` needs to check payloads: a repository's hook, or a local command."""
    hook = HOOKS[0]
    if repository is None:
        return (
            "repos:\n"
            "  - repo: local\n"
            "    hooks:\n"
            f"      - id: {hook.id}\n"
            f"        name: {hook.name}\n"
            "        language: system\n"
            f"        entry: {hook.entry}\n"
            f"        files: '{hook.files}'\n"
        )
    return f"repos:\n  - repo: {repository}\n    rev: {revision}\n    hooks:\n      - id: {hook.id}\n"
