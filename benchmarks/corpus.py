"""The files to check: batch jobs that conform to one variant, drawn from a seeded generator."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

SEED = 20241107
MODELS = ("mistral-small-latest", "mistral-large-2407", "codestral-latest", "open-mistral-nemo")


def job(rng: random.Random, number: int) -> dict[str, object]:
    """A conforming batch job: every required field, null only where the document allows it."""

    def new_id() -> str:
        return str(uuid.UUID(int=rng.getrandbits(128), version=4))

    status = rng.choice(("SUCCESS", "SUCCESS", "RUNNING", "QUEUED", "FAILED"))
    done, total = status in ("SUCCESS", "FAILED"), rng.randint(1, 5000)
    completed = total if done else 0 if status == "QUEUED" else rng.randint(0, total)
    failed = rng.randint(1, total) if status == "FAILED" else 0
    created = 1730937600 + number
    conforming: dict[str, object] = {
        "id": new_id(),
        "object": "batch",
        "input_files": [new_id()],
        "metadata": {"job": f"n{number}"},
        "endpoint": "/v1/chat/completions",
        "model": rng.choice(MODELS),
        "output_file": new_id() if status == "SUCCESS" else None,
        "errors": [{"message": "Rate limit exceeded", "count": failed}] if failed else [],
        "status": status,
        "created_at": created,
        "total_requests": total,
        "completed_requests": completed,
        "succeeded_requests": completed - failed,
        "failed_requests": failed,
        "started_at": None if status == "QUEUED" else created + 5,
    }
    if failed:
        conforming["error_file"] = new_id()
    if done:
        conforming["completed_at"] = created + 600
    return conforming


def first_job() -> str:
    """The corpus's first job as a small file of its own."""
    return json.dumps(job(random.Random(SEED), 0), indent=2) + "\n"


def written(path: Path, texts: Iterable[str]) -> Path:
    """The file with these texts; one that is there already is taken as it is."""
    if not path.exists():
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(texts)
        part.replace(path)
    return path


def job_lines(lines: int, changes: Mapping[str, object]) -> Iterator[str]:
    """JSON Lines of as many jobs, each with the same changes; the jobs are the same at every call."""
    rng = random.Random(SEED)
    for number in range(lines):
        yield json.dumps({**job(rng, number), **changes}) + "\n"


def job_files(folder: Path, files: int, changes: Mapping[str, object]) -> list[Path]:
    """As many small files of one job each in a folder; every other has the changes."""
    rng = random.Random(SEED)
    folder.mkdir(exist_ok=True)
    found = []
    for number in range(files):
        text = json.dumps({**job(rng, number), **(changes if number % 2 else {})}, indent=2) + "\n"
        found.append(written(folder / f"{number:04}.json", [text]))
    return found
