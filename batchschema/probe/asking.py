"""Ask a target in a process of its own: one payload a line in, one answer a line out, within a time limit."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from batchschema.core import BatchschemaError
from batchschema.probe.answers import Answer, NoVerdict, read_answer

LONGEST_LINE = 64 << 20
"""Bytes of an answer that are read."""
STARTING = 4
"""How many time limits the first answer of a process may take: until then, it is starting."""
HOST = str(Path(__file__).with_name("host.py"))


class TargetNotUsable(BatchschemaError):
    """A target that does not import, is nothing that can be asked, or a program that is not there."""

    def __init__(self, target: str, reason: str) -> None:
        self.target, self.reason = target, reason
        super().__init__(f"target `{target}`: {reason}")


def python_line(target: str, *, how: str = "validate", python: str | None = None) -> list[str]:
    """The command that serves `module:attribute`; raises `TargetNotUsable` for another spelling."""
    module, colon, attribute = target.partition(":")
    parts = [*module.split("."), *attribute.split(".")]
    if not colon or not all(part.isidentifier() for part in parts):
        raise TargetNotUsable(target, "write it as module:Class, such as mistralai.models:BatchJobOut")
    return [python or sys.executable, HOST, target, how]


def command_line(command: str) -> list[str]:
    """The words of a command, without a shell; raises `TargetNotUsable` when there is no such program."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise TargetNotUsable(command, f"is no command: {error}") from error
    if not words or shutil.which(words[0]) is None:
        raise TargetNotUsable(command, f"no program `{words[0] if words else ''}`")
    return words


class Asker:
    """A process that is started when it is first asked, ended when it fails, and then started anew."""

    def __init__(self, words: Sequence[str], *, name: str, time_limit: float, greets: bool) -> None:
        self.name = name
        self._words, self._time_limit = list(words), time_limit
        self._greets = greets
        """Whether the process says first that it is ready, as our own host does."""
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue(maxsize=8)
        self._errors: IO[bytes] | None = None
        self._is_new = True

    def __enter__(self) -> Asker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.end()

    def ask(self, payload: object) -> Answer:
        """Put one payload to the target.

        Raises `TargetNotUsable` when the process says that there is no such target.
        """
        if self._process is None:
            self._start()
        elif not self._lines.empty():
            return self._failed(NoVerdict("garbage", "wrote more than one line for a payload"))
        line = json.dumps(payload).encode() + b"\n"
        threading.Thread(target=self._write, args=(self._process, line), daemon=True).start()
        said = self._line(self._time_limit * (STARTING if self._is_new else 1))
        if isinstance(said, NoVerdict):
            return self._failed(said)
        self._is_new = False
        answer = read_answer(said)
        return self._failed(answer) if isinstance(answer, NoVerdict) else answer

    def end(self) -> None:
        """Kill the process and what it started."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        for stream in (process.stdin, self._errors):
            with contextlib.suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()

    def _start(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        self._lines = queue.Queue(maxsize=8)
        try:
            self._process = subprocess.Popen(
                self._words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={**os.environ, "PYTHONHASHSEED": "0"},
                start_new_session=True,
            )
        except OSError as error:
            raise TargetNotUsable(self.name, f"cannot be started: {error.strerror}") from error
        threading.Thread(target=_read, args=(self._process.stdout, self._lines), daemon=True).start()
        self._is_new = True
        if self._greets:
            self._greet()

    def _greet(self) -> None:
        said = self._line(self._time_limit * STARTING)
        try:
            greeting: Any = (
                json.loads(said) if isinstance(said, bytes) else {"error": f"importing it {said.error}"}
            )
        except ValueError:
            greeting = {"error": "its process did not say whether the target is there"}
        if greeting.get("ready") is not True:
            reason = str(greeting.get("error", "is not ready")) + self._last_words(only_of=said)
            self.end()
            raise TargetNotUsable(self.name, reason)

    def _line(self, seconds: float) -> bytes | NoVerdict:
        """The next line of the process, or why there is none."""
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return NoVerdict("silence", f"gave no answer within {seconds:g} seconds")
        if line.endswith(b"\n"):
            return line
        if line:
            return NoVerdict("garbage", "wrote a line without an end")
        assert self._process is not None, "only a process that runs has lines"
        code = self._process.wait()
        how = f"with exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
        return NoVerdict("death", f"ended {how} instead of answering")

    def _failed(self, verdict: NoVerdict) -> NoVerdict:
        words = self._last_words(only_of=verdict)
        self.end()
        return NoVerdict(verdict.kind, verdict.error + words)

    def _last_words(self, *, only_of: object) -> str:
        """What a process that died said last on standard error."""
        if self._errors is None or not isinstance(only_of, NoVerdict) or only_of.kind != "death":
            return ""
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").split("\n")
        telling = [line.strip() for line in lines if "Error" in line] or [line.strip() for line in lines]
        last = next((line for line in reversed(telling) if line), "")
        last = "".join(char for char in last if char.isprintable())[:160]
        return f": {last}" if last else ""

    @staticmethod
    def _write(process: subprocess.Popen[bytes], line: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            assert process.stdin is not None, "standard input is a pipe"
            process.stdin.write(line)
            process.stdin.flush()


def _read(stream: IO[bytes], lines: queue.Queue[bytes]) -> None:
    """Pass lines on until there are no more; an empty one is the end."""
    with stream:
        while True:
            try:
                line = stream.readline(LONGEST_LINE)
            except (OSError, ValueError):
                line = b""
            try:
                lines.put_nowait(line)
            except queue.Full:
                return  # nobody asked for so much
            if not line.endswith(b"\n"):
                return
