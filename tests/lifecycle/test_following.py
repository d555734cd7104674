"""Jobs followed from one look to the next: over lines, files, processes and recordings, through the CLI."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from batchschema import histories
from batchschema.config import Policy
from batchschema.core import Exchange, Finding
from batchschema.readers import JsonDocument
from batchschema.rules import rules_of
from batchschema.run import parts
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.tally import Tally, sort_key
from tests.command import ROOT, Command, Outcome

MISTRAL = "mistral/python-sdk@1.2.0"
POLLS = ROOT / "tests" / "payloads" / "polls"
NAMES = {rule.name for rule in rules_of("lifecycle")}
ON = ("--extend-select", "lifecycle")
CREATED = 1_780_387_200

QUEUED: Mapping[str, Any] = {
    "id": "aaaaaaaa-aaaa-4aaa-8aaa-000000000077",
    "object": "batch",
    "input_files": ["bbbbbbbb-bbbb-4bbb-8bbb-000000000077"],
    "endpoint": "/v1/chat/completions",
    "model": "ministral-8b-latest",
    "errors": [],
    "status": "QUEUED",
    "created_at": CREATED,
    "total_requests": 0,
    "completed_requests": 0,
    "succeeded_requests": 0,
    "failed_requests": 0,
}
RUNNING = {**QUEUED, "status": "RUNNING", "started_at": CREATED + 5, "total_requests": 4}
HALF = {**RUNNING, "completed_requests": 2, "succeeded_requests": 2}


def written(folder: Path, name: str, *polls: Mapping[str, Any]) -> Path:
    path = folder / name
    path.write_text("".join(f"{json.dumps(poll)}\n" for poll in polls))
    return path


def found(told: Outcome) -> list[tuple[str, str, int, str]]:
    """Rule, source, line and pointer of each lifecycle finding."""
    return [
        (each["rule"], Path(each["source"]).name, each["line"], each["pointer"])
        for each in told.findings
        if each["rule"] in NAMES
    ]


@pytest.mark.parametrize("name", ["mistral", "openai"])
def test_polls_that_are_shaped_like_recorded_ones_pass(name: str, call: Command) -> None:
    told = call("check", POLLS / f"{name}.jsonl", *ON, "--format", "json")
    assert told.report["summary"]["payloads"] > 2
    assert not found(told)


def test_looks_in_one_file_are_compared_in_its_order(call: Command, tmp_path: Path) -> None:
    written(tmp_path, "polls.jsonl", QUEUED, HALF, RUNNING, {**RUNNING, "status": "QUEUED"})
    told = call("check", "polls.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl")
    assert found(told) == [
        ("count-decreased", "polls.jsonl", 3, "/completed_requests"),
        ("count-decreased", "polls.jsonl", 3, "/succeeded_requests"),
        ("status-went-backwards", "polls.jsonl", 4, "/status"),
    ]
    assert told.code == 1


def test_a_finding_names_both_places(call: Command, tmp_path: Path) -> None:
    path = written(tmp_path, "polls.jsonl", RUNNING, {**RUNNING, "status": "QUEUED"})
    told = call("check", path, "-V", MISTRAL, *ON, "--format", "concise")
    line, column = 2, path.read_text().splitlines()[1].index('"QUEUED"') + 1
    assert f"{path}:{line}:{column}: error: /status is a status that comes before the one" in told.stdout
    assert f"(earlier, at {path}:1)" in told.stdout


def test_the_family_is_off_unless_it_or_a_rule_is_named(call: Command, tmp_path: Path) -> None:
    written(tmp_path, "polls.jsonl", HALF, {**RUNNING, "status": "QUEUED"})
    plain = ("check", "polls.jsonl", "-V", MISTRAL, "--format", "jsonl")
    assert not found(call(*plain))
    one = call(*plain, "--extend-select", "status-went-backwards")
    assert {rule for rule, *_ in found(one)} == {"status-went-backwards"}
    most = call(*plain, *ON, "--ignore", "status-went-backwards")
    assert {rule for rule, *_ in found(most)} == {"count-decreased"}
    assert not found(call(*plain, "--select", "payload"))
    assert found(call(*plain, "--select", "lifecycle"))


def test_order_is_not_made_up_between_files_without_times(call: Command, tmp_path: Path) -> None:
    written(tmp_path, "a.jsonl", HALF)
    written(tmp_path, "b.jsonl", QUEUED)
    told = call("check", "a.jsonl", "b.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl")
    assert not found(told)


def test_what_needs_no_order_is_compared_between_files(call: Command, tmp_path: Path) -> None:
    written(tmp_path, "a.jsonl", RUNNING)
    written(tmp_path, "b.jsonl", {**HALF, "endpoint": "/v1/embeddings", "started_at": CREATED + 9})
    told = call("check", "a.jsonl", "b.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl")
    assert found(told) == [
        ("identity-changed", "b.jsonl", 1, "/endpoint"),
        ("timestamp-rewritten", "b.jsonl", 1, "/started_at"),
    ]
    assert all("(at " in each["message"] for each in told.findings if each["rule"] in NAMES)


def test_a_moment_that_is_not_set_yet_says_nothing_between_files(call: Command, tmp_path: Path) -> None:
    written(tmp_path, "a.jsonl", RUNNING)
    written(tmp_path, "b.jsonl", {**QUEUED, "started_at": None})
    assert not found(call("check", "a.jsonl", "b.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl"))


def test_jobs_are_told_apart_by_their_ids(call: Command, tmp_path: Path) -> None:
    other = {**QUEUED, "id": "aaaaaaaa-aaaa-4aaa-8aaa-000000000078"}
    written(tmp_path, "polls.jsonl", HALF, other, HALF, other)
    assert not found(call("check", "polls.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl"))


def test_looks_are_followed_through_lists(call: Command, tmp_path: Path) -> None:
    pages = [{"object": "list", "data": [look], "total": 1} for look in (HALF, RUNNING)]
    written(tmp_path, "pages.jsonl", *pages)
    (tmp_path / "looks.json").write_text(json.dumps([HALF, RUNNING], indent=1))
    told = call("check", "pages.jsonl", "looks.json", "-V", MISTRAL, *ON, "--format", "jsonl")
    places = found(told)
    assert ("count-decreased", "pages.jsonl", 2, "/data/0/completed_requests") in places
    line = (tmp_path / "looks.json").read_text().splitlines().index('  "completed_requests": 0,') + 1
    assert ("count-decreased", "looks.json", line, "/1/completed_requests") in places
    assert len(places) == 4


def test_an_sdks_spelling_is_followed_too(call: Command, tmp_path: Path) -> None:
    def camel(poll: Mapping[str, Any]) -> dict[str, Any]:
        return {_camel(key): value for key, value in poll.items()}

    written(tmp_path, "polls.jsonl", camel(RUNNING), camel({**QUEUED, "endpoint": "/v1/ocr"}))
    told = call("check", "polls.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl")
    assert {rule for rule, *_ in found(told)} >= {"status-went-backwards", "identity-changed"}


def _camel(key: str) -> str:
    first, *rest = key.split("_")
    return first + "".join(map(str.capitalize, rest))


def test_the_number_of_processes_changes_nothing(
    call: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "RANGE", 20_000)
    many = [{**HALF, "id": f"job-{number}"} for number in range(60)]
    later = [{**each, "completed_requests": 1, "succeeded_requests": 1} for each in many[::10]]
    path = written(tmp_path, "polls.jsonl", *many, *many, *later)
    assert path.stat().st_size > 2 * parts.RANGE, "long enough to be cut into parts"
    for jobs in ("1", "2"):
        told = call("check", path, "-V", "mistral/typescript-sdk", *ON, "--format", "jsonl", "--jobs", jobs)
        lines = [place[2] for place in found(told) if place[3] == "/completed_requests"]
        assert lines == list(range(121, 127))


def test_compressed_lines_and_standard_input_are_followed(call: Command, tmp_path: Path) -> None:
    text = written(tmp_path, "polls.jsonl", HALF, RUNNING).read_bytes()
    (tmp_path / "polls.jsonl.gz").write_bytes(gzip.compress(text))
    options = ("-V", MISTRAL, *ON, "--format", "jsonl")
    packed = call("check", "polls.jsonl.gz", *options)
    piped = call("check", "-", "--stdin-filename", "polls.jsonl", *options, stdin=text)
    assert [place[2:] for place in found(packed)] == [place[2:] for place in found(piped)]
    assert len(found(packed)) == 2


def test_what_recurs_is_grouped_over_jobs(call: Command, tmp_path: Path) -> None:
    jobs = [{**look, "id": f"job-{number}"} for number in range(5) for look in (HALF, RUNNING)]
    written(tmp_path, "polls.jsonl", *jobs)
    told = call("check", "polls.jsonl", "-V", MISTRAL, *ON)
    assert "[count-decreased] (mistral/python-sdk@1.2.0) (x10, 2 fields)" in told.stdout
    assert told.code == 0, "a count that fell is a warning"


def test_no_value_is_shown_unless_asked_for(call: Command, tmp_path: Path) -> None:
    written(tmp_path, "polls.jsonl", QUEUED, {**QUEUED, "endpoint": "/v1/secret"})
    arguments = ("check", "polls.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl")
    assert "secret" not in call(*arguments).stdout
    shown = call(*arguments, "--show-values").findings
    assert "/v1/secret" in [each["value"] for each in shown if each["rule"] == "identity-changed"]


def test_a_job_without_an_id_is_judged_by_itself(call: Command, tmp_path: Path) -> None:
    nameless = {**HALF, "id": None, "failed_requests": 1}
    written(tmp_path, "polls.jsonl", nameless, {**nameless, "total_requests": 0, "completed_requests": 3})
    told = call("check", "polls.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl")
    assert {rule for rule, *_ in found(told)} == {"counts-do-not-add-up"}


def test_a_value_that_a_payload_rule_objects_to_is_not_relied_on(call: Command, tmp_path: Path) -> None:
    written(tmp_path, "polls.jsonl", {**HALF, "started_at": CREATED * 1000}, {**HALF, "started_at": "soon"})
    told = call("check", "polls.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl")
    assert not found(told)
    assert {"timestamp-in-milliseconds", "wrong-type"} <= {each["rule"] for each in told.findings}


def test_a_count_that_is_no_count_is_not_taken_for_one_that_is_left_out(
    call: Command, tmp_path: Path
) -> None:
    job = {"name": "batches/1", "state": "BATCH_STATE_SUCCEEDED", "createTime": "2026-01-01T00:00:00Z"}
    right = {"requestCount": "3", "successfulRequestCount": "2", "failedRequestCount": "1"}
    wrong = right | {"failedRequestCount": ["1"]}
    short = {key: value for key, value in right.items() if key != "failedRequestCount"}
    written(tmp_path, "polls.jsonl", *({**job, "batchStats": counts} for counts in (right, wrong, short)))
    told = call("check", "polls.jsonl", "-V", "gemini/rest-page", *ON, "--format", "jsonl")
    assert found(told) == [
        ("counts-do-not-add-up", "polls.jsonl", 3, "/batchStats/requestCount"),
        ("count-decreased", "polls.jsonl", 3, "/batchStats/failedRequestCount"),
    ]


def test_a_payload_that_is_something_else_is_left_to_the_rule_that_says_so(
    call: Command, tmp_path: Path
) -> None:
    written(tmp_path, "polls.jsonl", {"id": "x", "error": {}, "code": 4, "status": "SUCCESS", "type": "e"})
    told = call("check", "polls.jsonl", "-V", MISTRAL, *ON, "--format", "jsonl")
    assert [each["rule"] for each in told.findings] == ["not-a-batch-object"]


def test_a_vendor_without_a_table_is_told_so(call: Command, tmp_path: Path) -> None:
    (tmp_path / "schema.json").write_text('{"type": "object"}')
    written(tmp_path, "polls.jsonl", HALF, RUNNING)
    told = call("check", "polls.jsonl", "--schema", "schema.json", *ON)
    assert told.stderr == "no lifecycle is known of schema.json: 2 of its payloads not asked\n"
    assert told.code == 0
    assert not call("check", "polls.jsonl", "--schema", "schema.json").stderr


def test_a_catalogue_file_given_by_hand_is_followed(call: Command, tmp_path: Path) -> None:
    written(tmp_path, "polls.jsonl", HALF, RUNNING)
    schema = ROOT / "schemas" / "mistral" / "python-sdk@1.2.0.json"
    told = call("check", "polls.jsonl", "--schema", schema, *ON, "--format", "jsonl")
    assert [rule for rule, *_ in found(told)] == ["count-decreased"] * 2


class Recorded(JsonDocument):
    """One body out of a recording."""

    def __init__(self, poll: Mapping[str, Any], line: int, at: str | None) -> None:
        super().__init__(json.dumps(poll).encode(), dict(poll), first_line=line)
        self.exchange = Exchange("GET", "https://api.mistral.ai/v1/batch/jobs/1", 200, at)


def judged(recorded: list[tuple[str, Recorded]]) -> list[tuple[str, str]]:
    """Rule and place of what is said of looks over several recordings, read in this order."""
    options = CheckOptions(variants=(MISTRAL,), policy=Policy(extend_select=frozenset({"lifecycle"})))
    return [
        (finding.rule, f"{finding.location.source}:{finding.location.line}")
        for finding in over_polls(Checker(options), recorded)
        if finding.location is not None
    ]


def over_polls(checker: Checker, recorded: list[tuple[str, Recorded]]) -> list[Finding]:
    total = Tally()
    for source, document in recorded:
        total.merge(checker.check([document], source))
    assert checker.follower is not None
    return sorted(checker.follower.over_polls(total.polls, checker.policy_for), key=sort_key)


def test_looks_that_bear_times_are_compared_in_their_order_over_all_recordings() -> None:
    looks = [
        ("b.har", Recorded(QUEUED, 1, "2026-06-02T10:00:00Z")),
        ("a.har", Recorded(HALF, 1, "2026-06-02T12:30:00+02:00")),
        ("b.har", Recorded(RUNNING, 9, "2026-06-02T11:00:00.5Z")),
    ]
    for order in permutations(looks):
        assert judged(list(order)) == [("count-decreased", "b.har:9")] * 2


def har(at: str, poll: Mapping[str, Any]) -> str:
    """An archive of one exchange."""
    content = {"size": 1, "mimeType": "application/json", "text": json.dumps(poll)}
    entry = {
        "startedDateTime": at,
        "time": 1,
        "request": {"method": "GET", "url": "https://api.mistral.ai/v1/batch/jobs/1", "headers": []},
        "response": {"status": 200, "statusText": "OK", "headers": [], "content": content},
    }
    return json.dumps(
        {"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": [entry]}}
    )


def test_archives_are_followed_by_when_they_were_recorded(call: Command, tmp_path: Path) -> None:
    (tmp_path / "a.har").write_text(har("2026-06-02T10:05:00Z", QUEUED))
    (tmp_path / "b.har").write_text(har("2026-06-02T10:00:00Z", RUNNING))
    told = call("check", "a.har", "b.har", "-V", MISTRAL, *ON, "--format", "jsonl")
    assert ("status-went-backwards", "a.har", 1, "/status") in found(told)
    place = next(each for each in told.findings if each["rule"] == "status-went-backwards")
    assert (tmp_path / "a.har").read_text()[place["column"] - 1 :].startswith('\\"QUEUED')
    assert "earlier, at b.har:1" in place["message"]


def test_a_look_without_a_time_is_not_put_between_those_that_have_one() -> None:
    looks = [
        ("a.har", Recorded(HALF, 1, "2026-06-02T10:00:00Z")),
        ("a.har", Recorded(QUEUED, 2, None)),
        ("a.har", Recorded(HALF, 3, "2026-06-02T10:10:00Z")),
    ]
    assert not judged(looks)


@settings(max_examples=25)
@given(data=st.data())
def test_looking_more_often_and_cutting_anywhere_changes_nothing(data: DataObject) -> None:
    polls = data.draw(histories(MISTRAL, broken=True)).polls
    times = data.draw(st.booleans())
    repeats = data.draw(st.lists(st.integers(1, 4), min_size=len(polls), max_size=len(polls)))

    def looks(*counts: int) -> list[tuple[str, Recorded]]:
        line, out = 0, []
        for number, (poll, count) in enumerate(zip(polls, counts, strict=True)):
            for again in range(count):
                at = f"2026-06-02T{number:02}:{again:02}:00Z" if times else None
                line += 1
                out.append(("a.har", Recorded(poll, line, at)))
        return out

    once, often = judged(looks(*[1] * len(polls))), judged(looks(*repeats))
    assert [rule for rule, _ in once] == [rule for rule, _ in often]
    many = looks(*repeats)
    options = CheckOptions(variants=(MISTRAL,), policy=Policy(extend_select=frozenset({"lifecycle"})))
    checker = Checker(options)
    cut = data.draw(st.integers(0, len(many)))
    whole = checker.check([document for _, document in many], "a.har")
    first = checker.check([document for _, document in many[:cut]], "a.har")
    first.merge(checker.check([document for _, document in many[cut:]], "a.har"))
    assert whole.polls == first.polls


def test_a_none_in_print_is_nothing_to_rely_on(call: Command, tmp_path: Path) -> None:
    fields = {**HALF, "status": "SUCCESS", "completed_at": None}
    printed = ", ".join(f"{key}={value!r}" for key, value in fields.items())
    (tmp_path / "job.repr").write_text(f"BatchJobOut({printed})\n")
    (tmp_path / "job.json").write_text(json.dumps(fields))
    arguments = ("-V", MISTRAL, "--select", "terminal-without-timestamp", "--format", "json")
    assert not call("check", "job.repr", *arguments).findings
    assert len(call("check", "job.json", *arguments).findings) == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_jobs_that_no_id_tells_apart_are_counted_in_one_line(
    jobs: str, call: Command, tmp_path: Path
) -> None:
    nameless = {key: value for key, value in HALF.items() if key != "id"}
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(nameless))
    told = call("check", ".", "-V", MISTRAL, *ON, "-j", jobs)
    assert told.stderr.splitlines() == [
        "no id tells which job it is in 2 payloads: not compared with other looks"
    ]
    assert "no id" not in call("check", ".", "-V", MISTRAL).stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_that_files_without_times_have_no_order_is_said(jobs: str, call: Command, tmp_path: Path) -> None:
    for name, poll in (("1", HALF), ("2", RUNNING), ("3", {**RUNNING, "status": "QUEUED"})):
        (tmp_path / f"{name}.json").write_text(json.dumps(poll))
    arguments = ("-V", MISTRAL, "-j", jobs)
    told = call("check", ".", *arguments, "--select", "lifecycle")
    assert told.stderr.splitlines() == [
        "1 job stands in several files without times: the order of the looks is not known, so only "
        "what no order can change was compared"
    ]
    assert told.code == 0
    assert not call("check", ".", *arguments, "--select", "terminal-without-timestamp").stderr
    assert not call("check", ".", *arguments).stderr
    for name in "23":
        (tmp_path / f"{name}.json").unlink()
    assert not call("check", ".", *arguments, "--select", "lifecycle").stderr
