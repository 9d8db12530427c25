"""Throws damaged files of every format at the import, and holds it to its promises.

A damaged file may be refused in one sentence, or planned with its bad rows told; nothing else may
happen. Planning writes nothing; what lands, lands whole; memory and time stay bounded.

    python -m tests.data_access.importing.stages.table_mutations --count 20000 --seed 1
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import psutil

from data_access.datasets import DATASETS, OMBUDSMAN, OWN_RECORD, Dataset, FieldSpec
from data_access.errors import DataError
from data_access.exporting.templates import workbook_template
from data_access.importing.stages.inspect import plan_as_json, plan_in_words
from data_access.importing.stages.plan import Plan, land, plan
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.rows.to_mend import rows_to_mend_csv
from data_access.new_store import make_own_store
from data_access.store.database import Store, open_store
from tests.data_access.importing.written_files import WRITERS, Cell
from tests.data_access.store.kill_imports import look
from tests.peak_memory import peak_memory
from vocabulary.principal import Principal, every_role

OFFICER = Principal("Officer", every_role())
COUNCIL = "Somewhere Council"
SLOWEST = 20.0  # seconds that one file may take to compute, here and in the process that reads it
STUCK = 10 * SLOWEST  # seconds of the clock, which say little on a busy machine
MOST_MEMORY = 1536  # MB that this process may come to hold; those that read are held to less
LANDED = 0.5  # share of readable files that are landed as well

# A reader that broke off, or took too much, had not been told the file's limits in time.
_LOST = ("broke off", "takes longer to read", "takes more memory", "fault in this program")

_CELLS = (
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+44", "-", "1e309", "-1", "99999999999999999999",
    "3,000", "3.000,00", "50%", "£12", "(5)", "31/02/2026", "2026-13-01", "45566", "0", "-45566",
    "01/04/26", "n/a", "NULL", "nan", "None", "inf", "#REF!", "TRUE", "", " ", "\u00a0", "a" * 5000,
    "\x00", "\x1b[0m", "\ufeff", "\u202e", "é", "🙂" * 100, "'", '"', '""', "\n", "\r\n", ",", ";",
    "\t", "<b>", "&#0;", "upheld", "UPHELD ", "1900-01-00", "9999-12-31", "0001-01-01", "²", "١٢",
)  # fmt: skip
_HEADERS = (
    "Reference", "Received", "Outcome", "Team", "Month", "Total", "", " ", "Column1", "reference",
    "Date", "Name", "a" * 500, "=HYPERLINK(1)", "Team", "Themes", "\x00", "Council", "Year",
)  # fmt: skip
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-8-sig", "cp037", "utf-7")


@dataclass
class Tally:
    """What came of the files so far."""

    planned: int = 0
    refused: int = 0
    landed: int = 0
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")
    failures: list[str] = field(default_factory=list)
    why: Counter[str] = field(default_factory=Counter)
    memory: int = 0


@lru_cache(maxsize=1)
def originals() -> dict[tuple[str, str], bytes]:
    """A sound file of each format for each dataset a council imports, and its template:
    {(dataset, ending)}."""
    files = {}
    for dataset in (*OWN_RECORD, OMBUDSMAN):
        for ending, write in WRITERS.items():
            files[dataset.name, ending] = write(_rows_of_dataset(dataset, labels=ending != "csv"))
        files[dataset.name, "template.xlsx"] = workbook_template(dataset)
    return files


def _rows_of_dataset(dataset: Dataset, *, labels: bool) -> list[list[Cell]]:
    header: list[Cell] = [spec.label if labels else spec.name for spec in dataset.fields]
    rows: list[list[Cell]] = [[_example(spec, at) for spec in dataset.fields] for at in range(4)]
    return [header, *rows]


def _example(spec: FieldSpec, at: int) -> Cell:
    """An example as one writes it; references differ from row to row."""
    text = spec.example
    if spec.name == "reference":
        return f"{text}{at}"
    if spec.python_type is date and not text:
        return date(2026, 4, 1 + at)
    if spec.python_type is int and text.isdigit():
        return int(text)
    return text or None


def mutants(count: int, seed: int) -> Iterator[tuple[str, Dataset, bytes]]:
    """Names, datasets and contents of damaged files, the same for the same seed."""
    chance = random.Random(seed)
    sound = originals()
    keys = sorted(sound)
    for number in range(count):
        name, ending = chance.choice(keys)
        content = sound[name, ending]
        mutations = _MUTATIONS[ending.rpartition(".")[2]]
        for _ in range(chance.choice((1, 1, 2, 3))):
            content = chance.choice((*mutations, *_ON_ANYTHING))(chance, content)
        told = chance.choice(tuple(WRITERS)) if chance.random() < 0.05 else ending
        yield f"{number}-{name}.{told.rpartition('.')[2]}", DATASETS[name], content


def _rows_of(content: bytes) -> list[list[str]]:
    lines = content.decode("utf-8", "replace").split("\n")
    return [line.split(",") for line in lines]


def _text_of(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode("utf-8", "replace")


def _cell(chance: random.Random, content: bytes) -> bytes:
    rows = _rows_of(content)
    for _ in range(chance.choice((1, 3, 20))):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(_CELLS)
    return _text_of(rows)


def _header(chance: random.Random, content: bytes) -> bytes:
    rows = _rows_of(content)
    rows[0][chance.randrange(len(rows[0]))] = chance.choice(_HEADERS)
    return _text_of(rows)


def _columns(chance: random.Random, content: bytes) -> bytes:
    rows = _rows_of(content)
    order = list(range(max(map(len, rows))))
    chance.shuffle(order)
    if chance.random() < 0.3:
        order = order[: chance.randrange(1, len(order) + 1)]
    if chance.random() < 0.2:
        order += order
    return _text_of([[row[n] if n < len(row) else "" for n in order] for row in rows])


def _rows(chance: random.Random, content: bytes) -> bytes:
    rows = _rows_of(content)
    at = chance.randrange(len(rows) + 1)
    extra = chance.choice(
        (
            [[""]] * chance.choice((1, 50)),
            [["Total", "9"]],
            [["Complaints report", "", ""], [""]],
            [chance.choice(rows)] * chance.choice((1, 300)),
            [[chance.choice(_CELLS) for _ in range(chance.choice((1, 5, 60)))]],
        )
    )
    return _text_of(rows[:at] + extra + rows[at:])


def _separator(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b",", chance.choice((b";", b"\t", b"|", b", ", b",,", b"")))


def _line_ends(chance: random.Random, content: bytes) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\n\r", b"\x85")))


def _recode(chance: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(_ENCODINGS), "replace")


def _huge(chance: random.Random, content: bytes) -> bytes:
    what = chance.choice((b"x" * 3_000_000, b"," * 200_000, b"\n" * 300_000, b'"' * 100_001))
    at = chance.randrange(len(content) + 1)
    return content[:at] + what + content[at:]


def _flip(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 30, 300)) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return chance.choice((content[:end], content[start:], content[:start] + content[end:]))


def _noise(chance: random.Random, content: bytes) -> bytes:
    return chance.choice((b"", b"\x00" * 100, chance.randbytes(3000), content * 3))


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return {name: book.read(name) for name in book.namelist()}
    except Exception:  # damaged already: a zip library has many ways to say so
        return {}


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return buffer.getvalue()


def _part(chance: random.Random, content: bytes) -> bytes:
    """Damage one file inside the workbook."""
    parts = _parts(content)
    if not parts:
        return content
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice((_flip, _cut, _noise))(chance, parts[name])
    return _zipped(parts)


def _lost(chance: random.Random, content: bytes) -> bytes:
    """Take a file out of the workbook."""
    parts = _parts(content)
    if parts:
        del parts[chance.choice(sorted(parts))]
    return _zipped(parts)


def _cells(chance: random.Random, content: bytes) -> bytes:
    """Put something else into the cells of a sheet."""
    parts = _parts(content)
    sheets = [name for name in parts if "worksheets/sheet" in name]
    if not sheets:
        return content
    name = chance.choice(sheets)
    xml = parts[name].decode("utf-8", "replace")
    cells = (
        '<c r="A2" t="e"><v>#REF!</v></c>',
        '<c r="B2"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="C2"><v>1E+400</v></c>',
        '<c r="ZZZZ9"><v>1</v></c>',
        '<c r="A1048577"><v>1</v></c>',
        '<c r="A2" t="s"><v>999999</v></c>',
        '<c r="A2" t="d"><v>2026-99-99</v></c>',
        f'<c r="D2" t="inlineStr"><is><t>{"y" * 40_000}</t></is></c>',
        '<c r="XFD1048576" t="n"><v>3</v></c>',
        '<c r="A2" t="b"><v>7</v></c>',
    )
    row = f'<row r="{chance.choice((2, 3, 7, 1048576))}">{chance.choice(cells)}</row>'
    parts[name] = xml.replace("</sheetData>", row + "</sheetData>", 1).encode()
    return _zipped(parts)


@lru_cache(maxsize=4)
def _zeros(megabytes: int) -> bytes:
    return b"0" * (megabytes * 2**20)


def _bomb(chance: random.Random, content: bytes) -> bytes:
    """Small when packed, huge when unpacked."""
    parts = _parts(content) or {"[Content_Types].xml": b"<Types/>"}
    names = sorted(parts)
    sheets = [name for name in names if "worksheets/sheet" in name or "sharedStrings" in name]
    name = chance.choice(sheets or names)
    if chance.random() < 0.5:
        parts[name] = _ENTITIES + parts[name]
    else:
        parts[name] += _zeros(chance.choice((1, 60, 300)))
    return _zipped(parts)


_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]>"
)


def _nested(chance: random.Random, content: bytes) -> bytes:
    return _zipped({chance.choice(("a.xlsx", "../b.csv", "c/" * 50 + "d.csv")): content})


def _tags(chance: random.Random, content: bytes) -> bytes:
    """Other marks, spans or texts in a page."""
    marks = (
        b"<td colspan=9>", b"<td rowspan=40>", b"</table><table>", b"<tr>", b"</td>",
        b"<td><table>", b"&nbsp;", b"&#0;", b"<script>", b"<th hidden>", b"<td colspan=-1>",
        b"<td rowspan=99999>",
    )  # fmt: skip
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(marks) + content[at:]
    return content


def _xml(chance: random.Random, content: bytes) -> bytes:
    """Other attributes in the main part of a packed document."""
    parts = _parts(content)
    names = [name for name in parts if name.endswith(("content.xml", "word/document.xml"))]
    if not names:
        return content
    xml = parts[names[0]]
    old, new = chance.choice(
        (
            (b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="9999" '),
            (b"<table:table-row>", b'<table:table-row table:number-rows-repeated="99999999">'),
            (b"<table:table-row>", b'<table:table-row table:visibility="filter">'),
            (b'office:value="', b'office:value="nan'),
            (b'date-value="2', b'date-value="9'),
            (b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="70000"/>'),
            (b"<w:tcPr>", b"<w:tcPr><w:vMerge/>"),
            (b"</w:tbl>", b""),
            (b"<text:p>", b"<text:p><text:p>"),
            (b"</w:tr>", b"</w:tr><w:tr/>"),
        )
    )
    parts[names[0]] = xml.replace(old, new, chance.choice((1, 5, -1)))
    return _zipped(parts)


_Mutation = Callable[[random.Random, bytes], bytes]
_ON_TEXT: tuple[_Mutation, ...] = (
    _cell, _cell, _cell, _header, _header, _columns, _columns, _rows, _rows, _separator,
    _line_ends, _recode,
)  # fmt: skip
_ON_WORKBOOK: tuple[_Mutation, ...] = (_part, _part, _lost, _cells, _cells, _nested)
_ON_ANYTHING: tuple[_Mutation, ...] = (_flip, _cut)
_ON_PAGE: tuple[_Mutation, ...] = (_tags, _tags, _recode)
_MUTATIONS: dict[str, tuple[_Mutation, ...]] = {
    "csv": _ON_TEXT,
    "xlsx": _ON_WORKBOOK,
    "xls": (_flip, _cut, _noise),
    "ods": (_part, _lost, _xml, _xml, _xml),
    "html": _ON_PAGE,
    "docx": (_part, _lost, _xml, _xml, _xml),
}


def _rare(chance: random.Random, number: int, content: bytes, *, text: bool) -> bytes:
    """Once in a while something large, which would take all the time if it came each time."""
    if number % 50 == 0:
        return _huge(chance, content) if text else _bomb(chance, content)
    return _noise(chance, content) if number % 50 == 25 else content


def try_file(store: Store, name: str, dataset: Dataset, content: bytes, tally: Tally) -> None:
    """Plan one file, perhaps land it, and note what came of it. Every other file is read as what
    it seems to be."""
    began, computed, before = time.monotonic(), _computed(), store.revision()
    named = dataset.name if zlib.crc32(content) % 2 else None
    try:
        planned = plan(
            store,
            name,
            content,
            principal=OFFICER,
            recipe=Recipe(dataset=named, empty={"*": "unknown"}),
            own=COUNCIL,
        )
    except DataError as error:
        tally.refused += 1
        said = str(error)
        if not said.strip() or "\n" in said or "Traceback" in said or len(said) > 2000:
            tally.failures.append(f"{name}: the message is not one sentence: {said[:300]!r}")
        tally.why[type(error).__name__] += 1
        if any(said in str(error) for said in _LOST):
            tally.failures.append(f"{name}: {error}")
    except Exception:
        tally.failures.append(f"{name}: {traceback.format_exc(limit=-4)}")
    else:
        tally.planned += 1
        if store.revision() != before:
            tally.failures.append(f"{name}: planning wrote something")
        if zlib.crc32(content) % 100 < LANDED * 100:
            _land(store, name, planned, before, tally)
    spent = time.monotonic() - began
    tally.seconds += spent
    tally.slowest = max(tally.slowest, (spent, name))
    computed = _computed() - computed
    if computed > SLOWEST or spent > STUCK:
        tally.failures.append(f"{name}: took {spent:.1f} s, of which {computed:.1f} s computing")


def _computed() -> float:
    """Seconds that this process and those it started have computed."""
    seconds = time.process_time()
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # it has just ended
            times = child.cpu_times()
            seconds += times.user + times.system
    return seconds


def _land(store: Store, name: str, planned: Plan, before: int, tally: Tally) -> None:
    try:
        _ = plan_as_json(planned), plan_in_words(planned), rows_to_mend_csv(planned)
        landed = land(store, planned, principal=OFFICER, good_rows_only=True)
    except DataError:
        if store.revision() != before:
            tally.failures.append(f"{name}: refused, but something landed")
    except Exception:
        tally.failures.append(f"{name} landing: {traceback.format_exc(limit=-4)}")
    else:
        tally.landed += bool(landed.batch_ids)


def run(count: int, seed: int, tell: Callable[[str], None] = lambda said: None) -> Tally:
    """Try `count` damaged files on one store; `tell` hears how far it is. The memory is that of
    this process: see `run_apart`."""
    tally, chance = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'damaged.db'}")
        make_own_store(store, principal=OFFICER, authority=COUNCIL)
        for number, (name, dataset, content) in enumerate(mutants(count, seed)):
            text = name.endswith((".csv", ".html"))
            known = len(tally.failures)
            try_file(store, name, dataset, _rare(chance, number, content, text=text), tally)
            for failure in tally.failures[known:]:
                tell(failure)
            if (number + 1) % 1000 == 0:
                tell(f"{number + 1:,} of {count:,} files, {len(tally.failures)} failures")
        tally.failures += look(store, set())
        store.engine.dispose()
    tally.memory = peak_memory()
    if tally.memory > MOST_MEMORY:
        tally.failures.append(f"{tally.memory} MB were held at once")
    return tally


def run_apart(count: int, seed: int) -> Tally:
    """`run` in a fresh process, so that its memory is nobody else's."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as apart:
        return apart.submit(run, count, seed).result()


def main() -> int:
    """The command: prints a summary and answers 1 if any promise was broken."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    reader.add_argument("--count", type=int, default=20_000)
    reader.add_argument("--seed", type=int, default=1)
    chosen = reader.parse_args()
    tally = run(chosen.count, chosen.seed, lambda said: print(said, file=sys.stderr, flush=True))
    print(
        f"{chosen.count} damaged files: {tally.planned} read with their bad rows told "
        f"({tally.landed} landed), {tally.refused} refused in a sentence, {len(tally.failures)} "
        f"failures; {tally.seconds:.0f} s of work in all, "
        f"{1000 * tally.seconds / chosen.count:.1f} ms a file, slowest {tally.slowest[0]:.2f} s "
        f"({tally.slowest[1]}); {tally.memory} MB at most; {dict(tally.why)}"
    )
    for failure in tally.failures[:20]:
        print(failure)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
