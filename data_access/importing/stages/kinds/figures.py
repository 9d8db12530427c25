"""Published figures and surveys: kinds of figure in rows become columns, places become councils,
percentages become people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from data_access.importing.stages.columns import Columns, likely_fields
from data_access.importing.stages.files.book import PERCENT
from data_access.importing.stages.find_table import Aside, Table
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.meaning.dates import days_in, financial_year, read_span
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold, is_mark, is_nothing_yet
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.values import Log

# Groups that mean everybody.
_EVERYBODY = frozenset(
    {
        "total",
        "all",
        "overall",
        "everyone",
        "all people",
        "all adults",
        "all ages",
        "persons all",
        "all persons",
        "everybody",
        "persons",
        "both",
        "all groups",
        "all clients",
        "total all ages",
    }
)
_FIGURE = {
    "numerator": "numerator",
    "num": "numerator",
    "count": "numerator",
    "denominator": "denominator",
    "den": "denominator",
    "base": "denominator",
    "population": "denominator",
    "outcome": "value",
    "value": "value",
    "rate": "value",
    "percentage": "value",
    "score": "value",
    "measure": "value",
    "percent": "value",
    "%": "value",
    "result": "value",
    "measure value": "value",
}


def figure_kinds_across(table: Table, columns: Columns) -> tuple[Table, dict[str, str]] | None:
    """A long table with a row for each kind of figure (numerator, denominator, outcome): one row
    for each place, measure, period and group. `members` counts the lines behind each."""
    kind, value = columns.place("figure_kind"), columns.place("value")
    if kind is None or value is None:
        return None
    figures = {"numerator": "Numerator", "denominator": "Denominator", "value": "Outcome"}
    keys = [
        each.place
        for each in columns.columns
        if each.field is not None and each.field not in {"figure_kind", "value", *figures}
    ]
    said = table.texts(kind).cast(pl.String)
    which = {text: _FIGURE.get(fold(text), "") for text in said.unique().drop_nulls()}
    wide = table.cells.with_columns(
        which=said.replace_strict(which, default=None, return_dtype=pl.String)
    )
    grouped = wide.group_by([str(place) for place in keys], maintain_order=True).agg(
        pl.col("line").first(),
        pl.col("sheet").first(),
        pl.col("row").first(),
        members=pl.col("line"),
        **{
            f"figure_{name}": pl.col(str(value)).filter(pl.col("which") == name).first()
            for name in figures
        },
    )
    selected = [pl.col("line", "sheet", "row", "members")]
    selected += [pl.col(str(old)).alias(f"n{new}") for new, old in enumerate(keys)]
    selected += [
        pl.col(f"figure_{name}").alias(f"n{len(keys) + number}")
        for number, name in enumerate(figures)
    ]
    cells = grouped.select(selected)
    cells = cells.rename({name: name[1:] for name in cells.columns if re.fullmatch(r"n\d+", name)})
    headers = (*(table.headers[place] for place in keys), *figures.values())
    told = {table.headers[place]: str(columns.columns[place].field) for place in keys}
    told |= {label: name for name, label in figures.items()}
    return replace(table, headers=headers, groups=(None,) * len(headers), cells=cells), told


def breakdown_column(table: Table, columns: Columns) -> tuple[int | None, Question | None]:
    """The column that says which group a figure is of: one that tells rows of a measure apart. What
    only repeats the measure, or is the same in every row, tells nothing."""
    if any(each.told and each.field == "breakdown" for each in columns.columns):
        return columns.place("breakdown"), None
    measure = columns.place("indicator")
    candidates = [
        each.place
        for each in columns.columns
        if not each.told
        and each.field in {None, "breakdown"}
        and likely_fields("indicator", each.header).get("breakdown", 0) >= 0.85
    ]
    telling = []
    for place in candidates:
        texts = table.texts(place).cast(pl.String)
        values = texts.drop_nulls().unique().to_list()
        if len(values) < 2 and not (values and is_everybody_group(values[0])):
            continue
        if len(values) < 2:
            continue
        if measure is not None:
            codes = table.texts(measure).cast(pl.String)
            pairs = pl.DataFrame({"measure": codes, "group": texts}).drop_nulls().unique()
            if all(_same_code(code, group) for code, group in pairs.iter_rows()):
                continue
        telling.append(place)
    if len(telling) > 1 and _need_all(table, columns, telling):
        headers = ", ".join(f"'{table.headers[place]}'" for place in telling)
        return telling[0], Question(
            "columns",
            f"columns: {headers}",
            f"Several columns say which group a figure is of: {headers}. Which one is the "
            "breakdown?",
            field="breakdown",
            choices=tuple(table.headers[place] for place in telling),
        )
    return (telling[0] if telling else None), None


def _need_all(table: Table, columns: Columns, telling: Sequence[int]) -> bool:
    """Whether no one of the columns alone tells all rows apart."""
    keys = [
        each.place
        for each in columns.columns
        if each.field
        in {"authority", "indicator", "area_code", "period", "period_start", "figure_kind", "team"}
    ]
    return all(
        table.cells.select([str(p) for p in {*keys, place}]).is_duplicated().any()
        for place in telling
    )


def _same_code(code: str, group: str) -> bool:
    return fold(code).startswith(fold(group)) or fold(group) == fold(code)


def is_everybody_group(text: str) -> bool:
    """Whether a breakdown's word means everybody."""
    return fold(text) in _EVERYBODY


def councils_of(
    typed: pl.DataFrame, table: Table, levels: pl.Series | None, councils: Councils, log: Log
) -> tuple[pl.DataFrame, list[Aside]]:
    """The rows under the names their councils go by here; places that are no councils are set
    aside."""
    code = typed.get_column("area_code") if "area_code" in typed.columns else None
    frame = typed.select("line", name="authority").with_columns(
        code=code if code is not None else pl.lit(None, pl.String()),
        level=levels if levels is not None else pl.lit(None, pl.String()),
    )
    found = {
        key: councils.place(*key)
        for key in frame.select("name", "code", "level").unique(maintain_order=True).iter_rows()
    }
    names, none = [], []
    told_by: dict[str, set[str]] = {}
    for line, name, area, level in frame.iter_rows():
        place = found[name, area, level]
        names.append(place.name)
        if place.name is None and (name is not None or area is not None):
            none.append(line)
        elif place.name is not None:
            told_by.setdefault(place.told_by, set()).add(f"{name}\x1f{place.name}")
    for how, pairs in told_by.items():
        shown = [pair.split("\x1f") for pair in sorted(pairs)]
        changed = [(said, name) for said, name in shown if said != name]
        if how == "own":
            log.notes += [f"'{said}' is taken for {name}" for said, name in changed]
        elif how == "code" and pairs:
            log.notes.append(f"names told by their ONS code: {len(pairs)}")
        elif how == "name" and changed:
            log.notes.append(
                "; ".join(f"'{said}' is taken for {name}" for said, name in changed[:8])
            )
        elif how == "written" and shown:
            listed = ", ".join(f"'{said}'" for said, _ in shown[:8])
            log.notes.append(f"no council the product knows, kept as written: {listed}")
    aside = []
    gone = set(none)
    if gone:
        members = "members" in table.cells.columns
        for row in table.cells.filter(pl.col("line").is_in(none)).iter_rows(named=True):
            times = len(row["members"]) if members else 1
            aside += [Aside("other_places", row["sheet"], row["row"])] * times
        log.notes.append(f"rows that are of no council passed over: {len(aside)}")
    typed = typed.with_columns(authority=pl.Series(names, dtype=pl.String))
    return typed.filter(~pl.col("line").is_in(none)), aside


def period_of_titles(texts: Sequence[str]) -> tuple[date, date, str] | None:
    """First and last day that titles, sheet names or a file's name give, and which of them: a span,
    a financial year, or a month."""
    for text in texts:
        spans = [span for span in days_in(text) if span.rough]
        year = financial_year(text)
        if len(spans) == 1 and spans[0].first != spans[0].last:
            return spans[0].first, spans[0].last, text
        if year is not None:
            return *year, text
        whole = read_span(text)
        if whole is not None and whole.rough:
            return whole.first, whole.last, text
    return None


def month_of_titles(texts: Sequence[str]) -> tuple[date, str] | None:
    """The month in which titles, sheet names or a file's name say that things stood, and which of
    them: the last day that is named."""
    for text in texts:
        spans = days_in(re.sub(r"[_]", " ", text)) or [
            span for span in [read_span(text)] if span is not None
        ]
        spans = [span for span in spans if (span.last - span.first).days < 32]
        if spans:
            last = max(span.last for span in spans)
            return last.replace(day=1), text
    return None


def agreed(
    table: Table, columns: Columns, log: Log, recipe: Recipe
) -> tuple[pl.Series, pl.Series, pl.Series] | None:
    """Per line of a survey: people who answered, people who agreed, and whether the figures are
    suppressed. None where the columns do not tell.

    Answers times the share of those who agreed, in whole people; else the counts, or shares, of
    "strongly agree" and "agree" added up.
    """
    base, positive = columns.place("responses"), columns.place("agree")
    strong, weak = columns.place("strongly_agree"), columns.place("agree_only")
    others = [columns.place(name) for name in ("neither", "disagree", "strongly_disagree")]
    figures = [place for place in (positive, strong, weak) if place is not None]
    if not figures or (positive is None and weak is None):
        return None
    percent = {place: _is_percent(table, place) for place in figures}
    shares = {place for place in figures if percent[place] and _is_share(table, place, recipe, log)}
    rows = []
    for line in range(table.cells.height):
        answered = _figure(table, base, line) if base is not None else None
        said = {place: _figure(table, place, line) for place in figures}
        said = {
            place: value * 100 if place in shares and value is not None else value
            for place, value in said.items()
        }
        hidden = any(_hidden(table, place, line) for place in figures)
        if positive is not None:
            agreeing, in_percent = said[positive], percent[positive]
        else:
            parts = [said[place] for place in (strong, weak) if place is not None]
            agreeing = (
                sum(p for p in parts if p is not None)
                if any(p is not None for p in parts)
                else None
            )
            in_percent = weak is not None and percent[weak]
        if answered is None and not in_percent and base is None:
            every = [
                *(said[p] for p in (strong, weak) if p is not None),
                *(_figure(table, p, line) for p in others if p is not None),
            ]
            answered = (
                sum(v for v in every if v is not None)
                if any(v is not None for v in every)
                else None
            )
        if agreeing is not None and in_percent:
            agreeing = None if answered is None else float(int(answered * agreeing / 100 + 0.5))
        rows.append((answered, agreeing, hidden and agreeing is None))
    worked_out = positive if positive is not None else weak
    if worked_out is not None and percent[worked_out]:
        header = table.headers[worked_out]
        of = f"{table.headers[base]} and " if base is not None else ""
        log.notes.append(f"people who agreed are worked out from {of}'{header}'")
    answers = pl.Series([row[0] for row in rows], dtype=pl.Float64)
    agree = pl.Series([row[1] for row in rows], dtype=pl.Float64)
    return answers, agree, pl.Series([row[2] for row in rows], dtype=pl.Boolean)


def _is_share(table: Table, place: int, recipe: Recipe, log: Log) -> bool:
    """Whether the numbers of a column of percentages are shares of one: asked where all are."""
    header = table.headers[place]
    for said, share in recipe.percent.items():
        if fold(said) == fold(header):
            return bool(share)
    kinds = table.kinds(place)
    if kinds is not None and (kinds == PERCENT).any():
        return False
    found = [read_number(text) for text in table.texts(place).drop_nulls().to_list()]
    numbers = [each for each in found if each is not None]
    if not numbers or any(n.percent or not 0 <= n.value <= 1 for n in numbers):
        return False
    if not any(0 < n.value < 1 for n in numbers):
        return False
    log.questions.append(share_question(header, numbers[0].value))
    return False


def share_question(header: str, value: float) -> Question:
    """Whether a number between 0 and 1 is a share of one or a percentage."""
    return Question(
        "numbers",
        f"numbers: '{header}'",
        f"{header}: the numbers are between 0 and 1. Is {value:g} {value * 100:g} percent, or "
        f"{value:g} percent?",
        column=header,
        choices=(f'"{header}" = "share"', f'"{header}" = "percent"'),
    )


def _figure(table: Table, place: int, line: int) -> float | None:
    text = table.texts(place)[line]
    number = read_number(text) if text else None
    return number.value if number else None


def _hidden(table: Table, place: int, line: int) -> bool:
    text = table.texts(place)[line]
    return bool(text) and read_number(text) is None and (is_mark(text) or is_nothing_yet(text))


def _is_percent(table: Table, place: int) -> bool:
    kinds = table.kinds(place)
    if kinds is not None and (kinds == PERCENT).any():
        return True
    header = table.headers[place]
    if re.search(r"%|\bper ?cent\b|percentage|\brate\b", header, re.IGNORECASE):
        return True
    texts = table.texts(place).drop_nulls().to_list()
    return any((number := read_number(text)) is not None and number.percent for text in texts)


def ombudsman_year(text: str) -> str | None:
    """A year as the ombudsman writes it, 2024-25; None if the text gives none."""
    years = financial_year(re.sub(r"\(.*?\)", "", text))
    if years is None:
        span = read_span(text)
        if span and span.first == span.last and (span.first.month, span.first.day) == (3, 31):
            return f"{span.first.year - 1}-{span.first.year % 100:02d}"  # the year that ends then
        years = (span.first, span.last) if span and (span.last - span.first).days > 360 else None
    if years is None:
        return None
    return f"{years[0].year}-{years[1].year % 100:02d}"


def ombudsman_scope(texts: Sequence[str]) -> tuple[str, str] | None:
    """The scope that a title or a name gives, and which: adult social care or all services."""
    for text in texts:
        said = fold(text)
        if re.search(r"\badult(?:s)? (?:social )?(?:care|services)|\basc\b|\badult social", said):
            return "adult social care", text
        if re.search(r"\ball (?:services|complaints|categories|subjects)|\bwhole council\b", said):
            return "all services", text
    return None
