"""`inspect` and `import` of files without a dataset named: read by recipe, stage by stage."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from data_access.command_line.reports import Reports, add_report_options, without_reports
from data_access.errors import DataError

if TYPE_CHECKING:
    from data_access.importing.stages.recipe import Recipe


def add_inspect(parser: argparse.ArgumentParser) -> None:
    """The arguments of `inspect`."""
    parser.add_argument("path", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--recipe", type=Path, metavar="R.toml", help="answers, as a recipe")
    parser.add_argument("--dataset", metavar="NAME", help="the kind of records (default: found)")
    parser.add_argument("--authority", metavar="NAME", help="whose rows, if the file does not say")
    parser.add_argument("--json", action="store_true", help="as JSON, one object a file")
    add_report_options(parser)


def inspect_files(options: argparse.Namespace) -> int:
    """Say how files are read and what importing them would do; nothing is written."""
    from data_access.importing.own_process.pool import warm

    warm()  # it loads what it needs while this process does
    from data_access.command_line.options import store_and_principal
    from data_access.importing.stages.inspect import plan_as_json, plan_in_words
    from data_access.importing.stages.plan import plan

    store, principal = store_and_principal(options)
    recipe = _recipe(options)
    files, pages = without_reports(_files(options), recipe)
    reports = Reports(store, pages, recipe, options, principal)
    plans = [
        plan(store, name, content, principal=principal, recipe=recipe, own=options.authority)
        for name, content in files
    ]
    if options.json:
        told = [*map(plan_as_json, plans), *reports.as_json()]
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        print("\n".join([*map(plan_in_words, plans), *reports.in_words()]))
    return 0


def import_files(options: argparse.Namespace, confirmed: object) -> int:
    """Import files in the order given. DataError where a question is unanswered, a file declined,
    or rows are to be mended; then nothing is imported."""
    from data_access.importing.own_process.pool import warm

    warm()
    from data_access.command_line.options import store_and_principal
    from data_access.importing.stages.inspect import plan_in_words
    from data_access.importing.stages.plan import check, land, plan

    store, principal = store_and_principal(options)
    recipe = _recipe(options)
    files, pages = without_reports(_files(options), recipe)
    reports = Reports(store, pages, recipe, options, principal)
    plans = []
    for name, content in files:
        planned = plan(store, name, content, principal=principal, recipe=recipe,
                       own=options.authority)  # fmt: skip
        print(plan_in_words(planned))
        plans.append(planned)
    print("\n".join(reports.in_words()), end="\n" if pages else "")
    reports.check()
    for place, planned in enumerate(plans):
        before = {other.reading.dataset.name for other in plans[:place]}
        if planned.reading.dataset.name not in before:  # others may say more of what comes first
            check(planned, good_rows_only=options.good_rows_only)
    if not options.yes:
        if not reports.changes and not any(p.compared.new or p.compared.changed for p in plans):
            print("Nothing is new: the store is unchanged.")
            return 0
        if not callable(confirmed) or not confirmed():
            raise DataError("nothing was imported; confirm, or use --yes.")
    for place, (name, content) in enumerate(files):
        planned = plans[place]
        if place:  # what came before it in this run is held by now
            planned = plan(store, name, content, principal=principal, recipe=recipe,
                           own=options.authority)  # fmt: skip
        landed = land(store, planned, principal=principal, good_rows_only=options.good_rows_only)
        if landed.import_id is None:
            print(f"{name}: nothing was new, the store is unchanged.")
        else:
            numbers = ", ".join(str(number) for number in landed.batch_ids)
            print(f"{name}: imported as batch {numbers}.")
    reports.land()
    return 0


def _files(options: argparse.Namespace) -> list[tuple[str, bytes]]:
    return [(path.name, _content(path)) for path in options.path]


def _recipe(options: argparse.Namespace) -> Recipe:
    from dataclasses import replace

    from data_access.importing.stages.recipe import read_recipe, with_constants

    text = _content(options.recipe).decode("utf-8-sig", "replace") if options.recipe else ""
    recipe = with_constants(read_recipe(text), authority=options.authority)
    return replace(recipe, dataset=options.dataset) if options.dataset else recipe


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error


def add_recipe(parser: argparse.ArgumentParser) -> None:
    """The arguments of `recipe`."""
    parser.add_argument("what", choices=("list", "show", "save", "remove"))
    parser.add_argument(
        "about", nargs="?", metavar="LAYOUT|FILE", help="a layout as listed; for save, a file of it"
    )
    parser.add_argument("--recipe", type=Path, metavar="R.toml", help="for save: the answers")


def work_on_recipes(options: argparse.Namespace) -> int:
    """List the kept recipes, show one as TOML, save one for files like the named, or take one
    away."""
    from data_access.command_line.options import store_and_principal
    from data_access.importing.own_process.pool import find_layout
    from data_access.importing.stages import kept_recipes as kept
    from data_access.importing.stages.recipe import read_recipe
    from data_access.snapshot import home_authority

    store, principal = store_and_principal(options)
    if options.what == "list":
        for row in kept.kept_recipes(store).iter_rows(named=True):
            print(f"{row['layout']}  {row['records']}  {row['name']}  ({row['authority']})")
        return 0
    if options.about is None:
        raise DataError(f"recipe {options.what} needs a layout" + (
            " or file." if options.what == "save" else ": recipe list tells them."))  # fmt: skip
    if options.what == "save":
        if options.recipe is None:
            raise DataError("name the answers to keep with --recipe R.toml.")
        own = home_authority(store, principal=principal)
        if own is None:
            raise DataError("the store is for no council yet: init --authority NAME.")
        recipe = read_recipe(_content(options.recipe).decode("utf-8-sig", "replace"))
        if recipe.dataset is None:
            raise DataError("the recipe has to name its dataset.")
        path = Path(options.about)
        layout = find_layout(path.name, _content(path))
        kept.keep_recipe(store, recipe, layout=layout, authority=own, name=path.name,
                         records=recipe.dataset, principal=principal)  # fmt: skip
        print(f"Kept for files of the layout {layout}.")
        return 0
    row = kept.kept_by_layout(store, options.about)
    if options.what == "show":
        print(str(row["recipe"]), end="")
        return 0
    kept.keep_recipe(store, None, layout=str(row["layout"]), authority=str(row["authority"]),
                     name=str(row["name"]), records=str(row["records"]),
                     principal=principal)  # fmt: skip
    print(f"Taken away: the recipe of {row['name']}.")
    return 0
