"""The commands that look after a store: making one, its history, taking back, copying."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from data_access.command_line.options import Add, dataset_named, day, store_and_principal, who_acts
from data_access.errors import DataError
from vocabulary.wording import long_date, number_of

if TYPE_CHECKING:
    from data_access.ledger.check import Checked


def add_store_commands(command: Add) -> None:
    """Add the commands."""
    init = command("init", _init, "Make an empty store for one's own council.")
    init.add_argument("--authority", metavar="NAME", help="the council the store is for")

    example = command(
        "example",
        _example,
        "Put Example Borough, an invented council, into a new store; or bring it up to date.",
    )
    example.add_argument(
        "--scale", type=int, metavar="ROWS", help="add so many invented rows, to measure speed with"
    )
    example.add_argument("--dataset", default="complaint", help="of which dataset (for --scale)")
    past = command("history", _history, "List the batches, newest first.")
    past.add_argument("--format", choices=("text", "csv", "json"), default="text")

    told = command("activity", _activity, "List who did what, newest first.")
    told.add_argument("--who", metavar="NAME", help="of one person only")
    told.add_argument("--since", type=day, metavar="DAY", help="from this day on, UTC")
    told.add_argument("--until", type=day, metavar="DAY", help="up to this day, UTC")
    told.add_argument("--words", default="", help="that speak of these words")
    told.add_argument("--format", choices=("csv", "json"), default="csv")

    for name, text in (
        ("withdraw", "Withdraw an import; what it superseded stands again."),
        ("set-rest-aside", "Say that what an import left out is left out on purpose."),
        ("await-rest", "Undo that: what it left out is awaited."),
    ):
        command(name, _turn, text).add_argument("batch", type=int, metavar="BATCH")

    restore = command(
        "restore",
        _restore,
        "Undo the withdrawal of a batch, by its number; or make the store from a backup, by its "
        "file: what is in its place is set aside, and nothing is deleted.",
    )
    restore.add_argument("what", metavar="BATCH|BACKUP")

    look = command(
        "check", _check, "Look through the whole store, or a backup, and say whether it is sound."
    )
    look.add_argument("path", type=Path, nargs="?", metavar="BACKUP")

    clock = command(
        "clock", _clock, "Say what this computer's clock says, and whether records fit."
    )
    which = clock.add_mutually_exclusive_group()
    which.add_argument(
        "--right", action="store_true", help="it is right, however long ago something was recorded"
    )
    which.add_argument(
        "--mend", action="store_true", help="date anew what a clock that was wrong dated ahead"
    )

    backup = command("backup", _backup, "Copy the whole store to a new SQLite file.")
    where = backup.add_mutually_exclusive_group(required=True)
    where.add_argument("path", type=Path, nargs="?", metavar="PATH")
    where.add_argument(
        "--into", type=Path, metavar="FOLDER", help="to a file named after the moment, by schedule"
    )
    backup.add_argument(
        "--keep", type=int, default=35, metavar="DAYS", help="for how long copies are kept there"
    )


def _init(options: argparse.Namespace) -> int:
    from data_access.new_store import make_empty_store, make_own_store

    store, principal = store_and_principal(options, make=True)
    added = make_empty_store(store, principal=principal)
    if options.authority is not None:
        added = make_own_store(store, principal=principal, authority=options.authority) or added
    print(f"{store.label} is ready." if added else f"{store.label} was ready already.")
    return 0


def _example(options: argparse.Namespace) -> int:
    from data_access.new_store import (
        add_scaled_rows,
        bring_example_forward,
        example_until,
        make_example_store,
    )

    store, principal = store_and_principal(options, make=True)
    added = make_example_store(store, principal=principal)
    print(f"Example Borough is {'now' if added else 'already'} in {store.label}.")
    if bring_example_forward(store, principal=principal):
        print(f"Its record goes up to {long_date(example_until())} now.")
    if options.scale is not None:
        dataset = dataset_named(options.dataset)
        rows = add_scaled_rows(store, dataset, options.scale, principal=principal)
        print(f"{rows:,} invented rows of {dataset.title.lower()} added.")
    return 0


def _history(options: argparse.Namespace) -> int:
    from data_access.exporting.rows import write_csv, write_json
    from data_access.importing.reports.plan_in_words import describe_history
    from data_access.ledger.history import history

    store, principal = store_and_principal(options)
    past = history(store, principal=principal)
    if options.format == "text":
        print(describe_history(past))
    else:
        sys.stdout.write(write_json(past) if options.format == "json" else write_csv(past))
    return 0


def _activity(options: argparse.Namespace) -> int:
    from data_access.activity.read import activities
    from data_access.exporting.rows import write_csv, write_json

    store, principal = store_and_principal(options)
    found = activities(
        store,
        principal=principal,
        who=options.who,
        since=options.since,
        until=options.until,
        words=options.words,
        limit=None,
    )
    sys.stdout.write((write_json if options.format == "json" else write_csv)(found.rows))
    return 0


def _turn(options: argparse.Namespace) -> int:
    from data_access.ledger.history import await_rest, set_rest_aside, withdraw

    turn, said = {
        "withdraw": (withdraw, "Withdrawn"),
        "set-rest-aside": (set_rest_aside, "Rest set aside"),
        "await-rest": (await_rest, "Rest awaited"),
    }[options.command]
    store, principal = store_and_principal(options)
    done = turn(store, options.batch, principal=principal)
    print(f"{said}: batch {', '.join(str(number) for number in done)}.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from data_access.ledger.history import restore
    from data_access.moments import now
    from data_access.store.backup import restore_backup
    from data_access.store.database import default_url

    if options.what.isdecimal():
        store, principal = store_and_principal(options)
        done = restore(store, int(options.what), principal=principal)
        print(f"Restored: batch {', '.join(str(number) for number in done)}.")
        return 0
    url = options.store or default_url()
    made = restore_backup(Path(options.what), url, now=now(), principal=who_acts(options))
    print(f"{made.label} is as in {options.what}: {_held(made.checked)}.")
    if made.set_aside is not None:
        print(f"What was there before is in {made.set_aside}.")
    print("Start the dashboard again if it is running.")
    return 0


def _clock(options: argparse.Namespace) -> int:
    from data_access.ledger.clock import (
        dated_ahead,
        is_far_ahead,
        mend_moments,
        say_clock_is_right,
    )
    from data_access.moments import now

    store, principal = store_and_principal(options)
    print(f"This computer's clock says {now():%Y-%m-%d %H:%M} UTC.")
    if options.mend:
        mended = mend_moments(store, principal=principal)
        print(f"{number_of(mended, 'batch', 'batches')} dated anew. Start the dashboard again.")
    elif options.right:
        say_clock_is_right(store, principal=principal)
        print("Noted: it is right. Records are dated by it.")
    elif ahead := dated_ahead(store):
        print(
            f"Batches are dated ahead of it, up to {ahead[-1]:%Y-%m-%d}: if it is right, "
            "`clock --mend` dates them anew."
        )
    elif is_far_ahead(store):
        print(
            "That is more than a year after anything was recorded: `clock --right` if it is right."
        )
    return 0


def _check(options: argparse.Namespace) -> int:
    from data_access.ledger.check import check
    from data_access.store.backup import check_file
    from data_access.store.synced import warning_of

    if options.path is None:
        store, principal = store_and_principal(options)
        name, checked = store.label, check(store, principal=principal)
        warned = warning_of(store.file)
        if warned:
            print(warned)
    else:
        name, checked = options.path, check_file(options.path, principal=who_acts(options))
    if not checked.faults:
        print(f"{name} is sound: {_held(checked)}.")
        return 0
    for fault in checked.faults:
        print(fault)
    raise DataError(f"{name} is damaged. Nothing was changed; `restore BACKUP` sets it aside.")


def _held(checked: Checked) -> str:
    return f"{number_of(checked.batches, 'batch', 'batches')}, {number_of(checked.all_rows, 'row')}"


def _backup(options: argparse.Namespace) -> int:
    from data_access.moments import now
    from data_access.store.backup import backup
    from data_access.store.kept_backups import backup_into

    store, principal = store_and_principal(options)
    path = options.path
    if options.into is None:
        backup(store, path, principal=principal)
    else:
        path = backup_into(
            store, options.into, keep_days=options.keep, now=now(), principal=principal
        )
    print(f"Backed up to {path}; it was looked through and is sound.")
    return 0
