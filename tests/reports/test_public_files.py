"""Files of packs for the public hold nothing hidden, not in any part, not in a chart's workbook:
those of packs kept before there were editions, which hold most."""

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
from components.exhibits.pack import Pack, PackItem, produce_pack
from components.exhibits.produced_pack import ProducedPack
from data_access.snapshot import snapshot
from data_access.store.database import open_store
from reports.excel import workbook as excel
from reports.pdf import pack as pdf
from reports.powerpoint import presentation as powerpoint
from tests.browser.canary import COUNCIL, INTERNAL_PACK, OFFICER, make_canary_store
from tests.browser.test_public import SECRET, hidden_numbers, view

EVERYTHING = Pack(
    "Everything there is",
    tuple(
        PackItem(key, statement="learning" if entry.of_statement else "")
        for key, entry in CATALOGUE.items()
    ),
)
PACKS = (INTERNAL_PACK, EVERYTHING)
WRITERS: dict[str, Callable[[ProducedPack], bytes]] = {
    "powerpoint": powerpoint.presentation,
    "pdf": pdf.document,
    "excel": excel.workbook,
}
# Numbers as spreadsheets and charts keep them, each in an element of its own.
_KEPT = re.compile(rb"<(?:c:)?v>(\d+(?:\.\d+)?)</(?:c:)?v>")


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
        produced=datetime(2026, 9, 30), as_kept=True,
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


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_no_hidden_word_or_number_is_in_a_file(
    pack: Pack, writer: str, folder: Path, hidden: frozenset[float]
) -> None:
    shown = produced_pack(folder, pack, "public")
    assert shown.exhibits
    for name, data in parts(WRITERS[writer](shown), writer):
        assert SECRET not in data.lower(), name
        told = {float(number) for number in _KEPT.findall(_cells(name, data))} & hidden
        assert "styles" in name or "sharedStrings" in name or told == set(), (name, told)


@pytest.mark.parametrize("writer", WRITERS)
def test_internal_files_do_have_what_the_test_looks_for(writer: str, folder: Path) -> None:
    shown = produced_pack(folder, EVERYTHING, "internal")
    found = [name for name, data in parts(WRITERS[writer](shown)) if SECRET in data.lower()]
    assert found
