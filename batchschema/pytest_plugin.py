"""The pytest plugin: payload files collected as tests, and fixtures for tests of one's own.

`pytest --batchschema` collects every file for which `[tool.batchschema]` names a variant; without the
option nothing of the toolkit is imported until a test asks for a fixture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from batchschema.catalog import Catalog
    from batchschema.config import Profile
    from batchschema.core import Finding, Variant
    from batchschema.run.conformance import Conformance

MARKER = "batchschema"
PROFILES = ("documented", "strict")


class AssertConforms(Protocol):
    """What the fixture `assert_conforms` is."""

    def __call__(self, payload: object, variant: str | Variant, *, profile: Profile | None = None) -> None:
        """Fail the test, with the findings as its text, if a payload contradicts a variant.

        `profile` wins over the marker, and that over the command line; None asks them.

        Raises `UnknownVariant` when the catalogue has no such id.
        """


class AssertHistory(Protocol):
    """What the fixture `assert_history` is."""

    def __call__(
        self, payloads: Iterable[object], variant: str | Variant, *, profile: Profile | None = None
    ) -> None:
        """Fail the test, with the findings as its text, if looks at a job, in their order, make no sense.

        That each look by itself conforms is for `assert_conforms` to say. `profile` is as there.

        Raises `UnknownVariant` when the catalogue has no such id, and `UnusableSchema` where no lifecycle is
        known of its vendor.
        """


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two options."""
    group = parser.getgroup("batchschema", "batch-job payloads (batchschema)")
    group.addoption(
        "--batchschema",
        action="store_true",
        help="collect the payload files for which [tool.batchschema] names a variant as tests",
    )
    group.addoption(
        "--batchschema-profile",
        choices=PROFILES,
        help="documented: silence forbids nothing; strict: it does (default: the configuration's)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Announce the marker, and collect files only where that was asked for."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(profile): judge what this test puts to assert_conforms or assert_history by this profile; "
        "without one, a payload file collected as a test",
    )
    if config.getoption("batchschema"):
        config.pluginmanager.register(_PayloadFiles(), "batchschema-files")


@pytest.fixture(scope="session")
def batch_catalog() -> Catalog:
    """The catalogue of documented shapes, by id."""
    from batchschema.catalog import load

    return load()


@pytest.fixture
def assert_conforms(request: pytest.FixtureRequest) -> AssertConforms:
    """A function that fails the test if a payload contradicts a variant."""
    usual = _profile_of(request)

    def assert_conforms(payload: object, variant: str | Variant, *, profile: Profile | None = None) -> None:
        __tracebackhide__ = True
        from batchschema.api import check

        _fail_on_errors(check(payload, variant, profile=profile or usual))

    return assert_conforms


@pytest.fixture
def assert_history(request: pytest.FixtureRequest) -> AssertHistory:
    """A function that fails the test if what polling shows of a job makes no sense."""
    usual = _profile_of(request)

    def assert_history(
        payloads: Iterable[object], variant: str | Variant, *, profile: Profile | None = None
    ) -> None:
        __tracebackhide__ = True
        from batchschema.api import check_history

        _fail_on_errors(check_history(payloads, variant, profile=profile or usual))

    return assert_history


def _fail_on_errors(findings: Iterable[Finding]) -> None:
    __tracebackhide__ = True
    from batchschema.core import Severity

    errors = [finding for finding in findings if finding.severity >= Severity.ERROR]
    if errors:
        pytest.fail("\n".join(map(_line, errors)), pytrace=False)


def _profile_of(request: pytest.FixtureRequest) -> Profile:
    marker = request.node.get_closest_marker(MARKER)
    named: Any = marker.kwargs.get("profile", *marker.args[:1]) if marker is not None else None
    chosen: Any = named or request.config.getoption("batchschema_profile") or PROFILES[0]
    if chosen not in PROFILES:
        raise pytest.UsageError(f"@pytest.mark.{MARKER}: no profile {chosen!r}; documented or strict")
    return chosen  # type: ignore[no-any-return]


def _line(finding: Finding) -> str:
    return f"{finding.message} [{finding.rule}] ({finding.variant})"


class _PayloadFiles:
    """Collects what the configuration speaks of."""

    _conformance: Conformance

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Read the configuration: not before, so that a mistake in it stands in no way of `pytest --help`."""
        from batchschema.core import BatchschemaError
        from batchschema.run.conformance import Conformance

        config = session.config
        try:
            self._conformance = Conformance(
                str(_folder_of(config)), profile=config.getoption("batchschema_profile")
            )
        except BatchschemaError as error:
            raise pytest.UsageError(str(error)) from error

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """One test for each payload file."""
        if not self._conformance.covers(str(file_path)):
            return None
        file: _PayloadFile = _PayloadFile.from_parent(parent, path=file_path)
        file.conformance = self._conformance
        return file


def _folder_of(config: pytest.Config) -> Path:
    """Where the configuration is looked for: the current folder, as for `check`, if it is in the project."""
    here = config.invocation_params.dir
    return here if here.is_relative_to(config.rootpath) else config.rootpath


class _PayloadFile(pytest.File):
    conformance: Conformance

    def collect(self) -> Iterator[pytest.Item]:
        item: _PayloadTest = _PayloadTest.from_parent(self, name=MARKER)
        item.conformance = self.conformance
        item.add_marker(MARKER)
        yield item


class _Deviates(Exception):
    """What `check` says of a file."""


class _PayloadTest(pytest.Item):
    conformance: Conformance

    def runtest(self) -> None:
        found = self.conformance.of(str(self.path))
        if found.deviations:
            raise _Deviates(found.deviations)
        if not found.payloads:
            raise pytest.skip.Exception("holds no batch job", _use_item_location=True)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, _Deviates):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.parent.name if self.parent else self.name}: batch jobs conform"
