"""`batchschema observe`: payloads in, a profile of what was seen out; profiles merged and compared."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from typing import Any

import click

from batchschema.catalog import load
from batchschema.cli import exit_codes
from batchschema.cli.destinations import checked_file, write_text
from batchschema.cli.inputs import at, inputs, max_payload, paths_argument, stdin_filename
from batchschema.cli.options import allow_empty, color, fail_on, output
from batchschema.cli.sections import Sectioned
from batchschema.cli.terminal import coloured
from batchschema.config import Configuration, read_configuration
from batchschema.core import NothingToCheck, Severity, Unreadable
from batchschema.core.profile import Compared, Evidence, Profile
from batchschema.observe import dumped, merged, periods_text, profile_text, proposed
from batchschema.readers import Limits
from batchschema.reports.concise_report import line
from batchschema.reports.observe import observe_report_named
from batchschema.reports.view import Style, View, plain
from batchschema.run.check import AUTO, Checker, CheckOptions
from batchschema.run.observe import Observation, compare, compare_periods, observe
from batchschema.run.profiles import profile_in
from batchschema.run.tally import Tally

PIPED_WIDTH = 100
"""Characters of a line where the output goes to no terminal, so that it is the same everywhere."""


@click.command(cls=Sectioned)
@paths_argument
@click.option(
    "-V",
    "--variant",
    default=AUTO,
    show_default=True,
    metavar="ID|auto",
    help="Hold every payload against this documented shape. auto: against the one that it is taken for.",
)
@click.option("--merge", is_flag=True, help="PATHs are profiles: add them up.")
@click.option(
    "--diff", is_flag=True, help="The two PATHs are profiles, of an earlier and a later period: compare."
)
@click.option(
    "--propose",
    is_flag=True,
    help="Print what was seen where the document is silent as a JSON Patch to the variant's file.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="json: the profile itself, which --merge, --diff and --propose read.",
)
@output
@stdin_filename
@at
@fail_on(
    ": contradictions are errors; with --diff, only those that are new, and what else came is a warning",
    default="never",
)
@max_payload
@allow_empty("Observing")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@color
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Say what payloads show: per field how often absent, null, each type, beside what is documented.

    PATH is whatever `check` reads: a file, a folder, a glob, or - for stdin. Default: this folder. No text of
    a payload is shown but the words of enums and of fields like `status` and `endpoint`.
    """
    if options["merge"] and options["diff"]:
        raise click.UsageError("--merge and --diff exclude each other")
    if options["at"] is not None and (options["merge"] or options["diff"]):
        raise click.UsageError("--at selects payloads, and --merge and --diff read profiles")
    options["output"] = checked_file(options["output"] or "-")
    if options["diff"]:
        return _differ(paths, options)
    observation = _merge(paths, options) if options["merge"] else _observe(paths, options)
    profile, unreadable = observation.profile, observation.unread.unreadable
    if not (profile.variants or unreadable or options["allow_empty"]):
        raise NothingToCheck(f"no batch job in {', '.join(paths) or 'this folder'}")
    comparisons = compare(profile, load())
    if profile.variants or options["allow_empty"]:
        write_text(options["output"], _rendered(profile, comparisons, options))
    if unreadable:
        return exit_codes.UNREADABLE
    found = (remark.severity for each in comparisons for remark in each.remarks)
    return exit_codes.of_severities(found, options["fail_on"])


def _merge(paths: Sequence[str], options: dict[str, Any]) -> Observation:
    """The sum of some profiles, of what was named if a variant was."""
    if not paths:
        raise click.UsageError("--merge takes the profiles to add up")
    read, unread = _read(paths, options)
    profile = merged(read) if len(read) == len(paths) else Profile()  # a part would be taken for the whole
    if options["variant"] != AUTO:
        wanted = {variant.id for variant in load().matching(options["variant"])}
        profile = Profile({id: part for id, part in profile.variants.items() if id in wanted})
    return Observation(profile, unread)


def _observe(paths: tuple[str, ...], options: dict[str, Any]) -> Observation:
    configuration = Configuration() if options["isolated"] else read_configuration(os.getcwd())
    settings = CheckOptions(
        variants=(options["variant"],),
        configuration=configuration if options["variant"] == AUTO else Configuration(),
        max_payload=options["max_payload"],
        at=options["at"],
    )
    found = inputs(paths, options, excluded=configuration.excludes)
    observation = observe(settings, found.files, found.missing, found.stdin)
    _tell(observation.unread)
    return observation


def _differ(paths: Sequence[str], options: dict[str, Any]) -> int:
    if options["propose"] or len(paths) != 2:
        raise click.UsageError("--diff takes two profiles, BEFORE and AFTER, and prints how they differ")
    read, unread = _read(paths, options)
    if unread.unreadable:
        return exit_codes.UNREADABLE
    before, after = read
    periods = compare_periods(before, after, load())
    if options["format_name"] == "json":
        text = periods_text(periods)
    else:
        text = observe_report_named(options["format_name"]).periods(periods, _style(options))
    write_text(options["output"], text)
    return exit_codes.of_severities((shift.severity for shift in periods.shifts), options["fail_on"])


def _read(paths: Sequence[str], options: dict[str, Any]) -> tuple[list[Profile], Tally]:
    """The profiles in some files, and which of them cannot be read, which is said on stderr."""
    profiles, unread = [], Tally()
    for path in paths:
        read = profile_in(path, Limits(options["max_payload"]))
        if isinstance(read, Unreadable):
            unread.merge(Checker(CheckOptions()).check([read], path))
        else:
            profiles.append(read)
    _tell(unread)
    return profiles, unread


def _rendered(profile: Profile, comparisons: Sequence[Compared], options: dict[str, Any]) -> str:
    if options["propose"]:
        return dumped(_patch(comparisons))
    if options["format_name"] == "json":
        return profile_text(profile, comparisons)
    report = observe_report_named(options["format_name"])
    terminal = sys.stdout.isatty() and not options["output"]
    width = shutil.get_terminal_size().columns if terminal else PIPED_WIDTH
    return report.profiles(comparisons, _style(options), width)


def _patch(comparisons: Sequence[Compared]) -> list[dict[str, Any]]:
    """The patch to the one variant that was seen; what it leaves out is said on stderr."""
    if len(comparisons) > 1:
        ids = ", ".join(each.variant for each in comparisons)
        raise click.UsageError(
            f"a patch is for one variant, and these were seen: {ids}; name one with --variant"
        )
    if not comparisons:
        return []
    (compared,) = comparisons
    left_out = {
        Evidence.CONTRADICTION: "contradict what the document states",
        Evidence.UNDOCUMENTED: "are about fields that it does not document",
    }
    for evidence, why in left_out.items():
        count = sum(remark.evidence is evidence for remark in compared.remarks)
        if count:
            click.echo(f"not proposed: {count:,} observations that {why}", err=True)
    return proposed(compared, load()[compared.variant].schema)


def _style(options: dict[str, Any]) -> Style:
    return coloured(options["color"]) if options["format_name"] == "text" and not options["output"] else plain


def _tell(unread: Tally) -> None:
    """Say on stderr what could not be read, as `check` says it."""
    for group in unread.grouped():
        if group.finding.severity > Severity.NOTE:
            click.echo(line(group, View()), err=True)
