"""One record entered or amended on screen, checked by the dataset's own declaration; and what the
council itself thinks of a quality statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from data_access.datasets import SCORE, Dataset, FieldSpec
from data_access.errors import DataError
from data_access.importing.personal_data.guard import kinds_in
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.values.log import Log
from data_access.importing.stages.values.values import read_column
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry, is_missing
from data_access.ledger.ledger import Landed, append
from data_access.ledger.permission import permission_to_write
from data_access.principal import require
from data_access.store.bulk import joined_lists, split_texts
from data_access.store.database import Store
from vocabulary.framework import STATEMENTS, framework_on
from vocabulary.principal import Permission, Principal
from vocabulary.wording import entered_date


def record_self_assessment(
    store: Store,
    *,
    authority: str,
    statement: str,
    score: int,
    day: date,
    rationale: str,
    evidence: Sequence[str] = (),
    based_on: int | None = None,
    principal: Principal,
) -> Landed:
    """Record a self-assessed score with its reasons, as a batch of one row.

    A second one for the same day amends the first; `based_on` is the row_id of the version the
    person was looking at (None: there was none). DataError without a rationale, for a score
    outside 1 to 4 or an unknown statement; ConflictError if someone else recorded one for that
    day in the meantime.
    """
    require(principal, Permission.ENTER, authority)
    if not rationale.strip():
        raise DataError("Say why: a score without a reason cannot be checked later.")
    if score not in {1, 2, 3, 4}:
        raise DataError("A score is 1, 2, 3 or 4.")
    applies = framework_on(day)
    if statement not in applies.ids:
        raise DataError(f"There is no quality statement '{statement}'.")
    row = {
        "authority": authority,
        "statement": statement,
        "kind": "self_assessed",
        "published": day,
        "score": score,
        "framework": applies.version,
        "rationale": rationale,
        "evidence": [_one_item(line) for line in evidence if line.strip()],
        "source": "Self-assessment",
        "based_on": based_on,
    }
    frame = pl.DataFrame([row], schema_overrides={**SCORE.schema, "based_on": pl.Int64()})
    return append(
        store,
        [Entry(SCORE, frame)],
        principal=principal,
        source_name="Self-assessment entered on screen",
        action=Action.FORM,
    )


def _one_item(line: str) -> str:
    """A semicolon would part the item in two; in a link it can be written otherwise."""
    text = line.strip()
    return text.replace(";", "%3B" if re.match(r"https?://", text) else ",")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field (None: with the record as a whole), and how to mend it."""

    field: str | None
    text: str


class RecordError(DataError):
    """The record cannot be stored as entered; `problems` says why, field by field."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.text for problem in problems))
        self.problems = problems


def check_record(
    dataset: Dataset, authority: str, entered: Mapping[str, str | None]
) -> tuple[pl.DataFrame, list[Problem]]:
    """One typed row of the dataset from what was typed in, and what is wrong with it.

    `entered`: text per field, lists joined by semicolons; what is missing is empty. The same
    reading as an import's, so that a form takes what a file takes; but what would be taken for
    "not known yet" in a file is asked of a person who is there.
    """
    columns: dict[str, pl.Series] = {}
    problems = []
    for spec in dataset.fields:
        text = authority if spec.name == "authority" else (entered.get(spec.name) or "").strip()
        values, problem = _read(spec, text)
        columns[spec.name] = values
        if problem is not None:
            problems.append(Problem(spec.name, f"{spec.label} {problem}"))
        elif spec.required and not spec.is_list and values.has_nulls():
            problems.append(Problem(spec.name, f"{spec.label} has to be filled in."))
        if text and _holds_words(spec):
            problems += [
                Problem(spec.name, f"{spec.label} holds {kind}: take it out.")
                for kind in kinds_in(text)
            ]
    # Who leaves empty what follows from other fields was asked, and says no.
    no = [pl.col(follow.field).fill_null(value=False) for follow in dataset.follows]
    row = pl.DataFrame(columns).with_columns(no)
    broken = dataset.breaches(row)
    problems += [Problem(r["field"], r["problem"]) for r in broken.iter_rows(named=True)]
    return row, problems


def _read(spec: FieldSpec, text: str) -> tuple[pl.Series, str | None]:
    """The value of a field, and what is wrong with the text."""
    texts = pl.Series([text or None], dtype=pl.String)
    texts = texts.set(is_missing(texts), None)
    if spec.is_list and not spec.choices:
        parts = split_texts(texts.str.replace_all(r"[|\n]", ";"))
        unknown = [part for part in parts.explode().drop_nulls() if part not in STATEMENTS]
        if spec.refers_to == "statement" and unknown:
            return parts, f"names '{unknown[0]}', which is no quality statement."
        return parts, None
    if spec.refers_to == "theme":  # chosen from the codebook, by its id
        return texts, None
    read = read_column(spec, spec.label, texts, None, Recipe(), Log())
    lost = texts[0] is not None and read.values[0] is None
    values = split_texts(read.values) if spec.is_list else read.values.cast(spec.polars_type)
    return values, f"{read.problem}. {read.mend}" if lost else None


def record_row(
    store: Store,
    dataset: Dataset,
    authority: str,
    entered: Mapping[str, str | None],
    *,
    based_on: int | None,
    principal: Principal,
) -> Landed:
    """Record one row as a batch of its own.

    `based_on`: row_id of the version the person was looking at (None: a new record). Raises
    RecordError naming what is wrong, ConflictError if someone else recorded it in the meantime:
    then nothing is written, and what was typed in is still the caller's.
    """
    require(principal, permission_to_write([dataset], Action.FORM), authority)
    row, problems = check_record(dataset, authority, entered)
    if problems:
        raise RecordError(problems)
    frame = row.with_columns(based_on=pl.lit(based_on, dtype=pl.Int64))
    return append(
        store,
        [Entry(dataset, frame)],
        principal=principal,
        source_name=f"{dataset.singular.capitalize()} entered on screen",
        action=Action.FORM,
        nature=dataset.nature,
    )


def take_row_away(
    store: Store,
    dataset: Dataset,
    row: Mapping[str, object],
    *,
    principal: Principal,
) -> Landed:
    """Record, as a batch of its own, that a row stands no longer. Its versions are kept, and it
    comes back where the batch is withdrawn.

    `row`: the dataset's columns and row_id, as a snapshot gave them. Raises ConflictError if
    someone else changed it in the meantime.
    """
    schema = {**dataset.schema, "based_on": pl.Int64()}
    values = {name: row[name] for name in dataset.columns} | {"based_on": row["row_id"]}
    frame = pl.DataFrame([values], schema=schema)
    return append(
        store,
        [Entry(dataset, frame, takes_away=True)],
        principal=principal,
        source_name=f"{dataset.singular.capitalize()} removed on screen",
        action=Action.FORM,
        nature=dataset.nature,
    )


def as_entered(dataset: Dataset, row: Mapping[str, object]) -> dict[str, str]:
    """A stored row as text per field, as a form shows it: British dates, lists by semicolons."""
    frame = joined_lists(pl.DataFrame([dict(row)], schema_overrides=dataset.schema))
    said = {}
    for spec in dataset.fields:
        value = frame.item(0, spec.name)
        if value is None:
            said[spec.name] = ""
        elif isinstance(value, bool):
            said[spec.name] = "Yes" if value else "No"
        elif isinstance(value, date):
            said[spec.name] = entered_date(value)
        elif isinstance(value, float):
            said[spec.name] = f"{value:g}"
        else:
            said[spec.name] = str(value)
    return said


def _holds_words(spec: FieldSpec) -> bool:
    return spec.python_type is str and not spec.choices and spec.name != "authority"
