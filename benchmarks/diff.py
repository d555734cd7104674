"""Right, wrong and undecided: containment questions with known answers, ours beside others'.

Run as `python -m benchmarks.diff [--times] [--show]`. The pairs in `diff_pairs/` were written by hand, each
with its truth and the reason for it; each asks two questions, before in after and after in before.
Peers answer where they can be imported: `jsonschema-rs` (its `covers` alone), `jsonsubschema`, `jsoncompat`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

PAIRS = Path(__file__).with_name("diff_pairs")
Answer = bool | None
"""Contained, not contained, or no answer."""


class Question(NamedTuple):
    """Is every value of one schema a value of the other?"""

    name: str
    one: Any
    other: Any
    truth: bool


def questions() -> Iterator[Question]:
    """Both questions of each pair."""
    for path in sorted(PAIRS.glob("*.json")):
        for pair in json.loads(path.read_text()):
            name = f"{path.stem}/{pair['name']}"
            yield Question(name, pair["before"], pair["after"], pair["before_in_after"])
            yield Question(f"{name} (reverse)", pair["after"], pair["before"], pair["after_in_before"])


def ours(one: Any, other: Any) -> Answer:
    """`batchschema diff --content declared`: safe, breaks, or undecided."""
    from batchschema.catalog import local_resolver
    from batchschema.core.change import Verdict
    from batchschema.diff import DiffDocument
    from batchschema.run.diff import diff

    documents = [
        DiffDocument(name, schema, local_resolver(schema))
        for name, schema in (("one", one), ("other", other))
    ]
    verdict = diff(*documents, content="declared").after_reads_before
    return {Verdict.SAFE: True, Verdict.BREAKS: False}.get(verdict)


def covers(one: Any, other: Any) -> Answer:
    """jsonschema-rs's algebra alone, formats asserted."""
    import jsonschema_rs
    from jsonschema_rs.canonical import Containment

    forms = [
        jsonschema_rs.canonicalize(schema, validate_formats=True, offline=True) for schema in (one, other)
    ]
    return {Containment.YES: True, Containment.NO: False}.get(forms[1].covers(forms[0]))


def jsonsubschema(one: Any, other: Any) -> Answer:
    """IBM's jsonsubschema."""
    from jsonsubschema import isSubschema  # type: ignore[import-not-found]  # a peer, not a dependency

    return bool(isSubschema(one, other))


def jsoncompat(one: Any, other: Any) -> Answer:
    """jsoncompat, asked whether a writer may go over from the second schema to the first."""
    from jsoncompat import check_compat  # type: ignore[import-not-found]  # a peer, not a dependency

    return bool(check_compat(json.dumps(other), json.dumps(one), "serializer"))


PEERS: dict[str, Callable[[Any, Any], Answer]] = {
    "batchschema": ours,
    "jsonschema-rs covers": covers,
    "jsonsubschema": jsonsubschema,
    "jsoncompat": jsoncompat,
}


def tally(ask: Callable[[Any, Any], Answer], *, show: bool = False) -> Counter[str]:
    """Count right, wrong, undecided and failed answers of one peer."""
    counts: Counter[str] = Counter()
    for question in questions():
        try:
            answer = ask(question.one, question.other)
        except ImportError:
            return Counter()
        except Exception as error:  # peers raise what they like
            result = f"failed ({type(error).__name__})" if show else "failed"
        else:
            result = "undecided" if answer is None else "right" if answer is question.truth else "wrong"
        counts[result.partition(" ")[0]] += 1
        if show and result != "right":
            print(f"  {result}: {question.name}")
    return counts


def times() -> None:
    """Milliseconds for each pair of catalogue variants, witnesses included, documents made anew."""
    from batchschema.catalog import load
    from batchschema.run.diff import diff, document_of_variant

    taken = {}
    for one, other in itertools.combinations(load(), 2):
        runs = []
        for _ in range(4):
            documents = [document_of_variant(load()[id]) for id in (one, other)]
            begun = time.perf_counter()
            diff(*documents)
            runs.append((time.perf_counter() - begun) * 1e3)
        taken[one, other] = min(runs)
    for (one, other), millis in sorted(taken.items(), key=lambda item: -item[1])[:10]:
        print(f"{millis:7.0f} ms  {one}  {other}")
    print(f"{len(taken)} pairs, median {statistics.median(taken.values()):.0f} ms")


def main() -> None:
    """Print a line for each peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--show", action="store_true", help="name each question that was not answered rightly"
    )
    parser.add_argument("--times", action="store_true", help="time the pairs of the catalogue instead")
    options = parser.parse_args()
    if options.times:
        times()
        return
    print(f"{len(list(questions()))} questions")
    for name, ask in PEERS.items():
        begun = time.perf_counter()
        counts = tally(ask, show=options.show)
        if not counts:
            print(f"{name:22} not installed")
            continue
        shown = "  ".join(
            f"{result} {counts[result]:3}" for result in ("right", "wrong", "undecided", "failed")
        )
        print(f"{name:22} {shown}  {time.perf_counter() - begun:6.1f} s")


if __name__ == "__main__":
    main()
