"""The data dictionary: a page per dataset, written from its declaration so that it cannot lie.

`python -m data_access.exporting.dictionary --write` writes `docs/data-dictionary/`; `--check` says
what is out of date, and is run with the other checks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from data_access.datasets import DATASETS, Dataset, FieldSpec
from data_access.datasets.rules import Needs, NotAbove, NotBefore, Rule
from data_access.ledger.as_known import PROVENANCE_SCHEMA
from data_access.ledger.batch import Action, Batch
from vocabulary.framework import FRAMEWORKS
from vocabulary.nature import Nature

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary"
INDEX = "README.md"
UP_TO_DATE = "The data dictionary is up to date."

_TYPES = {str: "text", int: "whole number", float: "number", bool: "yes or no", date: "date"}
_MADE_BY = "<!-- Written by `make dictionary` from data_access/datasets/: change it there. -->"

_PROVENANCE = {
    "row_id": "Number of this version of the row.",
    "row_key": "The natural key, joined to one text.",
    "batch_id": "The batch that told of the row: the first one that still stands.",
    "nature": "What kind of fact the row is: " + ", ".join(Nature) + ".",
    "source_name": "File, form or reference the batch came from.",
    "recorded_by": "Who brought it in.",
    "recorded_at": "Moment it became known here, UTC.",
}


def pages() -> dict[str, str]:
    """Every page of the dictionary as Markdown: file name to text, the index first."""
    written = {INDEX: _index()}
    for dataset in DATASETS.values():
        written[f"{dataset.name}.md"] = page(dataset)
    return written


def page(dataset: Dataset) -> str:
    """One dataset's page as Markdown."""
    rhythm = (
        f"Expected every {dataset.rhythm_days} days."
        if dataset.rhythm_days
        else "Comes when it comes: never reported as late."
    )
    lines = [
        f"# {dataset.title}",
        "",
        _MADE_BY,
        "",
        dataset.description,
        "",
        f"- Name: `{dataset.name}`",
        f"- Grain: {dataset.grain}",
        f"- Natural key: {_names(dataset.natural_key)}. A newer row with the same key supersedes "
        "the older.",
        f"- {rhythm}",
        f"- Take it out with `python -m data_access export {dataset.name}`.",
        "",
        "| Field | On screen | Type | Needed | Allowed | What it is |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        _row(
            f"`{spec.name}`",
            spec.label,
            _type(spec),
            _needed(dataset, spec),
            _allowed(spec),
            spec.description,
        )
        for spec in dataset.fields
    ]
    if dataset.rules:
        labels = {spec.name: spec.label for spec in dataset.fields}
        lines += ["", "Between fields:", ""]
        lines += [f"- {_said(rule, labels)}" for rule in dataset.rules]
    if dataset.follows:
        lines += ["", "What follows from other fields, on reading:", ""]
        for each in dataset.follows:
            signs = " or ".join(f"`{name}`" for name in each.when)
            lines.append(f"- `{each.field}` is true where {signs} is there.")
    lines += [
        "",
        f"Every row also says where it came from: see [the index]({INDEX}#on-every-row).",
        "",
    ]
    return "\n".join(lines)


def out_of_date(folder: Path = FOLDER) -> list[str]:
    """Names of pages that differ from what the declarations say, are missing, or are left over."""
    expected = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    return sorted(
        name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)
    )


def write(folder: Path = FOLDER) -> list[str]:
    """Write the pages that are out of date and delete those left over; returns their names."""
    changed = out_of_date(folder)
    folder.mkdir(parents=True, exist_ok=True)
    expected = pages()
    for name in changed:
        if name in expected:
            (folder / name).write_text(expected[name], encoding="utf-8", newline="\n")
        else:
            (folder / name).unlink()
    return changed


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the dictionary; returns the exit status: 1 if a check found something."""
    parser = argparse.ArgumentParser(
        prog="python -m data_access.exporting.dictionary", description=__doc__
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", action="store_true", help="write what is out of date")
    what.add_argument("--check", action="store_true", help="only say what is out of date")
    if parser.parse_args(arguments).write:
        changed = write()
        print(
            f"Written: {', '.join(changed)}." if changed else "The data dictionary is up to date."
        )
        return 0
    changed = out_of_date()
    if changed:
        print(
            f"The data dictionary is out of date ({', '.join(changed)}): run `make dictionary`.",
            file=sys.stderr,
        )
        return 1
    print(UP_TO_DATE)
    return 0


def _index() -> str:
    lines = [
        "# Data dictionary",
        "",
        _MADE_BY,
        "",
        "What the store holds, dataset by dataset. Each is declared once, in "
        "`data_access/datasets/`; tables, checks, exports and these pages follow from that.",
        "",
        "| Dataset | Grain | What it holds |",
        "|---|---|---|",
    ]
    lines += [
        _row(f"[{dataset.title}]({dataset.name}.md)", dataset.grain, dataset.description)
        for dataset in DATASETS.values()
    ]
    lines += [
        "",
        "## On every row",
        "",
        "A snapshot adds these to each dataset's own fields.",
        "",
        "| Field | What it is |",
        "|---|---|",
    ]
    lines += [_row(f"`{name}`", _PROVENANCE[name]) for name in PROVENANCE_SCHEMA]
    lines += [
        "",
        "## Batches",
        "",
        "Rows arrive in batches and are never changed. What a batch did is one of "
        + ", ".join(f"`{action}`" for action in Action)
        + ". `python -m data_access history` lists them.",
        "",
        "| Field | What it is |",
        "|---|---|",
    ]
    lines += [
        _row(f"`{name}`", info.description or _BATCH[name])
        for name, info in Batch.model_fields.items()
    ]
    lines += [
        "",
        "## Quality statements",
        "",
    ]
    for each in FRAMEWORKS.values():
        lines += [
            f"{each.title} ([source]({each.source})), version `{each.version}`.",
            "",
            "| Id | Name | Theme |",
            "|---|---|---|",
            *(_row(f"`{s.id}`", s.name, s.theme) for s in each.statements),
        ]
    return "\n".join([*lines, ""])


_BATCH = {
    "batch_id": "Number of the batch, counting up.",
    "dataset": "The dataset whose rows arrived.",
    "action": "What the batch did.",
    "recorded_by": "Who brought it in.",
    "rows_new": "Rows that were not known before.",
    "rows_changed": "Rows that superseded an older version.",
    "rows_unchanged": "Rows that were known already, word for word.",
    "rows_removed": "Rows the batch took away.",
    "rows_rejected": "Rows of the source that could not be taken.",
    "note": "A remark, where somebody made one.",
}


def _type(spec: FieldSpec) -> str:
    if spec.is_list:
        return "list of words, joined by `;`"
    if spec.choices:
        return "one of a list"
    return _TYPES[spec.python_type] + (f" ({spec.unit})" if spec.unit else "")


def _needed(dataset: Dataset, spec: FieldSpec) -> str:
    if spec.required:
        return "yes"
    info = dataset.fields_model.model_fields[spec.name]
    default = None if info.is_required() else info.get_default()
    if default is None or default == []:
        return "no"
    return f"no; else `{str(default).lower() if isinstance(default, bool) else default}`"


def _allowed(spec: FieldSpec) -> str:
    if spec.choices:
        return _names(spec.choices)
    if spec.refers_to == "statement":
        return "a quality statement's id"
    if spec.refers_to in DATASETS:
        return f"see [{DATASETS[spec.refers_to].title}]({spec.refers_to}.md)"
    if spec.refers_to:
        return f"as `{spec.refers_to}` says"
    low, high = spec.minimum, spec.maximum
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    return "" if low is None else f"{low:g} or more"


def _said(rule: Rule, labels: Mapping[str, str]) -> str:
    match rule:
        case NotAbove(field=part, limit=whole):
            return f"{labels[part]} is not above {labels[whole].lower()}."
        case NotBefore(field=day, start=start):
            return f"{labels[day]} is not before {labels[start].lower()}."
        case Needs(field=field, when=when, value=None):
            return f"{labels[field]} is needed where {labels[when].lower()} is there."
        case Needs(field=field, when=when, value=value):
            return f"{labels[field]} is needed where {labels[when].lower()} is `{value}`."


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
