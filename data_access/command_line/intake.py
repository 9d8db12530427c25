"""`inspect` and `import` of files without a dataset named: read by recipe, stage by stage."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from data_access.command_line.reports import Reports, add_report_options, without_reports
from data_access.errors import DataError

if TYPE_CHECKING:
    from data_access.importing.stages.plan import Plan
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


def import_files(options: argparse.Namespace, confirmed: Callable[[], bool]) -> int:
    """Import files in the order given, each whole or not at all. DataError where a question is
    unanswered, a file declined, or rows are to be mended; files before it have landed then, where
    only they could show it."""
    from data_access.importing.own_process.pool import warm

    warm()
    from data_access.command_line.options import store_and_principal
    from data_access.importing.stages.inspect import plan_in_words
    from data_access.importing.stages.plan import check, land, plan

    store, principal = store_and_principal(options)
    recipe = _told(options, _recipe(options))
    files, pages = without_reports(_files(options), recipe)
    reports = Reports(store, pages, recipe, options, principal)
    only = options.good_rows_only

    def planned(name: str, content: bytes) -> Plan:
        return plan(store, name, content, principal=principal, recipe=recipe, own=options.authority)

    plans = []
    for name, content in files:
        plans.append(planned(name, content))
        _columns_there(plans[-1], options)
        print(plan_in_words(plans[-1]))
    print("\n".join(reports.in_words()), end="\n" if pages else "")
    _write_problems(plans, options.rejected)
    reports.check()
    for place, each in enumerate(plans):
        before = {other.reading.dataset.name for other in plans[:place]}
        if each.reading.dataset.name not in before:  # others may say more of what comes first
            check(each, good_rows_only=only)
    if not options.yes:
        if not reports.changes and not any(p.compared.new or p.compared.changed for p in plans):
            print("Nothing is new: the store is unchanged.")
            return 0
        if not confirmed():
            raise DataError("nothing was imported; confirm, or use --yes.")
    done: list[str] = []
    for place, (name, content) in enumerate(files):
        try:  # what came before it in this run is held by now
            each = planned(name, content) if place else plans[place]
            landed = land(store, each, principal=principal, good_rows_only=only)
        except DataError as error:
            if not done:
                raise
            have = "has" if len(done) == 1 else "have"
            raise DataError(f"{error} {' and '.join(done)} {have} landed before it.") from error
        if landed.import_id is None:
            print(f"{name}: nothing was new, the store is unchanged.")
        else:
            numbers = ", ".join(str(number) for number in landed.batch_ids)
            print(f"{name}: imported as batch {numbers}.")
        done.append(name)
    reports.land()
    return 0


def _files(options: argparse.Namespace) -> list[tuple[str, bytes]]:
    return [(path.name, _content(path)) for path in options.path]


def _told(options: argparse.Namespace, recipe: Recipe) -> Recipe:
    """The recipe, with what options say of sheets, columns and teams. DataError for a field that
    the dataset does not have, or a column for two fields."""
    from dataclasses import replace

    from data_access.command_line.options import dataset_named
    from data_access.importing.stages.recipe import with_constants

    columns = dict(options.column)
    if options.dataset and (unknown := sorted(set(columns) - _known_to(options.dataset))):
        chosen = dataset_named(options.dataset)
        fields = ", ".join(chosen.columns)
        raise DataError(f"{chosen.title} has no field '{unknown[0]}'; it has {fields}.")
    headers = list(columns.values())
    if twice := [header for header in headers if headers.count(header) > 1]:
        raise DataError(f"the column '{twice[0]}' is chosen for two fields: choose one.")
    said = {header: name for name, header in columns.items()}
    recipe = replace(recipe, columns={**recipe.columns, **said})
    if options.sheet:
        recipe = replace(recipe, sheets=(options.sheet,))
    if options.specialist_teams is None:
        return recipe
    teams = [team.strip() for team in options.specialist_teams.split(";") if team.strip()]
    if not teams:
        return with_constants(recipe, team_kind="general")
    kinds = {**recipe.words.get("team_kind", {}), **dict.fromkeys(teams, "specialist")}
    return replace(recipe, words={**recipe.words, "team_kind": kinds})


def _known_to(name: str) -> set[str]:
    """The fields of a dataset, and what only its files say."""
    from data_access.datasets import DATASETS
    from data_access.importing.stages.meaning.names import FILE_FIELDS

    return {*DATASETS[name].columns, *FILE_FIELDS.get(name, {}), "period"}


def _columns_there(planned: Plan, options: argparse.Namespace) -> None:
    there = {each.header for each in planned.reading.columns}
    for _, header in options.column:
        if header not in there:
            raise DataError(f"{planned.reading.source} has no column '{header}'.")


def _write_problems(plans: list[Plan], path: Path | None) -> None:
    """Write what is wrong with rows where it is asked for, as a file for a spreadsheet."""
    from data_access.importing.stages.rows.to_mend import problems_csv

    wrong = [each for each in plans if each.reading.rejected]
    if path is None or not wrong:
        return
    try:
        path.write_text(problems_csv(wrong), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}.") from error
    print(f"Rejected rows written to {path}.")


def _recipe(options: argparse.Namespace) -> Recipe:
    from dataclasses import replace

    from data_access.command_line.options import dataset_named
    from data_access.importing.stages.recipe import read_recipe, with_constants

    if options.dataset:
        options.dataset = dataset_named(options.dataset).name
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
    from data_access.importing.stages.landing import kept_recipes as kept
    from data_access.importing.stages.recipe import read_recipe
    from data_access.snapshot import home_authority

    store, principal = store_and_principal(options)
    if options.what == "list":
        for row in kept.kept_recipes(store, principal=principal).iter_rows(named=True):
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
    row = kept.kept_by_layout(store, options.about, principal=principal)
    if options.what == "show":
        print(str(row["recipe"]), end="")
        return 0
    kept.keep_recipe(store, None, layout=str(row["layout"]), authority=str(row["authority"]),
                     name=str(row["name"]), records=str(row["records"]),
                     principal=principal)  # fmt: skip
    print(f"Taken away: the recipe of {row['name']}.")
    return 0
