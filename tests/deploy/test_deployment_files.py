"""What a server is set up with: files that are whole, and that say the same as the product."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from data_access.command_line.main import _parser
from data_access.settings import Settings
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
SYSTEMD = sorted((DEPLOY / "systemd").iterdir())
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8")
OF_THE_PRODUCT = {name.upper() for name in Settings.model_fields}
OF_OTHERS = {
    "DASHBOARD_HOST",  # the proxy's
    "DASHBOARD_PROCESSES",
    "STORE_PASSWORD",  # the compose file's
    "PGPASSWORD",  # PostgreSQL's own
    "POSTGRES_USER",
    "POSTGRES_DB",
    "POSTGRES_PASSWORD",
    "POSTGRES_INITDB_ARGS",
    "PYTHONUTF8",
}


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return read


def commands_run() -> list[str]:
    """Every command of the product that a file here runs, as it is written there."""
    texts = [path.read_text("utf-8") for path in DEPLOY.rglob("*") if path.is_file()]
    found = [re.findall(r"-m data_access ([^\n;\"]+)", text) for text in texts]
    return [command.strip() for each in found for command in each]


def test_a_backup_by_schedule_is_a_command_there_is() -> None:
    found = commands_run()
    assert len(found) >= 3  # compose, systemd, Windows
    for command in found:
        asked = _parser().parse_args(
            [word.strip("'") for word in re.findall(r"'[^']*'|\S+", command)]
        )
        assert asked.command == "backup"
        assert asked.into
        assert asked.keep >= 30


def test_what_is_set_are_settings_there_are() -> None:
    named: set[str] = set()
    for service in compose()["services"].values():
        named |= set(service.get("environment", {}))
    named |= set(re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "dashboard.env.example").read_text(), re.M))
    named |= set(re.findall(r"^Environment=([A-Z_]+)=", SYSTEMD[1].read_text(), re.M))
    service = ElementTree.parse(DEPLOY / "windows" / "dashboard.xml").getroot()
    named |= {each.attrib["name"] for each in service.findall("env")}
    assert named - OF_OTHERS <= OF_THE_PRODUCT


def test_the_container_holds_the_program_and_nothing_else() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.M)
    sources = {name for line in copied for name in line.split()} - {"requirements.txt"}
    assert all((ROOT / name).exists() for name in sources)
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    let_in = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert let_in == sources | {"requirements.txt"}
    assert "*" in ignored
    # Every room that the server imports is there.
    tracked = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    rooms = {Path(name).parts[0] for name in tracked} - {"tests"}
    assert rooms <= sources
    assert not any(fnmatch(name, "tests*") for name in sources)


def test_the_container_is_nobody_in_particular_and_says_how_it_is() -> None:
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", CONTAINERFILE, re.M)
    assert re.search(r"^HEALTHCHECK ", CONTAINERFILE, re.M)


def test_only_the_proxy_is_reached_from_the_network() -> None:
    services = compose()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert services["store"]["networks"] == ["behind"]
    assert compose()["networks"]["behind"]["internal"]
    for name, service in services.items():
        assert service["restart"] == "unless-stopped", name
        assert name == "proxy" or "healthcheck" in service, name


def test_every_process_gets_requests_and_shares_one_store() -> None:
    services = compose()["services"]
    processes = [name for name in services if name.startswith("dashboard-")]
    assert len(processes) >= 2
    told = services["proxy"]["environment"]["DASHBOARD_PROCESSES"].split()
    assert told == [f"{name}:8501" for name in processes]
    stores = {services[name]["environment"]["DATABASE_URL"] for name in (*processes, "backup")}
    assert stores == {"postgresql://dashboard@store/dashboard"}  # no password among them
    # A command that does not know of the sign-in would take itself for somebody's own computer.
    for name in (*processes, "backup"):
        assert [each["source"] for each in services[name]["secrets"]] == ["sign_in"], name


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_no_fault_with_the_units(tmp_path: Path) -> None:
    for unit in SYSTEMD:
        text = unit.read_text("utf-8").replace("/opt/dashboard/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text, "utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / u.name) for u in SYSTEMD)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in checked.stderr.splitlines() if "dashboard" in line]
    assert ours == []
    assert checked.returncode == 0
