"""Throws damaged CSV files and workbooks of every kind at the import, and holds it to its promises.

A damaged file may be refused in one sentence, or planned with its bad rows told; nothing else may
happen. Planning writes nothing; what lands, lands whole; memory and time stay bounded.

    python -m tests.data_access.importing.tables.table_mutations --count 20000 --seed 1
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
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import xlsxwriter

from data_access.datasets import DATASETS, OMBUDSMAN, OWN_RECORD, Dataset
from data_access.errors import DataError
from data_access.exporting.templates import csv_template, workbook_template
from data_access.importing.tables.files.sheet import TableSource
from data_access.importing.tables.import_table import land_table, plan_table
from data_access.new_store import make_own_store
from data_access.store.database import Store, open_store
from tests.data_access.store.kill_imports import look
from tests.peak_memory import peak_memory
from vocabulary.principal import Principal

OFFICER = Principal("Officer", "local")
COUNCIL = "Somewhere Council"
SLOWEST = 10.0  # seconds of work for one file; waiting for a busy machine does not count
MOST_MEMORY = 1536  # MB that a process may come to hold that does nothing else
LANDED = 0.5  # share of readable files that are landed as well

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
    """A sound CSV file and workbook for each dataset a council imports: {(dataset, ending)}."""
    files = {}
    for dataset in (*OWN_RECORD, OMBUDSMAN):
        files[dataset.name, "csv"] = _many_rows(dataset).encode()
        files[dataset.name, "xlsx"] = _workbook(dataset)
        files[dataset.name, "template.xlsx"] = workbook_template(dataset)
    return files


def _many_rows(dataset: Dataset) -> str:
    head, _, row = csv_template(dataset).strip().partition("\n")
    if not row:
        row = ",".join(_quoted(spec.example) for spec in dataset.fields)
    return "\n".join([head, *[row] * 3])


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text


def _workbook(dataset: Dataset) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Export")
    for place, spec in enumerate(dataset.fields):
        sheet.write(0, place, spec.label or spec.name)
        for row in range(1, 6):
            sheet.write(row, place, spec.example)
    book.close()
    return buffer.getvalue()


def mutants(count: int, seed: int) -> Iterator[tuple[str, Dataset, bytes]]:
    """Names, datasets and contents of damaged files, the same for the same seed."""
    chance = random.Random(seed)
    sound = originals()
    keys = sorted(sound)
    for number in range(count):
        name, ending = chance.choice(keys)
        content = sound[name, ending]
        mutations = _ON_TEXT if ending == "csv" else _ON_WORKBOOK
        for _ in range(chance.choice((1, 1, 2, 3))):
            content = chance.choice((*mutations, *_ON_ANYTHING))(chance, content)
        told = chance.choice(("csv", "xlsx")) if chance.random() < 0.05 else ending
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


_Mutation = Callable[[random.Random, bytes], bytes]
_ON_TEXT: tuple[_Mutation, ...] = (
    _cell, _cell, _cell, _header, _header, _columns, _columns, _rows, _rows, _separator,
    _line_ends, _recode,
)  # fmt: skip
_ON_WORKBOOK: tuple[_Mutation, ...] = (_part, _part, _lost, _cells, _cells, _nested)
_ON_ANYTHING: tuple[_Mutation, ...] = (_flip, _cut)


def _rare(chance: random.Random, number: int, content: bytes, *, text: bool) -> bytes:
    """Once in a while something large, which would take all the time if it came each time."""
    if number % 50 == 0:
        return _huge(chance, content) if text else _bomb(chance, content)
    return _noise(chance, content) if number % 50 == 25 else content


def try_file(store: Store, name: str, dataset: Dataset, content: bytes, tally: Tally) -> None:
    """Plan one file, perhaps land it, and note what came of it."""
    began, before = time.process_time(), store.revision()
    source = TableSource(name, content)
    try:
        plan = plan_table(store, dataset, source, principal=OFFICER, authority=COUNCIL)
    except DataError as error:
        tally.refused += 1
        said = str(error)
        if not said.strip() or "\n" in said or "Traceback" in said or len(said) > 2000:
            tally.failures.append(f"{name}: the message is not one sentence: {said[:300]!r}")
        tally.why[type(error).__name__] += 1
    except Exception:
        tally.failures.append(f"{name}: {traceback.format_exc(limit=-4)}")
    else:
        tally.planned += 1
        if store.revision() != before:
            tally.failures.append(f"{name}: planning wrote something")
        if zlib.crc32(content) % 100 < LANDED * 100:
            _land(store, name, plan, before, tally)
    spent = time.process_time() - began
    tally.seconds += spent
    tally.slowest = max(tally.slowest, (spent, name))
    if spent > SLOWEST:
        tally.failures.append(f"{name}: took {spent:.1f} s")


def _land(store: Store, name: str, plan: object, before: int, tally: Tally) -> None:
    try:
        landed = land_table(store, plan, principal=OFFICER, good_rows_only=True)  # type: ignore[arg-type]
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
            text = name.endswith(".csv")
            try_file(store, name, dataset, _rare(chance, number, content, text=text), tally)
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
