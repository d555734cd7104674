"""`batchschema observe`: payloads in, a profile of what was seen out; profiles merged and compared."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from batchschema.catalog import load
from batchschema.cli import exit_codes
from batchschema.cli.destinations import checked_file, spare_inputs, write_text
from batchschema.cli.inputs import at, inputs, jobs, max_payload, paths_argument, stdin_filename, why_nothing
from batchschema.cli.options import allow_empty, color, fail_on, output, report_format, words
from batchschema.cli.sections import Sectioned
from batchschema.cli.settings import configuration, settings, variant
from batchschema.cli.terminal import coloured, progress
from batchschema.core import NothingToCheck, Severity, Unreadable
from batchschema.core.profile import Compared, Evidence, Profile
from batchschema.core.wording import plural
from batchschema.observe import merged, proposed, written_periods, written_profile
from batchschema.readers import Limits
from batchschema.reports import full_report
from batchschema.reports.concise_report import passed_over
from batchschema.reports.json_text import indented
from batchschema.reports.observe import observe_report_named
from batchschema.reports.view import Style, View, plain
from batchschema.run.check import AUTO, Checker, CheckOptions
from batchschema.run.observe import Observation, added_up, compare, compare_periods, observe
from batchschema.run.profiles import profile_in
from batchschema.run.tally import Tally

OF_PAYLOADS = {"at": "--at selects payloads", "config": "--config says which payloads are of which variant"}
PIPED_WIDTH = 100
"""Characters of a line where the output goes to no terminal, so that it is the same everywhere."""


@click.command(cls=Sectioned)
@paths_argument
@variant()
@click.option("--merge", is_flag=True, help="PATHs are profiles: add them up.")
@click.option(
    "--diff", is_flag=True, help="The two PATHs are profiles, of an earlier and a later period: compare."
)
@click.option(
    "--propose",
    is_flag=True,
    help="Print what was seen where the document is silent as a JSON Patch to the variant's file.",
)
@report_format(
    ["text", "json", "markdown"],
    "the profile is",
    " json: the profile itself, which --merge and --diff read.",
)
@output
@stdin_filename
@at
@fail_on(
    ": contradictions are errors; with --diff, only those that are new, and what else came is a warning",
    default="never",
)
@max_payload
@jobs
@allow_empty("Observing")
@configuration
@color
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Say what payloads show: per field how often absent, null, each type, beside what is documented.

    PATH is whatever `check` reads: a file, a folder, a glob, or - for stdin. Default: this folder. No text of
    a payload is shown but the words of enums and of fields like `status` and `endpoint`.
    """
    if options["merge"] and options["diff"]:
        raise click.UsageError("--merge and --diff exclude each other")
    of_payloads = next((name for name in OF_PAYLOADS if options[name] is not None), None)
    if of_payloads and (options["merge"] or options["diff"]):
        raise click.UsageError(f"{OF_PAYLOADS[of_payloads]}, and --merge and --diff read profiles")
    options["output"] = checked_file(options["output"] or "-")
    if options["diff"]:
        return _differ(paths, options)
    if not options["merge"]:  # a sum may replace one of its parts
        spare_inputs(options["output"], paths)
    observation = _merge(paths, options) if options["merge"] else _observe(paths, options)
    profile, unreadable = observation.profile, observation.unread.unreadable
    if not (profile.variants or unreadable or options["allow_empty"]):
        raise NothingToCheck(_why_nothing(paths, observation.unread, options))
    comparisons = compare(_documented(profile, options), load())
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
    whole = len(read) == len(paths)  # a part would be taken for it
    return Observation(merged(read) if whole else Profile(), unread)


def _documented(profile: Profile, options: dict[str, Any]) -> Profile:
    """What can be put beside a document; the sum of profiles of another catalogue can be written without."""
    strange = sorted(profile.variants.keys() - load().keys())
    if not strange or options["propose"] or options["format_name"] != "json":
        return profile
    click.echo(f"not in this catalogue, so nothing is documented of it: {', '.join(strange)}", err=True)
    return Profile({id: part for id, part in profile.variants.items() if id not in strange})


def _observe(paths: tuple[str, ...], options: dict[str, Any]) -> Observation:
    chosen = settings(options)
    observed = replace(chosen.check_options(), max_payload=options["max_payload"], at=options["at"])
    found = inputs(paths, options, excluded=chosen.excludes)
    parts = observe(observed, found.parts(), jobs=found.jobs)
    observation = added_up(progress(parts, found.files, "observing"))
    _tell(observation.unread)
    return observation


def _differ(paths: Sequence[str], options: dict[str, Any]) -> int:
    if options["propose"] or len(paths) != 2:
        raise click.UsageError("--diff takes two profiles, BEFORE and AFTER, and prints how they differ")
    read, unread = _read(paths, options)
    if unread.unreadable:
        return exit_codes.UNREADABLE
    before, after = read
    if not (before.variants.keys() & after.variants.keys() or options["allow_empty"]):
        raise NothingToCheck(f"no variant is in both {paths[0]} and {paths[1]}")
    periods = compare_periods(before, after, load())
    if options["format_name"] == "json":
        text = indented(written_periods(periods))
    else:
        text = observe_report_named(options["format_name"]).periods(periods, _style(options))
    write_text(options["output"], text)
    return exit_codes.of_severities((shift.severity for shift in periods.shifts), options["fail_on"])


def _read(paths: Sequence[str], options: dict[str, Any]) -> tuple[list[Profile], Tally]:
    """The profiles in some files, of the variants that were named; what cannot be read is said on stderr."""
    profiles, unread = [], Tally(inputs=len(paths))
    named = [name for name in words(options["variants"]) if name != AUTO]
    wanted = {variant.id for name in named for variant in load().matching(name)}
    for path in paths:
        read = profile_in(path, Limits(options["max_payload"]))
        if isinstance(read, Unreadable):
            unread.merge(Checker(CheckOptions()).check([read], path))
        else:
            parts = read.variants.items()
            profiles.append(Profile({id: part for id, part in parts if id in wanted}) if named else read)
    _tell(unread)
    return profiles, unread


def _rendered(profile: Profile, comparisons: Sequence[Compared], options: dict[str, Any]) -> str:
    if options["propose"]:
        return indented(_patch(comparisons))
    if options["format_name"] == "json":
        return indented(written_profile(profile, comparisons))
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
        Evidence.CONTRADICTION: "against what the document states",
        Evidence.UNDOCUMENTED: "of fields that it does not document",
    }
    for evidence, why in left_out.items():
        count = sum(remark.evidence is evidence for remark in compared.remarks)
        if count:
            click.echo(f"not proposed: {plural(count, 'observation')} {why}", err=True)
    return proposed(compared, load()[compared.variant].schema)


def _style(options: dict[str, Any]) -> Style:
    return coloured(options["color"]) if options["format_name"] == "text" and not options["output"] else plain


def _tell(unread: Tally) -> None:
    """Say on stderr what could not be read, as `check` says it, and how much was passed over."""
    for group in unread.grouped():
        if group.finding.severity > Severity.NOTE:
            click.echo(full_report.item(group, View()), nl=False, err=True)
    if unread.skipped:
        click.echo(passed_over(unread.skipped), err=True)


def _why_nothing(paths: tuple[str, ...], unread: Tally, options: dict[str, Any]) -> str:
    if options["merge"]:
        return f"no profile of {', '.join(words(options['variants'])) or 'any variant'} in {', '.join(paths)}"
    return why_nothing(paths or (".",), unread.inputs, unread.skipped, options["at"])
