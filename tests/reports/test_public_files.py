"""Nothing hidden is in what anybody may have: not in a page or file of a published edition, and not
in a file of a pack for the public, in any part, not in a chart's workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from components.exhibits.catalogue import CATALOGUE
from components.packs.pack import Pack, PackItem
from components.packs.produce import produce_pack
from components.packs.produced_pack import ProducedPack
from data_access.settings import settings
from data_access.snapshot import snapshot
from data_access.store.database import open_store
from pages.parts.editions.public import published
from reports.editions.files import FORMS
from reports.excel import workbook as excel
from reports.pdf import pack as pdf
from reports.powerpoint import presentation as powerpoint
from tests.browser.canary import COUNCIL, INTERNAL_PACK, OFFICER, make_canary_store
from tests.browser.delivered import Delivered
from tests.browser.test_public import SECRET, hidden_numbers, view

EVERYTHING = Pack(
    "Everything there is",
    tuple(
        PackItem(key, statement="learning" if entry.of_statement else "")
        for key, entry in CATALOGUE.items()
    ),
)
TELLING = Pack("Inside", (PackItem("innovation"), PackItem("audit_teams")))
WRITERS: dict[str, Callable[[ProducedPack], bytes]] = {
    "powerpoint": powerpoint.presentation,
    "pdf": pdf.document,
    "excel": excel.workbook,
}
# Numbers as spreadsheets and charts keep them, each in an element of its own.
_KEPT = re.compile(rb"<(?:c:)?v>(\d+(?:\.\d+)?)</(?:c:)?v>")
_DRAWN = re.compile(rb"<style>.*?</style>|<svg.*?</svg>|<[^>]*>", re.S)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("canary")
    make_canary_store(made)
    return made


@pytest.fixture(scope="module")
def hidden(folder: Path) -> frozenset[float]:
    return hidden_numbers(folder)


def produced_pack(folder: Path, pack: Pack, audience: str) -> ProducedPack:
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    made, _ = produce_pack(
        replace(pack, audience="internal"), known, view(audience), revision=known.revision,
        produced=datetime(2026, 9, 30),
    )  # fmt: skip
    store.engine.dispose()
    return made


def parts(data: bytes, name: str = "") -> Iterator[tuple[str, bytes]]:
    """Every part of a file, those of files inside it too; a PDF's words and its properties."""
    yield name, data
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for inner in packed.namelist():
                yield from parts(packed.read(inner), f"{name}/{inner}")
    elif data[:4] == b"%PDF":
        reader = PdfReader(io.BytesIO(data))
        words = " ".join(page.extract_text() for page in reader.pages)
        yield f"{name}/words", f"{words} {reader.metadata}".encode()


def _cells(name: str, data: bytes) -> bytes:
    """The numbers in a sheet's cells; of another part, all of it."""
    if "/worksheets/sheet" not in name:
        return data
    # A cell of kind "s" holds the place of its text in the list of texts, not a number.
    return b"".join(re.findall(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?>(<v>[^<]+</v>)', data))


def told(name: str, data: bytes) -> set[float]:
    """The numbers that a part says in cells, or a page or table in words."""
    if name.endswith((".csv", ".html")):
        words = _DRAWN.sub(b" ", data) if name.endswith(".html") else data
        return Delivered(files={name: words}).numbers()
    if "styles" in name or "sharedStrings" in name:
        return set()
    return {float(number) for number in _KEPT.findall(_cells(name, data))}


@pytest.fixture
def given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """Everything that is published, by its address; pages end in ".html"."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder / 'store.db'}")
    settings.cache_clear()
    place = "example-borough"
    stem = f"{place}-edition-1"
    files = {f"{stem}.{ending}": [place, "1", f"{stem}.{ending}"] for ending in FORMS}
    pages = {"index.html": [""], "list.html": [place, ""], "1.html": [place, "1"]}
    found = {name: published(path) for name, path in (pages | files).items()}
    yield {name: each.content for name, each in found.items() if each}
    monkeypatch.undo()
    settings.cache_clear()


def test_no_hidden_word_or_number_is_in_what_is_published(
    given: dict[str, bytes], hidden: frozenset[float]
) -> None:
    assert len(hidden) > 10, "the example hides too little to prove anything"
    assert len(given) == 3 + len(FORMS)
    for address, content in given.items():
        for name, data in parts(content, address):
            assert SECRET not in data.lower(), name
            assert OFFICER.name.encode() not in data, name
            assert told(name, data) & hidden == set(), name


@pytest.mark.parametrize("writer", WRITERS)
def test_no_hidden_word_or_number_is_in_a_packs_file(
    writer: str, folder: Path, hidden: frozenset[float]
) -> None:
    shown = produced_pack(folder, EVERYTHING, "public")
    assert shown.exhibits
    assert not produced_pack(folder, INTERNAL_PACK, "public").exhibits
    for name, data in parts(WRITERS[writer](shown), writer):
        assert SECRET not in data.lower(), name
        assert told(name, data) & hidden == set(), name


@pytest.mark.parametrize("writer", WRITERS)
def test_internal_files_do_have_what_the_test_looks_for(writer: str, folder: Path) -> None:
    shown = produced_pack(folder, TELLING, "internal")
    found = [name for name, data in parts(WRITERS[writer](shown)) if SECRET in data.lower()]
    assert found
