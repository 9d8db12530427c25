"""Training figures with courses across: counts, parts of a whole ("9/12") or shares of a team."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.header_names import likely_fields
from data_access.importing.stages.files.book import PERCENT
from data_access.importing.stages.kinds.blocks import (
    PART,
    Block,
    blocks_down,
    plain_header,
    said_texts,
    with_column,
)
from data_access.importing.stages.kinds.indicators.periods import Turned, period_of
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold, is_mark, is_nothing_yet
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.people.courses import names_a_course
from data_access.importing.stages.people.matrix import split_title
from data_access.importing.stages.people.statuses import (
    ATTENDED,
    EXPIRED,
    IN_DATE,
    NEEDED,
    NOT_DONE,
    OFFERED,
    status_of,
)
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.rows.rows import is_whole_service
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log

COURSE, TEAM, REQUIRED = "Course across", "Team across", "Required across"
_FIGURES = ("required", "offered", "released", "attended", "in_date")
_SAYS_IN_DATE = re.compile(
    r"(?i)\bin[- ]date\b|\bcomplian(?:t|ce)\b|\bup[- ]to[- ]date\b|\bvalid\b|\bcurrent\b"
)
_SAYS_ATTENDED = re.compile(r"(?i)\bcomplet(?:ed|ions?)\b|\battend(?:ed|ance)\b|\btrained\b")


def courses_down(table: Table, columns: Columns, recipe: Recipe, log: Log) -> Turned | None:
    """A table of figures with courses, or teams, in its headers: a row for each row and course or
    team. None for lists of people, and where neither stands across."""
    fields = columns.fields
    if "course" in fields and "team" not in fields:
        return _counts_under_courses(table, columns, TEAM)
    if "course" in fields or ("team" not in fields and "role" not in fields):
        return None
    return _counts_under_courses(table, columns) or _figure_a_course(table, columns, recipe, log)


def _counts_under_courses(table: Table, columns: Columns, label: str = COURSE) -> Turned | None:
    """Several figures under each course or team: required and in date, say."""
    found: dict[str, dict[str, int]] = {}
    for place, group in enumerate(table.groups):
        if group is None or columns.columns[place].told:
            continue
        likely = likely_fields("training", plain_header(table.headers[place]))
        known = {name: score for name, score in likely.items() if name in _FIGURES and score > 0.85}
        if known and _holds_numbers(table, place):
            figure = max(known, key=lambda name: known[name])
            found.setdefault(group, {}).setdefault(figure, place)
    if not found or not any("required" in each for each in found.values()):
        return None
    if label == TEAM and len(found) < 2:
        return None
    inside = {place for each in found.values() for place in each.values()}
    kept = [
        place
        for place in range(len(table.headers))
        if place not in inside and table.groups[place] not in found
    ]
    blocks = [(n, p) for n, p in found.items() if label == COURSE or not is_whole_service(n)]
    return _turned(table, kept, blocks, label)


def _figure_a_course(table: Table, columns: Columns, recipe: Recipe, log: Log) -> Turned | None:
    """One column a course, with a part of a whole or a figure beside the number of people."""
    people = about_people(table.headers)
    base = columns.place("required")
    across: list[tuple[int, str, str | None]] = []
    for each in columns.columns:
        header = plain_header(each.header)
        if each.told or each.header in people or (each.field and each.confidence > 0.85):
            continue
        if not _holds_numbers(table, each.place) or period_of(header) or _is_total(header):
            continue
        title, part = split_title(header)
        across.append((each.place, title, part))
    parts = [place for place, _, _ in across if _are_parts(table, place)]
    if not across or (len(across) < 2 and not parts) or (not parts and people):
        return None
    if not any(names_a_course(title) for _, title, _ in across):
        return None
    if not parts and base is None:
        if not all(_is_percent(table, place) for place, _, _ in across):
            return None
        log.questions.append(
            Question(
                "columns",
                "columns or constants.required",
                "The courses hold percentages, and no column says of how many people. Which one is "
                "it?",
                field="required",
                choices=table.headers,
            )
        )
    figures = {place: _figure(table, part, recipe, log) for place, _, part in across}
    asked = [title for place, title, _ in across if figures[place] is None]
    if asked:
        log.questions.append(
            Question(
                "wide",
                "wide.value",
                f"The columns {', '.join(asked[:6])} hold numbers of people: are they those who "
                "attended, or those who are in date?",
                choices=('value = "attended"', 'value = "in_date"'),
            )
        )
    blocks: list[tuple[str, dict[str, int]]] = []
    for place, title, _ in across:
        figure = figures[place] or "attended"
        whole, some = _columns_of(table, place, base, log)
        table = with_column(with_column(table, REQUIRED, whole), f"{figure} of {title}", some)
        blocks.append((title, {"required": len(table.headers) - 2, figure: len(table.headers) - 1}))
    used = {place for place, _, _ in across} | ({base} if base is not None else set())
    first_new = min(min(places.values()) for _, places in blocks)
    kept = [place for place in range(first_new) if place not in used]
    return _turned(table, kept, blocks)


def _turned(
    table: Table,
    kept: Sequence[int],
    blocks: Sequence[tuple[str, dict[str, int]]],
    label: str = COURSE,
) -> Turned:
    figures = list(dict.fromkeys(name for _, places in blocks for name in places))
    headers = {name: f"{name} across" for name in figures}
    turned = blocks_down(
        table,
        kept,
        [
            Block((title,), {headers[name]: place for name, place in places.items()})
            for title, places in blocks
        ],
        [label],
        [headers[name] for name in figures],
    )
    told = {label: "course" if label == COURSE else "team"} | {
        header: name for name, header in headers.items()
    }
    required = str(turned.headers.index(headers["required"])) if "required" in headers else None
    if required is not None:  # a group nobody of which needs a course has no row
        needed = pl.col(required).cast(pl.String).str.strip_chars() != "0"
        turned = replace(turned, cells=turned.cells.filter(needed.fill_null(value=True)))
    return turned, told


def _columns_of(
    table: Table, place: int, base: int | None, log: Log
) -> tuple[list[str | None], list[str | None]]:
    """Per line, people who need a course and people who have it. A share is of the people in the
    column of required, in whole people; who is not in scope has neither."""
    texts = table.texts(place).cast(pl.String).to_list()
    bases = table.texts(base).cast(pl.String).to_list() if base is not None else [None] * len(texts)
    percent = _is_percent(table, place)
    if percent and base is not None:
        log.notes.append(
            f"people are worked out from {table.headers[base]} and the percentages under courses"
        )
    whole: list[str | None] = []
    some: list[str | None] = []
    for text, people in zip(texts, bases, strict=True):
        found = PART.fullmatch(text) if text else None
        number = read_number(text) if text and not found else None
        many = read_number(people) if people else None
        if found:
            whole.append(found[2])
            some.append(found[1])
        elif number is not None and percent and many is not None:
            whole.append(people)
            some.append(str(int(many.value * number.value / 100 + 0.5)))
        elif number is not None:
            whole.append(people)
            some.append(text)
        else:
            hidden = text is not None and is_mark(text) and not _not_in_scope(text)
            whole.append(people if hidden else None)
            some.append(text if hidden else None)
    return whole, some


def _not_in_scope(text: str) -> bool:
    return fold(text) in {"n a", "na", "not applicable", "not required", "none"}


def _figure(table: Table, part: str | None, recipe: Recipe, log: Log) -> str | None:
    """What the numbers under a course count: by a person's word, the header, or a title."""
    told = recipe.wide_value
    if told is not None:
        return "attended" if told in {"attended", "completed"} else "in_date"
    if part is not None:
        return "attended" if part == "completed" else "in_date"
    for title in (*table.titles, *table.sheets, table.source.rsplit(".", 1)[0].replace("_", " ")):
        in_date, attended = _SAYS_IN_DATE.search(title), _SAYS_ATTENDED.search(title)
        if in_date and attended:
            return None
        if in_date or attended:
            return "in_date" if in_date else "attended"
    return None


def _are_parts(table: Table, place: int) -> bool:
    said = said_texts(table, place)
    return bool(said) and sum(1 for text in said if PART.fullmatch(text)) >= 0.6 * len(said)


def _holds_numbers(table: Table, place: int) -> bool:
    texts = table.texts(place).cast(pl.String).drop_nulls().to_list()
    said = [text for text in texts if not is_nothing_yet(text) and not is_mark(text)]
    numbers = [t for t in said if read_number(t) is not None or PART.fullmatch(t)]
    return bool(texts) and len(numbers) >= 0.8 * len(said)


def _is_total(header: str) -> bool:
    return bool(re.search(r"(?i)\b(?:total|overall|average|all courses|rag|rank|target)\b", header))


_ENROLLED = re.compile(
    r"(?i)(?:total )?(?:enroll?ed|registered|assigned|allocated|learners|enrolments)"
)


def statuses_summed(table: Table, columns: Columns) -> Turned | None:
    """How many people are of each status, a column a status (completed, expired, not started): who
    needs the course are all of them together, or all who were enrolled. Where who is booked may be
    among the others, how many need it is asked."""
    if about_people(table.headers) or "required" in columns.fields:
        return None
    found: dict[str, list[int]] = {}
    enrolled = None
    for each in columns.columns:
        header = plain_header(each.header)
        if each.told or not _holds_numbers(table, each.place):
            continue
        if _ENROLLED.fullmatch(header):
            enrolled = each.place
        elif (status := status_of(header)) is not None:
            begun = status == OFFERED and re.match(r"(?i)in progress|started|underway", header)
            status = NEEDED if status == NOT_DONE or begun else status
            found.setdefault(status, []).append(each.place)
    done = {ATTENDED, IN_DATE, EXPIRED} & set(found)
    if not done or (NEEDED not in found and enrolled is None):
        return None
    of = {
        "attended": [ATTENDED, IN_DATE, EXPIRED],
        "in_date": [IN_DATE] if done != {ATTENDED} else [],
        "required": [] if OFFERED in found or enrolled else [ATTENDED, IN_DATE, EXPIRED, NEEDED],
    }
    told = {table.headers[place]: "" for places in found.values() for place in places}
    if enrolled is not None:
        told[table.headers[enrolled]] = "required"
    for field, statuses in of.items():
        if not statuses:
            continue
        places = [place for status in statuses for place in found.get(status, ())]
        header = f"{field} (added up)"
        table = with_column(table, header, _sums(table, places))
        told[header] = field
    return table, told


def _sums(table: Table, places: Sequence[int]) -> list[str | None]:
    """The sum of each line's cells; nothing where one is hidden, or none is there."""
    sums: list[str | None] = []
    for cells in table.cells.select([str(place) for place in places]).iter_rows():
        said = [cell for cell in cells if cell is not None]
        numbers = [read_number(cell) for cell in said]
        known = [number.value for number in numbers if number is not None]
        hidden = any(is_mark(cell) for cell in said)
        sums.append(f"{sum(known):g}" if known and not hidden else None)
    return sums


def shares_counted(table: Table, columns: Columns, log: Log) -> Turned | None:
    """Shares beside the number of people who need a course, where no counts are given: people, as
    required times share, in whole people."""
    base = columns.place("required")
    if base is None or about_people(table.headers):
        return None
    told: dict[str, str] = {}
    for each in columns.columns:
        if each.field is not None or not _is_percent(table, each.place):
            continue
        likely = likely_fields("training", re.sub(r"%|(?i:per ?cent(?:age)?)", "", each.header))
        known = {n: s for n, s in likely.items() if n in {"attended", "in_date"} and s > 0.85}
        field = max(known, key=lambda name: known[name]) if known else None
        if field is None or field in columns.fields or field in told.values():
            continue
        _, some = _columns_of(table, each.place, base, log)
        header = f"{field} (worked out)"
        table = with_column(table, header, some)
        told[header] = field
    return (table, told) if told else None


def _is_percent(table: Table, place: int) -> bool:
    kinds = table.kinds(place)
    if kinds is not None and (kinds == PERCENT).any():
        return True
    found = [read_number(text) for text in said_texts(table, place)]
    marked = any(number is not None and number.percent for number in found)
    return _holds_numbers(table, place) and (marked or "%" in table.headers[place])
