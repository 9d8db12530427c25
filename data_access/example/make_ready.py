"""Write what is laid into new stores: the example, the facts, and the tables they go into.

    python -m data_access.example.make_ready --write | --check

They are built as the ledger builds them, in a store that is thrown away, and written down as text:
`ready.jsonl` beside this file, and `schema.sql` beside the migrations.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

from data_access.example.load import load_example
from data_access.example.ready import FILE, READY_TO, made_of, read_ready
from data_access.reference.published_facts import load_reference_facts
from data_access.store.addresses import url_of_file
from data_access.store.database import forget, open_store
from data_access.store.migrations import SCHEMA, run_migrations, schema_of
from vocabulary.principal import Principal, every_role

NOBODY = Principal("", every_role())
_LATER = ("recorded_by", "recorded_at")  # of the facts: when and by whom they are laid in


def migrated() -> str:
    """The tables as the migrations make them one after the other."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        run_migrations(connection)
        return schema_of(connection)


def build(file: Path) -> None:
    """Build the example up to the last month that is made ready, and the facts, in a new store."""
    store = open_store(url_of_file(file))
    load_example(store, NOBODY, READY_TO)
    load_reference_facts(store, NOBODY)
    forget(store)


def lines(file: Path) -> Iterator[str]:
    """A store's rows as they are written down: what they are made of, then batches, then table by
    table."""
    yield json.dumps({"made_of": made_of()})
    with closing(sqlite3.connect(file)) as opened:
        told = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        names = [name for (name,) in told if name != "alembic_version"]
        for name in sorted(names, key=lambda name: (name != "batch", name)):
            found = opened.execute(f'SELECT * FROM "{name}" ORDER BY rowid')  # noqa: S608
            columns = [column for column, *_ in found.description]
            rows = found.fetchall()
            if rows:
                yield json.dumps({"table": name, "columns": columns})
            for row in rows:
                yield json.dumps(
                    _left_open(columns, row), ensure_ascii=False, separators=(",", ":")
                )


def _left_open(columns: list[str], row: tuple[object, ...]) -> list[object]:
    values = dict(zip(columns, row, strict=True))
    if values.get("action") == "reference":
        values |= dict.fromkeys(_LATER)
    return list(values.values())


def main(arguments: list[str]) -> int:
    """Write both files, or check that they were made of what stands there now; returns the exit
    status: 1 if a check found something."""
    if arguments == ["--write"]:
        with TemporaryDirectory() as folder:
            SCHEMA.write_text(migrated(), encoding="utf-8", newline="\n")
            built = Path(folder) / "example.db"
            build(built)
            FILE.write_text("\n".join([*lines(built), ""]), encoding="utf-8", newline="\n")
    elif not read_ready() or SCHEMA.read_text("utf-8") != migrated():
        print("What new stores are given is out of date: `make ready` writes it.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
