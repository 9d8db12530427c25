"""Example Borough and the published facts as a new store holds them, laid in at once: what the
ledger wrote when the product was made (`make ready`) stands beside this file, a line a row.

Building them again takes seconds of a first start, and gives the same rows: a test holds them to
each other, and rows that were made of other files than there are now are not used. What depends on
the day is left open: how many months follow the story, and when and by whom the facts are recorded.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from data_access.example.timeline import SCORECARD_CAME
from data_access.ledger.as_known import batches
from data_access.ledger.decision import next_batch_id
from data_access.ledger.ledger import next_moment
from data_access.principal import require_everywhere
from data_access.store.database import Store
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal

FILE: Final = Path(__file__).with_name("ready.jsonl")
READY_TO: Final = date(2027, 9, 30)
"""The last month that is made ready; those after it are built when they are over."""
_ROOM: Final = Path(__file__).parents[1]
_MADE_OF: Final = (
    "example",
    "reference",
    "importing/coding",
    "importing/encoder",
    "store/migrations/versions",
)
_TEXT: Final = {".py", ".csv", ".txt", ".json"}
_BYTES: Final = {".onnx"}
_BATCH: Final = "batch"
_NUMBER: Final = "batch_id"
_FIRST: Final = 1


@dataclass
class Rows:
    """Rows of a table, in the order of their arrival."""

    columns: list[str]
    rows: list[list[Any]]


def lay_in(store: Store, until: date, *, principal: Principal) -> bool:
    """Fill a new store with the example up to a day and with the facts, known from now on. False
    where it cannot be: a store that has something in it, or on a server, or rows that are out of
    date. NotAllowedError unless the principal may administer every council."""
    require_everywhere(principal, Permission.ADMINISTER)
    ready = read_ready() if store.is_sqlite else {}
    if not ready:
        return False
    with store.writing() as connection:
        if next_batch_id(connection) != _FIRST:  # another process was quicker
            return False
        example, facts = _parts(ready[_BATCH], until)
        for name, table in ready.items():
            place = table.columns.index(_NUMBER)
            _insert(
                connection,
                name,
                table.columns,
                [row for row in table.rows if row[place] in example],
            )
        moment = next_moment(batches(connection), None)
        later = len(example) + _FIRST - facts.start
        for name, table in ready.items():
            place = table.columns.index(_NUMBER)
            rows = [
                _known_now(dict(zip(table.columns, row, strict=True)), later, moment, principal)
                for row in table.rows
                if row[place] in facts
            ]
            if rows:
                _insert(connection, name, list(rows[0]), [list(row.values()) for row in rows])
    return True


def made_of() -> str:
    """A digest of the files that the example and the facts are made of: what they say, what the
    rules of coding say of it, how the example is told, and what tables there are.
    Whichever way their lines end."""
    files = [
        file
        for folder in _MADE_OF
        for file in (_ROOM / folder).rglob("*")
        if file.suffix in _TEXT | _BYTES
    ]
    digest = sha256()
    for file in sorted(files, key=lambda file: file.relative_to(_ROOM).as_posix()):
        digest.update(f"{file.relative_to(_ROOM).as_posix()}\n".encode())
        content = file.read_bytes()
        digest.update(content if file.suffix in _BYTES else content.replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def read_ready() -> dict[str, Rows]:
    """What is ready, table by table, batches first; nothing where it was made of other files."""
    found: dict[str, Rows] = {}
    with FILE.open(encoding="utf-8") as lines:
        if json.loads(next(lines)) != {"made_of": made_of()}:
            return found
        for line in lines:
            told = json.loads(line)
            if isinstance(told, dict):
                rows = found.setdefault(told["table"], Rows(told["columns"], [])).rows
            else:
                rows.append(told)
    return found


def _parts(told: Rows, until: date) -> tuple[range, range]:
    """The numbers of the batches of the example up to a day, and of the facts."""
    last = max(SCORECARD_CAME, datetime.combine(until, time.max))
    number, nature, moment = map(told.columns.index, (_NUMBER, "nature", "recorded_at"))
    invented = [row for row in told.rows if row[nature] == Nature.ILLUSTRATIVE]
    known = [row[number] for row in invented if datetime.fromisoformat(row[moment]) <= last]
    every = [row[number] for row in told.rows]
    return range(_FIRST, max(known) + 1), range(invented[-1][number] + 1, max(every) + 1)


def _known_now(
    row: dict[str, Any], later: int, moment: datetime, principal: Principal
) -> dict[str, Any]:
    """A row of the facts, which follow on the months there are; each import of theirs a moment
    after the one before, in the order of their numbers."""
    row[_NUMBER] += later
    row.pop("row_id", None)  # numbered as they come
    if "import_id" in row:
        row["import_id"] += later
        at = moment + timedelta(microseconds=row["import_id"])
        row["recorded_at"] = at.isoformat(" ", "microseconds")
        row["recorded_by"] = principal.name
    return row


def _insert(connection: Connection, table: str, columns: list[str], rows: list[list[Any]]) -> None:
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    cursor = connection.connection.cursor()
    cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)  # noqa: S608
    cursor.close()
