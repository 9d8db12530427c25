"""Reading a PDF back as a reader or a screen reader does."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def reader(file: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(file))


def text(file: bytes) -> str:
    """All of the text in one line."""
    return " ".join(" ".join(page.extract_text() for page in reader(file).pages).split())


def numbers(words: str) -> set[str]:
    """The numbers in a text, without thousands separators."""
    return {found.replace(",", "").rstrip(".") for found in NUMBER.findall(words)}


def elements(file: bytes) -> Iterator[DictionaryObject]:
    """Every element of the structure tree, in reading order."""
    yield from _below(_root(file)["/StructTreeRoot"])


def _below(node: Any) -> Iterator[DictionaryObject]:
    kids = node.get("/K")
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        element = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(element, DictionaryObject) and "/S" in element:
            yield element
            yield from _below(element)


def _root(file: bytes) -> Any:
    return reader(file).trailer["/Root"]


def kinds(file: bytes) -> list[str]:
    return [str(element["/S"]) for element in elements(file)]


def holds_what_accessibility_needs(file: bytes, title: str) -> None:
    """Tagged, with language and title, heads in tables, and a text for every figure.

    The rules are those of PDF/UA-1 (ISO 14289-1) that can be seen from outside; Typst refuses to
    write a file that breaks those it knows.
    """
    root = _root(file)
    assert root["/Lang"].lower() == "en-gb"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid" in metadata
    about = reader(file).metadata
    assert about is not None
    assert about.title == title
    found = list(elements(file))
    for figure in (element for element in found if str(element["/S"]) == "/Figure"):
        assert str(figure.get("/Alt", "")).strip()
    tables = [element for element in found if str(element["/S"]) == "/Table"]
    for table in tables:
        assert "/TH" in [str(below["/S"]) for below in _below(table)]
    for page in reader(file).pages:
        assert str(page["/Tabs"]) == "/S"
        assert page["/StructParents"] is not None
    levels = [int(kind[2:]) for kind in kinds(file) if re.fullmatch(r"/H\d", kind)]
    assert levels
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    embedded = [font for page in reader(file).pages for font in _fonts(page)]
    assert embedded
    assert all("/ToUnicode" in font for font in embedded)


def _fonts(page: Any) -> list[DictionaryObject]:
    fonts = page["/Resources"].get("/Font", {})
    return [font.get_object() for font in fonts.values()]
