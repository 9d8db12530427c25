"""Which rows of a table are records: totals, headings between rows, notes, hidden rows and rows a
person leaves out are set aside, and counted by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.meaning.answers import is_base_row
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import KEEP, LEAVE_OUT, Recipe
from data_access.importing.stages.table.headings import with_headings
from data_access.importing.stages.table.table import Aside, Table

_PERIOD = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|q[1-4]|quarter|year|month|ytd|"
    r"\d{2,4}(?:[-/]\d{2,4})?"
)
_TOTAL = re.compile(
    rf"(?i)(?:(?:grand|sub|overall|running|cumulative|annual|yearly|monthly|quarterly|year)[\s-]*)?"
    rf"totals?(?:\s*$|\s*[:=–(-].*|\s+(?:for|of|in|to|by|no|number|complaints?|cases|staff|people|"
    rf"records?|received|all|count|rows?|responses|this|year|{_PERIOD})\b.*)|"
    rf"(?:(?:{_PERIOD})\b[\s\d/-]*)+\s*(?:sub-?\s*)?totals?\b.*|sum(?:\s+(?:of|for)\b.*)?|"
    r"(?:overall|grand)\s*(?:average|mean)?|average|mean|median|count(?:\s+(?:of|for)\b.*)?"
)
_SUMMARY = re.compile(
    r"(?i)^\s*(?:%|percent|no\.?\s|number\b|total|average|mean|count|sum|overall|in date|"
    r"compliance|"
    r"compliant|target|out of date|expired|completed)"
)
_NOTE = re.compile(
    r"(?i)^\s*(?:[*†‡#^]|note|n\.?b\.?|source|key\b|legend|footnote|excludes?|includes?|figures|"
    r"data\b|please|this (?:report|log|table|sheet)|prepared|printed|run (?:on|at|by)|report|page |"
    r"\(\d|\[|©|end of|official|last updated|updated|disclaimer|for (?:more|further)|base )"
)
# A row under the header that says something of each column: how often a course is due, say.
_ABOUT_COLUMNS = re.compile(
    r"(?i)\s*(?:(?:refresh(?:er)?|renewal|training|update|course)[ -]*)?"
    r"(?:frequency|period|interval|cycle|provider|duration|length|valid(?:ity)? for|validity|"
    r"delivery(?: method)?|how often|required every|expires after|type of course)\b.{0,30}"
)
_EVERYBODY = re.compile(
    r"(?i)(?:all|whole|entire|overall|total|grand total|everyone|combined)\b.*|"
    r".*\b(?:total|overall|average|combined)"
)
_WHOLE_SERVICE = frozenset(
    {
        "asc",
        "adult social care",
        "adults",
        "adult services",
        "directorate",
        "department",
        "council",
        "organisation",
        "adult social care directorate",
        "adults directorate",
    }
)
# Types of case that are no statutory complaints; which count is for a person to say.
_OTHER_CASES = re.compile(
    r"(?i).*\b(?:compliments?|comments?|concerns?|enquir(?:y|ies)|quer(?:y|ies)|informal|"
    r"corp(?:orate)?|"
    r"suggestions?|mp|councillor|foi|thank(?:s| you)|feedback|service requests?|pre-?complaint|"
    r"non-?statutory|praise)\b.*"
)


@dataclass(frozen=True)
class Sorted:
    """A table without what is set aside; the fields of columns that were added to it, for what
    stands over rows; questions that came up."""

    table: Table
    added: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


def sort_rows(table: Table, columns: Columns, recipe: Recipe) -> Sorted:
    """Set aside what is no record, then what a person leaves out."""
    found = _no_records(table, columns)
    headings = {line: text for line, kind, text in found if kind == "headings"}
    table, added, over = with_headings(table, columns, headings)
    table = _without(table, found)
    table, questions, notes = _hidden(table, recipe)
    notes += over
    table, more = _left_out(table, recipe)
    if columns.dataset.name == "complaint":
        questions += _case_kinds(table, columns, recipe)
    return Sorted(table, added, tuple(questions), (*notes, *more))


def is_everybody(text: str) -> bool:
    """Whether a team's name stands for all teams together, as "ALL ASC"."""
    return _EVERYBODY.fullmatch(text.strip()) is not None


def is_whole_service(text: str) -> bool:
    """Whether a name in a header stands for the whole service or council, and for no team."""
    return is_everybody(text) or fold(text) in _WHOLE_SERVICE


def _without(table: Table, found: list[tuple[int, str, str]]) -> Table:
    """The table without lines, which are kept aside: (line, kind, text)."""
    if not found:
        return table
    kinds = {line: (kind, text) for line, kind, text in found}
    gone = table.cells.filter(pl.col("line").is_in(list(kinds)))
    aside = [
        Aside(kinds[line][0], sheet, row, kinds[line][1])
        for line, sheet, row in gone.select("line", "sheet", "row").iter_rows()
    ]
    return replace(
        table,
        cells=table.cells.filter(~pl.col("line").is_in(list(kinds))),
        aside=(*table.aside, *aside),
        hidden_lines=table.hidden_lines - set(kinds),
    )


def _no_records(table: Table, columns: Columns) -> list[tuple[int, str, str]]:
    names = [str(place) for place in range(len(table.headers))]
    if not names or table.cells.is_empty():
        return []
    dataset = columns.dataset
    people = about_people(table.headers) if dataset.name in {"training", "staff_voice"} else {}
    identity = [
        str(each.place)
        for each in columns.columns
        if each.field in dataset.columns
        and each.header not in people
        and dataset.spec(str(each.field)).python_type not in (int, float)
    ]
    about = table.cells.select(
        "line",
        filled=pl.sum_horizontal(pl.col(names).is_not_null().cast(pl.Int32)),
        first=pl.coalesce(pl.col(names)),
        known=pl.any_horizontal(pl.col(identity).is_not_null()) if identity else pl.lit(value=True),
    )
    usual = about.get_column("filled").median()
    usual = float(usual) if isinstance(usual, int | float) else 0.0
    last_full = about.filter(pl.col("filled") > max(usual / 2, 1)).get_column("line").max()
    # only rows that may be something else are looked at one by one
    likely = about.filter(
        (pl.col("filled") <= max(2, usual / 3))
        | ~pl.col("known")
        | pl.col("first").str.contains(_SUMMARY.pattern)
        | pl.col("first").str.contains(r"(?i)total|average|mean|median|overall|count|^sum|^[*]")
    )
    theirs = table.cells.join(likely.select("line"), on="line", how="semi")
    likely = likely.join(
        theirs.select("line", cells=pl.concat_list(names)), on="line", maintain_order="left"
    )
    team = columns.place("team") if dataset.name in {"training", "staff_voice"} else None
    found = []
    nobody = _without_anybody(table, people) if dataset.name == "training" else frozenset()
    bases = dataset.name == "staff_voice" and columns.place("team") is None
    for line, filled, first, known, cells in likely.iter_rows():
        if bases and is_base_row(first):
            continue  # how many answered in each of the teams that stand across
        kind = _kind_of(
            first,
            filled,
            usual,
            known,
            cells,
            len(names),
            behind=last_full is not None and line > last_full,
        )
        if kind is None and line in nobody and _SUMMARY.match(first):
            kind = "totals"
        if kind:
            found.append((line, kind, first[:80]))
    if dataset.name == "staff_voice" and (place := columns.place("question")) is not None:
        found += _response_rates(table, place, {line for line, _, _ in found})
    for name in _TOGETHER.get(dataset.name, ()):
        found += _totals_by(table, columns.place(name), {line for line, _, _ in found})
    if team is not None:
        texts = table.texts(team)
        teams = {fold(text) for text in texts.unique().drop_nulls()}
        whole = {
            text
            for text in texts.unique().drop_nulls()
            if is_everybody(text) or (fold(text) in _WHOLE_SERVICE and len(teams) > 2)
        }
        gone = {line for line, _, _ in found}
        rows = table.cells.filter(pl.col(str(team)).is_in(list(whole)))
        found += [
            (line, "totals", text)
            for line, text in rows.select("line", str(team)).iter_rows()
            if line not in gone
        ]
    return found


def _without_anybody(table: Table, people: Mapping[str, str]) -> frozenset[int]:
    """Lines of a list of people that name nobody."""
    places = [str(table.place(header)) for header in people]
    if not places:
        return frozenset()
    empty = table.cells.filter(pl.all_horizontal(pl.col(places).is_null()))
    return frozenset(empty.get_column("line").to_list())


_TOGETHER = {"training": ("role", "course"), "staff_voice": ("question",)}
_ALL_TOGETHER = re.compile(
    r"(?i)\s*(?:all|(?:grand |sub ?-?|overall )?totals?|overall|combined|average)"
    r"(?: (?:roles?|staff|courses?|training|questions?|compliance|average|total|groups?|team))*\s*"
)


_RESPONSE_RATE = (
    r"(?i)^\s*(?:overall |total )?(?:response|return|participation|completion)s? rates?\b|"
    r"^\s*(?:headcount|number (?:invited|sent|of staff)|staff invited|surveys sent)\s*$"
)


def _response_rates(table: Table, place: int, gone: set[int]) -> list[tuple[int, str, str]]:
    """Rows among the questions of a survey that say how many were asked or answered."""
    rows = table.cells.filter(pl.col(str(place)).cast(pl.String).str.contains(_RESPONSE_RATE))
    return [
        (line, "totals", text)
        for line, text in rows.select("line", str(place)).iter_rows()
        if line not in gone
    ]


def _totals_by(table: Table, place: int | None, gone: set[int]) -> list[tuple[int, str, str]]:
    """Rows of all roles, courses or questions together, beside rows of each of them."""
    if place is None:
        return []
    texts = table.texts(place).cast(pl.String)
    named = texts.unique().drop_nulls().to_list()
    whole = [text for text in named if _ALL_TOGETHER.fullmatch(text)]
    if not whole or len(named) - len(whole) < 2:
        return []
    rows = table.cells.filter(texts.is_in(whole).fill_null(value=False))
    return [
        (line, "totals", text)
        for line, text in rows.select("line", str(place)).iter_rows()
        if line not in gone
    ]


def _kind_of(
    first: str,
    filled: int,
    usual: float,
    known: bool,
    cells: list[str | None],
    width: int,
    *,
    behind: bool,
) -> str | None:
    """What a row is if it is no record; None for a record."""
    texts = [cell for cell in cells if cell]
    days = sum(1 for cell in texts if read_span(cell) is not None)
    if _TOTAL.fullmatch(first.strip()) and (filled < usual or cells[0] == first or not known):
        return "totals" if days < max(2, usual / 3) else None
    if filled == 1 and width > 2:
        if _NOTE.match(first):
            return "notes"
        if read_number(first) is not None:
            return "totals"
        return "notes" if behind or len(first) > 80 else "headings"
    if not known:
        if _ABOUT_COLUMNS.fullmatch(first):
            return "notes"
        if re.fullmatch(r"(?i).*\b(?:sub-?)?totals?", first.strip()):
            return "totals"
        if any(_SUMMARY.match(cell) for cell in texts):
            return "totals"
        if all(read_number(cell) is not None for cell in texts):
            return "totals"
        if filled <= 2 and _NOTE.match(first):
            return "notes"
    if filled <= 2 and width > 4 and _NOTE.match(first) and len(first) > 20:
        return "notes"
    return None


def _hidden(table: Table, recipe: Recipe) -> tuple[Table, list[Question], list[str]]:
    """Hidden rows: told of, and decided by a person."""
    hidden = pl.col("line").is_in(list(table.hidden_lines))
    lines = table.cells.filter(hidden).get_column("line").to_list() if table.hidden_lines else []
    if not lines:
        return table, [], []
    column = _filtered_by(table, lines)
    by = f", by a filter on {column}" if column else ""
    notes = [f"hidden rows: {len(lines)}{by}"]
    if recipe.hidden == LEAVE_OUT:
        texts = [(line, "hidden", "") for line in lines]
        return _without(table, texts), [], [*notes, "hidden rows are left out"]
    if recipe.hidden == KEEP or recipe.leave_out:
        return table, [], notes
    question = Question(
        "rows",
        "rows.hidden",
        f"{len(lines)} rows are hidden{by}. Do they count?",
        column=column,
        choices=(f'hidden = "{KEEP}"', f'hidden = "{LEAVE_OUT}"'),
    )
    return table, [question], notes


def _filtered_by(table: Table, lines: list[int]) -> str | None:
    """The column by whose words rows are hidden: none of them stands in a row that is shown."""
    hidden = pl.col("line").is_in(lines)
    best, fewest = None, 10_000
    for place, header in enumerate(table.headers):
        away = table.cells.filter(hidden).get_column(str(place)).drop_nulls().unique()
        shown = table.cells.filter(~hidden).get_column(str(place)).drop_nulls().unique()
        there = set(away) & set(shown)
        if away.len() and shown.len() and not there and away.len() + shown.len() < fewest:
            best, fewest = header, away.len() + shown.len()
    return best


def _left_out(table: Table, recipe: Recipe) -> tuple[Table, list[str]]:
    notes: list[str] = []
    for header, words in recipe.leave_out.items():
        place = table.place(header)
        if place is None:
            continue
        folded = {fold(word) for word in words}
        found = [
            (line, "left_out", text)
            for line, text in table.cells.select("line", str(place)).iter_rows()
            if text is not None and fold(text) in folded
        ]
        if found:
            counts = Counter(text for _, _, text in found)
            said = ", ".join(f"{text} {times}" for text, times in counts.items())
            notes.append(f"rows left out by {header}: {len(found)} ({said})")
        table = _without(table, found)
    return table, notes


def _case_kinds(table: Table, columns: Columns, recipe: Recipe) -> list[Question]:
    """Types of case that may be no complaints: asked once, where nothing was said of the column."""
    questions = []
    for name in ("kind", "stage"):
        place = columns.place(name)
        if place is None:
            continue
        header = table.headers[place]
        if any(fold(column) == fold(header) for column in recipe.leave_out):
            continue
        counts = Counter(text for text in table.texts(place).to_list() if text)
        other = [text for text in counts if _OTHER_CASES.fullmatch(text)]
        other = [text for text in other if not re.search(r"(?i)complaint|stage|statutory$", text)]
        if not other:
            continue
        said = ", ".join(f"'{text}' ×{counts[text]}" for text in other)
        questions.append(
            Question(
                "rows",
                f"rows.leave_out: '{header}'",
                f"{header}: which of these are not complaints and are left out? {said}",
                column=header,
                words=tuple(other),
                counts=tuple(counts[text] for text in other),
            )
        )
    return questions
