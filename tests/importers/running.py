"""`batchschema import` as a test runs it: through the command, with the exit codes of the command line."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

import click

from batchschema.cli import exit_codes
from batchschema.cli.import_ import command
from batchschema.core import BatchschemaError


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    stdout: str
    stderr: str


def run_import(*arguments: str | Path) -> Ran:
    """Run the command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = command.main([str(each) for each in arguments], "import", standalone_mode=False) or 0
        except click.exceptions.Exit as ended:
            code = ended.exit_code
        except click.ClickException as error:
            error.show()
            code = exit_codes.USAGE
        except BatchschemaError as error:
            click.echo(f"batchschema: {error}", err=True)
            code = exit_codes.of_error(error)
    return Ran(code, out.getvalue(), err.getvalue())
