"""Surveys with questions or teams across: a row for each team and question."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
from data_access.importing.stages.kinds.surveys.answers import answer_place
from data_access.importing.stages.meaning.answers import is_base_row
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import is_mark
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.rows.rows import is_whole_service
from data_access.importing.stages.table.table import Table

QUESTION, TEAM, ANSWERED = "Question across", "Team across", "Answered across"
_FIGURES = ("strongly_agree", "agree_only", "neither", "disagree", "strongly_disagree", "agree",
            "responses", "invited")  # fmt: skip
_NAMED = frozenset({"team", "team_kind", "responses", "invited", "authority", "period_start",
                    "period_end", "period", "answer"})  # fmt: skip
_NO_QUESTION = re.compile(r"(?i)\b(?:response|return|participation|completion|turnout)[ -]rate\b|"
                          r"\b(?:rank|benchmark|change since|difference)\b")  # fmt: skip
_NO_TEAM = re.compile(r"(?i)\b(?:change|difference|trend|target|benchmark|previous|rank|rag|"
                      r"average|comparators?|england|organisation|region(?:al)?|national|score|"
                      r"ref|no|number|direction|status|comments?)\b|^[+-]|%$")  # fmt: skip
_BASE = re.compile(r"(?i)\s*[(\[]?\s*\b(?:n|base)\s*[=:]\s*([\d,]+)\s*[)\]]?\s*")
_PERCENT = re.compile(r"(?i)%|\bper ?cent|percentage|\bshare\b|proportion")
_MEAN = re.compile(r"(?i)\b(?:mean|average) scores?\b|\bscores? out of\b|\bmean\b")


def questions_down(table: Table, columns: Columns, recipe: Recipe) -> Turned | None:
    """A survey with a column a question and a row a team."""
    if columns.place("question") is not None or columns.place("team") is None:
        return None
    across = []
    for each in columns.columns:
        if each.told or (each.field in _NAMED and each.confidence > 0.85):
            continue
        said = said_texts(table, each.place)
        marks = any(is_mark(text) for text in table.texts(each.place).drop_nulls())
        figures = [text for text in said if read_number(text) is not None]
        if (
            (said or marks)
            and len(figures) >= 0.6 * len(said)
            and len(each.header.split()) > 3
            and not _NO_QUESTION.search(each.header)
        ):
            across.append(each.place)
    if not across or (len(across) < 2 and recipe.wide_across != "question"):
        return None
    if columns.place("responses") is None and _repeats(table, columns.place("team")):
        return None  # a row for each person, not for each team
    kept = [place for place in range(len(table.headers)) if place not in across]
    percent = any("%" in table.headers[place] for place in across)
    figure = "Agree across (%)" if percent else "Agree across"
    blocks = [Block((_question(table.headers[place]),), {figure: place}) for place in across]
    turned = blocks_down(table, kept, blocks, [QUESTION], [figure])
    return turned, {QUESTION: "question", figure: "agree"}


def _repeats(table: Table, place: int | None) -> bool:
    if place is None:
        return False
    texts = table.texts(place).drop_nulls()
    return texts.n_unique() < texts.len()


def groups_down(table: Table, columns: Columns) -> Turned | None:
    """A survey with the figures of each question, or of each team, under its name: where there is a
    column of questions the names are teams, else they are questions."""
    found: dict[str, dict[str, int]] = {}
    for place, group in enumerate(table.groups):
        figure = _figure_of(table.headers[place]) if group is not None else None
        if group is not None and figure is not None and not columns.columns[place].told:
            found.setdefault(group, {}).setdefault(figure, place)
    if len(found) < 2 or len({figure for each in found.values() for figure in each}) == 0:
        return None
    inside = {place for each in found.values() for place in each.values()}
    questions = any(
        each.field == "question" and each.place not in inside for each in columns.columns
    )
    label = TEAM if questions else QUESTION
    if not questions and all(len(name.split()) <= 3 for name in found):
        return None
    scale = any("strongly_agree" in each for each in found.values())
    blocks = []
    for name, places in found.items():
        if questions and is_whole_service(_without_base(name)):
            continue
        base = _base_of(name)
        blocks.append(
            Block(
                (_without_base(name) if questions else _question(name),),
                {_header(figure, scale): place for figure, place in places.items()},
                {ANSWERED: base} if base and "responses" not in places else {},
            )
        )
    kept = [
        place
        for place in range(len(table.headers))
        if place not in inside and table.groups[place] not in found
    ]
    figures = list(
        dict.fromkeys(name for each in blocks for name in (*each.places, *each.constants))
    )
    told = {label: "team" if questions else "question"}
    told |= {name: _field(name) for name in figures}
    return blocks_down(table, kept, blocks, [label], figures), told


def _figure_of(header: str) -> str | None:
    likely = likely_fields("staff_voice", plain_header(header))
    known = {name: score for name, score in likely.items() if name in _FIGURES and score > 0.85}
    return max(known, key=lambda name: known[name]) if known else None


def _header(figure: str, scale: bool) -> str:
    """The new header of a figure; beside "strongly agree", "agree" is one answer of the scale."""
    figure = "agree_only" if scale and figure == "agree" else figure
    return ANSWERED if figure == "responses" else f"{figure} across"


def _field(header: str) -> str:
    return "responses" if header == ANSWERED else header.removesuffix(" across")


def teams_down(table: Table, columns: Columns, recipe: Recipe) -> Turned | None:
    """A survey with a row a question and a column a team: shares or numbers of those who agreed.
    How many answered stands in a row of its own, or in the header ("East (n=34)")."""
    question = columns.place("question")
    if question is None or columns.place("team") is not None or _MEAN.search(_titles(table)):
        return None
    across = []
    for each in columns.columns:
        name = _without_base(plain_header(each.header))
        whole = is_whole_service(name)  # all teams together, beside each of them
        if each.told or (each.field is not None and each.confidence > 0.85 and not whole):
            continue
        if _NO_TEAM.search(name) or period_of(name) or re.search(r"\b20\d\d\b", name):
            continue
        texts = table.texts(each.place).cast(pl.String).drop_nulls().to_list()
        figures = [
            t for t in texts if read_number(t) is not None or is_mark(t) or PART.fullmatch(t)
        ]
        if texts and len(figures) >= 0.8 * len(texts):
            across.append(each.place)
    teams = [p for p in across if not is_whole_service(_without_base(table.headers[p]))]
    if len(teams) < 2:
        return None
    answers = answer_place(table, columns, recipe)
    parts = _parts_down(table, columns, across, teams)
    if parts is not None:
        return parts
    table, bases, counted = _base_rows(table, question)
    known_bases = {p: _base_of(table.headers[p]) or bases.get(p) for p in across}
    percent = _in_percent(table, teams)
    if not percent and answers is None and any(known_bases[place] is None for place in teams):
        return None
    figure = "Agree across (%)" if percent else "Agree across"
    figure = "Count across" if answers is not None else figure
    kept = [place for place in range(len(table.headers)) if place not in across]
    blocks = [
        Block(
            (_without_base(plain_header(table.headers[place])),),
            {figure: place},
            _constants(known_bases[place]),
        )
        for place in teams
    ]
    known = any(block.constants for block in blocks)
    labels = [figure, ANSWERED] if known else [figure]
    turned = blocks_down(table, kept, blocks, [TEAM], labels)
    if counted and "members" not in turned.cells.columns:
        turned = replace(turned, cells=_with_members(turned.cells, counted))
    told = {TEAM: "team", figure: "agree" if answers is None else ""}
    return turned, told | ({ANSWERED: "responses"} if known else {})


def _parts_down(
    table: Table, columns: Columns, across: list[int], teams: list[int]
) -> Turned | None:
    """Cells that say how many agreed of how many: "13/20"."""
    said = [text for place in teams for text in said_texts(table, place)]
    if not said or sum(1 for text in said if PART.fullmatch(text)) < 0.8 * len(said):
        return None
    figure, blocks = "Agree across", []
    for place in teams:
        found = [PART.fullmatch(text or "") for text in table.texts(place).cast(pl.String)]
        table = with_column(table, figure, [part[1] if part else None for part in found])
        table = with_column(table, ANSWERED, [part[2] if part else None for part in found])
        places = {figure: len(table.headers) - 2, ANSWERED: len(table.headers) - 1}
        blocks.append(Block((_without_base(plain_header(table.headers[place])),), places))
    kept = [place for place in range(len(columns.columns)) if place not in across]
    turned = blocks_down(table, kept, blocks, [TEAM], [figure, ANSWERED])
    return turned, {TEAM: "team", figure: "agree", ANSWERED: "responses"}


def _constants(base: str | None) -> Mapping[str, str]:
    return {ANSWERED: base} if base else {}


def _titles(table: Table) -> str:
    return " ".join((*table.titles, *table.sheets, table.source.replace("_", " ")))


def _base_rows(table: Table, question: int) -> tuple[Table, dict[int, str], list[int]]:
    """The table without its row of how many answered, what that row says for each column, and the
    lines that it was."""
    texts = table.texts(question).cast(pl.String)
    is_base = pl.Series([bool(text) and is_base_row(text) for text in texts], dtype=pl.Boolean)
    rows = table.cells.filter(is_base)
    if rows.height != 1:
        return table, {}, []
    bases = {}
    for place in range(len(table.headers)):
        said = rows.get_column(str(place))[0]
        if place != question and said is not None:
            bases[place] = str(said)
    return (
        replace(table, cells=table.cells.filter(~is_base)),
        bases,
        rows.get_column("line").to_list(),
    )


def _with_members(cells: pl.DataFrame, more: list[int]) -> pl.DataFrame:
    """The lines of the file behind each row; the row of bases is counted with the first."""
    seen: set[int] = set()
    members: list[list[int]] = []
    for line in cells.get_column("came").to_list():
        members.append([] if line in seen else [line])
        seen.add(line)
    if members:
        members[0] += more
    return cells.with_columns(pl.Series("members", members, pl.List(pl.Int64)))


def _in_percent(table: Table, places: list[int]) -> bool:
    for place in places:
        kinds = table.kinds(place)
        if kinds is not None and (kinds == PERCENT).any():
            return True
        found = [read_number(text) for text in said_texts(table, place)]
        if any(number is not None and number.percent for number in found):
            return True
    return bool(_PERCENT.search(_titles(table)))


def _base_of(header: str) -> str | None:
    found = _BASE.search(header)
    return found[1].replace(",", "") if found else None


def _without_base(header: str) -> str:
    return _BASE.sub(" ", header).strip() or header


def _question(header: str) -> str:
    """A question without what its column holds: "I have time to learn (% agree)"."""
    what = (
        r"(?:%|per ?cent|percentage|agree(?:d|ing)?|positive|favourable|strongly|or|and|who|score)"
    )
    ending = rf"(?i)\s*(?:[-–:]\s*|\(\s*|\s%\s?){what}?(?:[\s/]*{what})*\s*\)?$"
    return re.sub(ending, "", header).strip(" -–:(") or header
