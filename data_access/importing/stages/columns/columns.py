"""The third stage: which column is which field, how sure that is, and what kind of records a table
holds. Names are looked at first, then what stands in the column: a column of prose is no day."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from data_access.datasets import Dataset
from data_access.importing.stages.columns.beside_others import (
    codes_and_names,
    in_lists_of_the_ombudsman,
    spans,
    titles_of_courses,
    without_numbering,
)
from data_access.importing.stages.columns.by_content import (
    CONFIDENCE,
    columns_by_content,
    number_of_several,
)
from data_access.importing.stages.columns.column import Column, Columns
from data_access.importing.stages.columns.contents import Content, fit_of, other_words, why_not
from data_access.importing.stages.columns.header_names import likely_fields, likely_fields_of
from data_access.importing.stages.meaning.names import (
    FILE_FIELDS,
)
from data_access.importing.stages.meaning.wording import (
    fold,
)
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe, RecipeError
from data_access.importing.stages.table.table import Table

_LEAST = 0.55  # how sure a column has to be to be taken


def read_columns(dataset: Dataset, table: Table, recipe: Recipe) -> Columns:
    """Which column is which field of a dataset. A person's word goes before everything.

    RecipeError where the recipe names a field that the dataset does not have.
    """
    extra = FILE_FIELDS.get(dataset.name, {})
    known_fields = {*dataset.columns, *extra, "period"}
    told: dict[int, str | None] = {}
    for place, header in enumerate(table.headers):
        said = recipe.column(header)
        if said is not None:
            if said and said not in known_fields:
                raise RecipeError(f"{dataset.title} has no field '{said}'.")
            told[place] = said or None
    taken = {name for name in told.values() if name}
    contents = [Content.of(table, place) for place in range(len(table.headers))]
    found, why = _found(dataset, table, contents, told)
    chosen = _chosen(found, taken)
    taken |= {name for name, _ in chosen.values() if name not in {"none", "employed"}}
    shared = number_of_several(dataset, table, chosen)
    if shared is not None:
        del chosen[shared]
        taken.discard("reference")
    free = [place for place in range(len(table.headers)) if place not in {*told, *chosen}]
    by_content = dict(columns_by_content(dataset, table, contents, free, taken))
    chosen |= {place: (name, CONFIDENCE) for place, name in by_content.items()}
    columns = []
    for place, header in enumerate(table.headers):
        samples = contents[place].samples
        others = tuple(
            dict.fromkeys(name for _, at, name in found if at == place and name != "none")
        )
        if place in told:
            columns.append(Column(place, header, samples, told[place], 1.0, others, told=True))
            continue
        as_field, confidence = chosen.get(place, ("none", 0.0))
        read_as = None if as_field in {"none", "employed"} else as_field
        others = tuple(other for other in others if other != read_as)
        columns.append(Column(place, header, samples, read_as, confidence, others))
    columns = spans(dataset, columns, contents)
    columns = in_lists_of_the_ombudsman(dataset, table, columns, contents)
    columns = without_numbering(dataset, columns, contents)
    columns = titles_of_courses(dataset, columns)
    columns = codes_and_names(dataset, columns, contents)
    ties = _ties(dataset, columns, found)
    unread = {each.place for each in columns if each.field is None}
    notes = [note for place, note in why.items() if place in unread and note]
    notes += [
        f"'{each.header}' is a percentage: it stays one, and no number is made of it"
        for each in columns
        if each.place in why and each.field is not None and each.field.endswith("_rate")
    ]
    if shared is not None:
        notes.append(
            f"'{table.headers[shared]}' is merged over several rows, so it is the number of none"
        )
    notes += [
        f"'{table.headers[place]}' is read as {_label(dataset, name)}, for what stands in it"
        for place, name in by_content.items()
    ]
    return Columns(dataset, tuple(columns), notes=tuple(dict.fromkeys(notes)), ties=ties)


def _found(
    dataset: Dataset, table: Table, contents: Sequence[Content], told: Collection[int]
) -> tuple[list[tuple[float, int, str]], dict[int, str]]:
    """How surely each column may be each field (confidence, place, field), the surest first; and
    why a column is not the field it is named like."""
    found: list[tuple[float, int, str]] = []
    why: dict[int, str] = {}
    dated_people = dataset.name == "training" and not any(
        likely_fields(dataset.name, header).get("required", 0) > 0.9 for header in table.headers
    )
    survey_scale = any(
        likely_fields(dataset.name, header).get("strongly_agree", 0) > 0.9
        for header in table.headers
    )
    for place, header in enumerate(table.headers):
        if place in told:
            continue
        likely = likely_fields_of(dataset, header, table.groups[place])
        if dated_people and fold(header) == "date":
            likely = {"completed": 1.0}
        if survey_scale and likely.get("agree_only", 0) > 0.9:
            likely = {"agree_only": 1.0}  # one answer of a scale, not all who agreed
        if _repeats(table.headers, place):  # the same again, and no other field by likeness
            likely = dict(sorted(likely.items(), key=lambda each: -each[1])[:1])
        for name, likeness in likely.items():
            fit = fit_of(dataset, name, contents[place])
            if other_words(dataset, name, header, contents[place]):
                fit = min(fit, 0.4)
            if likeness * fit >= _LEAST:
                found.append((likeness * fit, place, name))
            elif likeness > 0.85 and fit < 0.5:
                why[place] = why_not(dataset, name, header, contents[place])
    return sorted(found, key=lambda each: (-each[0], each[1])), why


def _label(dataset: Dataset, name: str) -> str:
    if name in dataset.columns:
        return dataset.spec(name).label.lower()
    return {"kind": "the kind of case"}.get(name, name)


def _chosen(found: list[tuple[float, int, str]], taken: set[str]) -> dict[int, tuple[str, float]]:
    """Each column's field, the surest first; each field once, without those that are taken."""
    found.sort(key=lambda each: (-each[0], each[1]))
    chosen: dict[int, tuple[str, float]] = {}
    gone = set(taken)
    for confidence, place, name in found:
        if place in chosen or name in gone:
            continue
        chosen[place] = (name, confidence)
        if name not in {"none", "employed"}:
            gone.add(name)
    return chosen


def tie_questions(columns: Columns) -> list[Question]:
    """Which of several columns is meant, where nothing tells."""
    return [
        Question(
            "columns",
            "columns: " + ", ".join(f"'{header}'" for header in headers),
            f"Which column is {columns.dataset.spec(name).label.lower()}? {', '.join(headers)}",
            column=headers[0],
            field=name,
            choices=headers,
        )
        for name, headers in columns.ties.items()
    ]


_CLOSE = 0.02  # how near two columns' likeness is when nothing tells which one is meant


def _ties(
    dataset: Dataset, columns: Sequence[Column], found: Sequence[tuple[float, int, str]]
) -> dict[str, tuple[str, ...]]:
    """Fields of figures that several columns are as likely to be ("% positive 2025" and "% positive
    2026"), where no person said which, and the other column is read as nothing else."""
    ties: dict[str, tuple[str, ...]] = {}
    for each in columns:
        name = each.field
        if each.told or name not in dataset.columns:
            continue
        if dataset.spec(name).python_type not in (int, float):
            continue
        rivals = [
            columns[place].header
            for confidence, place, other in found
            if other == name
            and place != each.place
            and columns[place].field is None
            and not columns[place].told
            and confidence > each.confidence - _CLOSE
            and not _repeats([column.header for column in columns], place)
        ]
        if rivals:
            ties[name] = (each.header, *rivals)
    return ties


def _repeats(headers: Sequence[str], place: int) -> bool:
    """Whether a header is one of those that stand there several times, but the first."""
    plain = re.sub(r" \(\d+\)$", "", headers[place])
    return plain != headers[place] and plain in headers[:place]
