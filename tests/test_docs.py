"""What is documented is there, what is there is documented, and nothing unfit is committed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from components.exhibits.catalogue import CATALOGUE, definitions
from components.exhibits.listing import listing
from dashboard import SCREENS
from data_access.command_line.main import main
from data_access.datasets import DATASETS
from data_access.settings import Settings
from tests.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
WRITTEN = {".py", ".md", ".toml", ".txt", ".css", ".js", ".csv", ".html", ".yml", ".mako", ""}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"}
ROOMS = ("vocabulary", "components", "data_access", "measures", "pages", "reports")
# Imported under another name.
LIBRARIES = {
    "PIL": "pillow",
    "docx": "python-docx",
    "fontTools": "fonttools",
    "pptx": "python-pptx",
    "stdnum": "python-stdnum",
    "yasbd": "yasbd-lib",
}

# Letters in brackets, so that this file does not hold what it looks for.
UNFIT = {
    "a place on somebody's machine": r"(?<![\w.~*-])/(?:[w]ork|[h]ome|[r]oot|[U]sers)/[\w.]",
    "a package registry's address": r"pypi\.[o]rg|files\.python[h]osted|registry\.[n]pmjs",
    "a note to self": r"\b(?:T[O]DO|FIX[M]E|XX[X])\b",
    "filler": r"(?i)\blorem [i]psum\b",
    "who or what typed it": r"(?i)\b(?:cl[a]ude|chat[g]pt|open[a]i|anth[r]opic|cop[i]lot)\b",
}


@cache
def committed() -> tuple[Path, ...]:
    """Every file under version control, or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git repository: cannot tell which files belong to the project")
    paths = (ROOT / name for name in listed.stdout.splitlines())
    return tuple(path for path in paths if path.is_file())


def texts() -> list[tuple[str, str]]:
    """Name and text of every committed file that people write."""
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in committed()
        if path.suffix in WRITTEN
    ]


def commands(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Every command of the command line, as its own help lists them."""
    with pytest.raises(SystemExit):
        main(["--help"])
    return set(re.findall(r"^    ([a-z-]+)\b", capsys.readouterr().out, re.M))


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, re.M))


def test_readme_begins_with_the_two_commands() -> None:
    indented = re.findall(r"^    (\S.*)$", README, re.M)
    assert indented[:2] == ["make dashboard", "make test"]


def test_every_make_target_named_in_a_document_is_there() -> None:
    targets = make_targets()
    missing = [
        (name, target)
        for name, text in texts()
        if name.endswith(".md")
        for target in re.findall(r"\bmake ([a-z-]+)(?=[`\n ]|$)", "\n".join(code(text)))
        if target not in targets
    ]
    assert missing == []


def code(markdown: str) -> list[str]:
    """What a document shows as code: in backticks or indented."""
    return re.findall(r"`([^`\n]+)`", markdown) + re.findall(r"^ {4,}(\S.*)$", markdown, re.M)


def test_every_command_is_in_the_readme_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    found = commands(capsys)
    assert {"import-report", "export", "init", "example", "history", "withdraw"} <= found
    table = README.partition("## By command")[2].partition("| Setting")[0]
    named = {
        word.split()[0]
        for row in re.findall(r"^\| (`.*?) \|", table, re.M)
        for word in re.findall(r"`([^`]+)`", row)
    }
    assert named == found


def test_every_command_shown_anywhere_exists(capsys: pytest.CaptureFixture[str]) -> None:
    found = commands(capsys)
    shown = {
        (name, command)
        for name, text in texts()
        if name.endswith(".md")
        for command in re.findall(r"python -m data_access ([a-z-]+)", text)
    }
    assert {(name, command) for name, command in shown if command not in found} == set()


def test_every_setting_is_in_the_readme() -> None:
    assert [name for name in Settings.model_fields if f"`{name.upper()}`" not in README] == []


def test_every_dataset_has_its_page() -> None:
    index = (ROOT / "docs" / "data-dictionary" / "README.md").read_text(encoding="utf-8")
    assert [name for name in DATASETS if f"({name}.md)" not in index] == []


def test_every_exhibit_is_documented_and_explains_itself() -> None:
    text = (ROOT / "docs" / "exhibits.md").read_text(encoding="utf-8")
    assert text == listing(), "run `make exhibits`"
    assert re.findall(r"^\| `(\w+)` \|", text, re.M) == list(definitions())
    assert all(each.question.endswith("?") for each in CATALOGUE.values())
    for definition in definitions().values():
        assert definition.how_to_read.strip()
        assert definition.source.strip()


def test_every_page_is_on_screen_and_every_screen_a_page() -> None:
    pages = {path.stem for path in (ROOT / "pages").glob("[!_]*.py")}
    assert {screen.file.stem for screen in SCREENS} == pages


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in committed():
        if path.suffix != ".md":
            continue
        for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
            if not (path.parent / link).exists():
                broken.append((path.relative_to(ROOT).as_posix(), link))
    assert broken == []


def test_places_named_in_the_architecture_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:components|data_access|measures|pages|tests|docs)/[\w./-]*)`", text)
    assert len(named) > 10
    assert [place for place in named if not (ROOT / place).exists()] == []


def test_every_document_is_linked_from_the_readme_or_the_index() -> None:
    documents = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert {name for name in documents if f"docs/{name}" not in README} == set()


def test_file_names_say_what_is_inside() -> None:
    assert [path for path in committed() if path.stem in NAMELESS] == []


def test_nothing_unfit_is_committed() -> None:
    found = [
        f"{name}:{text[: match.start()].count(chr(10)) + 1}: {what}: {match.group()}"
        for name, text in texts()
        for what, pattern in UNFIT.items()
        for match in re.finditer(pattern, text)
    ]
    assert found == []


def test_what_is_imported_is_pinned_and_what_is_pinned_is_imported() -> None:
    text = (ROOT / "requirements.in").read_text(encoding="utf-8")
    pinned = {re.split(r"[\[=]", line)[0] for line in text.splitlines() if "==" in line}
    assert imported() == pinned


def imported() -> set[str]:
    """Distributions that the product's code imports, by the names in requirements.in."""
    names = set()
    for path in (
        ROOT / "dashboard.py",
        *(p for room in ROOMS for p in (ROOT / room).rglob("*.py")),
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    names -= set(sys.stdlib_module_names) | set(ROOMS) | {"__future__", "dashboard"}
    # SQLAlchemy loads the PostgreSQL driver by its name in a URL; Plotly takes orjson where it is;
    # Python asks tzdata what time it is in London where the system does not know.
    loaded = {"psycopg", "orjson", "tzdata"}
    return {LIBRARIES.get(name, name.replace("_", "-")) for name in names} | loaded
