"""What holds for every test."""

from __future__ import annotations

import itertools
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from data_access.store.database import Store
from tests.example_store import FOLDER, example_at
from tests.sampling import ALL_ROOMS, FULL, SEED, SLOW_ROOMS, one_in

# How long an example takes says how busy the machine is, not whether the product is right.
settings.register_profile(
    "whatever the machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("whatever the machine")


# Rooms whose tests are slow, because each opens pages, starts processes or makes whole stores or
# packs. What guards the public and the gate, and the shared cases, are tried in every run.
SLOW = (
    "tests/browser/",
    "tests/pages/",
    "tests/data_access/example/",
    "tests/data_access/ledger/test_held_versions.py",
    "tests/data_access/region/",
    "tests/data_access/store/",
    "tests/data_access/test_new_store.py",
    "tests/data_access/test_command_line.py",
    "tests/data_access/test_reports_in_command.py",
    "tests/data_access/exporting/",
    "tests/data_access/importing/coding/test_decisions.py",
    "tests/data_access/importing/own_process/",
    "tests/data_access/importing/reports/test_import_report.py",
    "tests/data_access/importing/stages/test_import_command.py",
    "tests/data_access/importing/stages/test_landing.py",
    "tests/data_access/importing/stages/test_round_trip.py",
    "tests/reports/",
)
ALWAYS = (
    "test_attacks.py",
    "test_public.py",
    "test_security.py",
    "test_accessibility.py",
    "test_cancel.py",
    "test_public_files.py",
)
WHOLE_RUN = "TEST_WHOLE_RUN"


def pytest_configure(config: pytest.Config) -> None:
    """Tells workers that nobody chose tests: then long lists of tests are sampled, too."""
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        os.environ[WHOLE_RUN] = "yes"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A plain run of everything takes a sixth of the slow rooms' tests, and of what is tried on
    both databases a third on PostgreSQL; others each day. FULL=1, ALL_ROOMS=1, or naming a test,
    takes all."""
    if ALL_ROOMS or WHOLE_RUN not in os.environ:
        return
    slow = [i for i in items if i.nodeid.startswith(SLOW) and i.path.name not in ALWAYS]
    again = [i for i in items if "postgres" in i.nodeid.partition("[")[2]]
    gone = {*slow, *again} - {*one_in(SLOW_ROOMS, slow), *one_in(3, again)}
    config.hook.pytest_deselected(items=[i for i in items if i in gone])
    items[:] = [i for i in items if i not in gone]


def pytest_report_header() -> str:
    """What a plain run leaves out changes with the day: how to take the same once more."""
    return "all of every list (FULL=1)" if FULL else f"part of the long lists: TEST_SEED={SEED}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How long the tests of each room took, all workers' added up."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for report in itertools.chain.from_iterable(terminalreporter.stats.values()):
        if isinstance(report, pytest.TestReport):
            place = report.nodeid.split("::")[0].split("/")
            seconds[place[1] if len(place) > 2 else "the rest"] += report.duration
    terminalreporter.section("tests by room")
    for room, taken in sorted(seconds.items(), key=lambda item: -item[1]):
        terminalreporter.line(f"{taken:7.0f} s  {room}")


@pytest.fixture(scope="session", autouse=True)
def one_example(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Workers of one run share its folder, and so the example made in it."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    os.environ[FOLDER] = str(folder)


@pytest.fixture(scope="session", autouse=True)
def components_found_once() -> Iterator[None]:
    """Each page that a test opens would look through all packages for components of Streamlit,
    which takes four times as long as most pages."""
    with pytest.MonkeyPatch.context() as patch:
        name = "scan_component_manifests"
        patch.setattr(manifest_scanner, name, cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Example Borough and the published facts, for all rooms. Only to be read."""
    store = example_at(tmp_path_factory.mktemp("example") / "example.db")
    yield store
    store.engine.dispose()


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Running a page in a test makes it Python's main module, and leaves it so: a process started
    by a later test would then begin by running that page."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
