"""Answers of a survey counted: a row for each person, or a row for each answer of the scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.kinds.blocks import said_texts
from data_access.importing.stages.kinds.indicators.periods import Turned
from data_access.importing.stages.meaning.answers import AGREE, NO_ANSWER, NOT_AGREE, answer_of
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.teams import team_names
from data_access.importing.stages.meaning.wording import is_mark
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log, Word

QUESTION, ANSWERED, AGREED = "Question across", "People who answered", "People who agreed"
_SHARE = "Agree across (%)"


def respondents_down(table: Table, columns: Columns, recipe: Recipe, log: Log) -> Turned | None:
    """A survey with a row for each person who answered and a column a question: counted by team and
    question. Nobody's row goes further. Answers that nobody knows, and answers in numbers, are
    asked."""
    team = columns.place("team")
    if columns.place("question") is not None or team is None:
        return None
    across = _question_places(table, columns, team, recipe)
    if not across:
        return None
    names = team_names(table.texts(team).cast(pl.String), recipe, log.teams)[0]
    teams = (
        table.texts(team)
        .cast(pl.String)
        .replace_strict(names, default=None, return_dtype=pl.String)
        .alias("team")
    )
    parts = []
    for order, place in enumerate(across):
        answers = _meant(table, place, recipe, log)
        counted = (
            table.cells.select("line", "sheet", "row")
            .with_columns(teams, answer=answers)
            .group_by("team", maintain_order=True)
            .agg(
                pl.col("sheet", "row").first(),
                members=pl.col("line") if order == 0 else pl.col("line").head(0),
                answered=pl.col("answer").is_in([AGREE, NOT_AGREE]).sum(),
                agree=(pl.col("answer") == AGREE).sum(),
            )
            .filter(pl.col("answered") > 0)
        )
        parts.append(
            counted.select(
                "sheet",
                "row",
                "members",
                pl.col("team").alias("0"),
                pl.lit(table.headers[place]).alias("1"),
                pl.col("answered").cast(pl.String).alias("2"),
                pl.col("agree").cast(pl.String).alias("3"),
            )
        )
    labels = (table.headers[team], QUESTION, ANSWERED, AGREED)
    told = dict(zip(labels, ("team", "question", "responses", "agree"), strict=True))
    return _with_cells(table, labels, pl.concat(parts)), told


def _question_places(table: Table, columns: Columns, team: int, recipe: Recipe) -> list[int]:
    """The columns that hold people's answers: words of a scale, or numbers of one."""
    people = about_people(table.headers)
    free = [
        each.place
        for each in columns.columns
        if each.place != team and not each.told and each.header not in people
    ]
    worded = []
    for place in free:
        said = said_texts(table, place)
        known = sum(1 for text in said if answer_of(text, recipe) in {AGREE, NOT_AGREE})
        if said and known >= 0.7 * len(said) and len(set(said)) <= 12:
            worded.append(place)
    if worded or columns.place("responses") is not None:
        return worded
    teams = table.texts(team).drop_nulls()
    if teams.n_unique() == teams.len():  # a row a team: figures, not people's answers
        return []
    return [place for place in free if _numbers_of_a_scale(table, place)]


def _numbers_of_a_scale(table: Table, place: int) -> bool:
    """Whether a column under a question holds whole numbers from 1 to 10 alone."""
    if len(table.headers[place].split()) < 4:
        return False
    found = [read_number(text) for text in said_texts(table, place)]
    return bool(found) and all(
        number is not None
        and not number.percent
        and number.value == int(number.value)
        and 0 <= number.value <= 10
        for number in found
    )


def _meant(table: Table, place: int, recipe: Recipe, log: Log) -> pl.Series:
    """What each line's answer means; null where nothing stands. Answers go to the log's words."""
    texts = table.texts(place).cast(pl.String)
    known: dict[str, str | None] = {}
    for text in texts.unique(maintain_order=True).drop_nulls():
        known[text] = answer_of(text, recipe)
        told = recipe.word("answer", text) is not None
        if known[text] is None or told:
            _say(
                log, Word("answer", "Answers", text, int((texts == text).sum()), known[text], told)
            )
    return texts.replace_strict(known, default=None, return_dtype=pl.String)


def _say(log: Log, word: Word) -> None:
    """An answer among the log's words, counted over all questions."""
    for at, each in enumerate(log.words):
        if (each.field, each.word) == (word.field, word.word):
            log.words[at] = replace(each, count=each.count + word.count)
            return
    log.words.append(word)


def answers_across(table: Table, columns: Columns, recipe: Recipe, log: Log) -> Turned | None:
    """A survey with a row for each answer of the scale and how many gave it: a row for each
    question (and team), with people who answered and people who agreed. Shares of the answers are
    added up to the share of those who agreed."""
    answer = answer_place(table, columns, recipe)
    if answer is None or "question" not in columns.fields:
        return None
    figure = _figure_place(table, columns, answer)
    if figure is None:
        return None
    base = columns.place("responses")
    base = None if base in {figure, answer} else base
    keys = [
        each.place
        for each in columns.columns
        if each.field is not None
        and each.place not in {answer, figure, base}
        and each.field not in {"responses", "agree", "agree_only", "answer"}
    ]
    meant = _meant(table, answer, recipe, log)
    percent = any(
        number is not None and number.percent
        for number in map(read_number, said_texts(table, figure))
    )
    percent = percent or "%" in table.headers[figure]
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, key in enumerate(table.cells.select([str(place) for place in keys]).iter_rows()):
        groups.setdefault(key, []).append(at)
    texts = table.texts(figure).cast(pl.String).to_list()
    bases = table.texts(base).cast(pl.String).to_list() if base is not None else None
    rows = [
        _summed(table, lines, meant.to_list(), texts, bases, percent) for lines in groups.values()
    ]
    if base is None and percent:
        return None
    labels = [table.headers[place] for place in keys]
    labels += [ANSWERED, _SHARE if percent else AGREED]
    frame = pl.DataFrame(
        {
            "sheet": [table.cells.get_column("sheet")[lines[0]] for lines in groups.values()],
            "row": [table.cells.get_column("row")[lines[0]] for lines in groups.values()],
            "members": _members(table, list(groups.values())),
            **{
                str(number): pl.Series([key[number] for key in groups], dtype=pl.String)
                for number in range(len(keys))
            },
            str(len(keys)): pl.Series([row[0] for row in rows], dtype=pl.String),
            str(len(keys) + 1): pl.Series([row[1] for row in rows], dtype=pl.String),
        },
        schema_overrides={"members": pl.List(pl.Int64)},
    )
    told = {table.headers[place]: str(columns.columns[place].field) for place in keys}
    told |= {ANSWERED: "responses", labels[-1]: "agree"}
    return _with_cells(table, labels, frame), told


def answer_place(table: Table, columns: Columns, recipe: Recipe) -> int | None:
    """The column whose every cell is an answer of a scale."""
    for each in columns.columns:
        if each.field not in {None, "answer"}:
            continue
        said = table.texts(each.place).cast(pl.String).drop_nulls().to_list()
        known = [text for text in said if answer_of(text, recipe) is not None]
        scale = {text for text in known if answer_of(text, recipe) != NO_ANSWER}
        if len(scale) >= 2 and len(known) >= 0.8 * len(said):
            return each.place
    return None


def _figure_place(table: Table, columns: Columns, answer: int) -> int | None:
    """The column that says how many gave an answer: counts before shares."""
    found = []
    for each in columns.columns:
        if each.place == answer or each.field in {"team", "question", "invited"}:
            continue
        said = said_texts(table, each.place)
        numbers = [read_number(text) for text in said]
        if said and all(number is not None for number in numbers):
            percent = any(number is not None and number.percent for number in numbers)
            constant = each.field == "responses" and len(set(said)) < len(said) / 3
            found.append((constant, percent or "%" in each.header, each.place))
    return min(found)[2] if found else None


def _summed(
    table: Table,
    lines: Sequence[int],
    meant: Sequence[str | None],
    texts: Sequence[str | None],
    bases: Sequence[str | None] | None,
    percent: bool,
) -> tuple[str | None, str | None]:
    """People who answered and who agreed, or their share, as texts; a publisher's mark where a
    figure of the scale is hidden."""
    answered = agree = 0.0
    for at in lines:
        text = texts[at]
        if text is None or meant[at] in {None, NO_ANSWER}:
            continue
        number = read_number(text)
        if number is None:
            return (bases[lines[0]] if bases else "*"), "*" if is_mark(text) else text
        answered += number.value
        agree += number.value if meant[at] == AGREE else 0
    said = f"{agree:g}%" if percent else f"{agree:g}"
    return (bases[lines[0]] if bases else f"{answered:g}"), said


def _members(table: Table, groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The lines of the file behind each group, each counted once."""
    name = "came" if "came" in table.cells.columns else "line"
    numbers = table.cells.get_column(name).to_list()
    seen: set[int] = set()
    members = []
    for lines in groups:
        own = [numbers[at] for at in lines if numbers[at] not in seen]
        members.append(list(dict.fromkeys(own)))
        seen |= set(own)
    return members


def _with_cells(table: Table, labels: Sequence[str], frame: pl.DataFrame) -> Table:
    cells = frame.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    return replace(
        table,
        headers=tuple(labels),
        groups=(None,) * len(labels),
        cells=cells,
        hidden_lines=frozenset(),
    )
