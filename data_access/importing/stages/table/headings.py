"""What stands over rows and says something of all of them: a heading between rows, or the name of
the sheet. Where no column gives the quality statement or the team, they do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.meaning.dates import financial_year, read_span
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.statements import statement_surely, theme_named
from data_access.importing.stages.table.table import Table

_HEADERS = {"team": "Team ({})", "statement": "Quality statement ({})"}
_SAID = {"team": "teams", "statement": "quality statements"}
# Names of sheets that say nothing of their rows.
_PLAIN = re.compile(
    r"(?i)(?:sheet|table|tab|page|data|export|list|log|register|tracker|form|open|closed|current|"
    r"archived?|old|new|completed?|all|live|main|raw|report|returns?|audits?|complaints?|actions?|"
    r"lessons?|plan|training|staff|matrix|survey|team|results?|\d|[\W_])*"
)
_TEAM_HEADING = re.compile(r"(?i)^\s*(?:team|service|locality|group|department|unit)\s*[:–-]\s*")
_STATE = re.compile(
    r"(?i)(?:.*\b(?:open|closed|complete[d]?|current|overdue|outstanding|archived?|new|on hold|"
    r"carried forward|in progress|pending|cases?|complaints?|actions?|audits?)\b.*)"
)


def with_headings(
    table: Table, columns: Columns, headings: Mapping[int, str]
) -> tuple[Table, dict[str, str], list[str]]:
    """The table with a column more for what stands over its rows; the field of each column added;
    and what is to be said. headings: texts between rows, by the line they stand on."""
    added: dict[str, str] = {}
    notes: list[str] = []
    dataset = columns.dataset
    if "statement" in dataset.columns and columns.place("statement") is None:
        for where, values in (
            ("heading above", _by_heading(table, headings)),
            ("sheet", _by_sheet(table)),
        ):
            if _are_statements(values):
                table = _with_column(table, _HEADERS["statement"].format(where), values)
                added[table.headers[-1]] = "statement"
                break
    if "team" in dataset.columns and columns.place("team") is None and not added:
        needed = dataset.spec("team").required
        # the first block's heading may stand above the header, which is repeated in the others
        titles = table.titles[-1:]
        above = next((title for title in titles if _TEAM_HEADING.match(title)), None)
        over = [*([above] if above else []), *headings.values()]
        if dataset.name != "indicator" and _are_teams(over, needed):
            values = [
                _TEAM_HEADING.sub("", value) if value else None
                for value in _by_heading(table, headings, above)
            ]
            table = _with_column(table, _HEADERS["team"].format("heading above"), values)
            added[table.headers[-1]] = "team"
        elif dataset.name == "audit" and _are_teams(_sheets(table), needed):
            table = _with_column(table, _HEADERS["team"].format("sheet"), _by_sheet(table))
            added[table.headers[-1]] = "team"
    for header, name in added.items():
        what = "headings between rows" if "heading" in header else "names of sheets"
        notes.append(f"{what} are taken for the {_SAID[name]} of the rows below them")
    return table, added, notes


def _sheets(table: Table) -> list[str]:
    return table.cells.get_column("sheet").unique(maintain_order=True).drop_nulls().to_list()


def _by_heading(
    table: Table, headings: Mapping[int, str], above: str | None = None
) -> list[str | None]:
    values: list[str | None] = []
    current = above
    for line in table.cells.get_column("line").to_list():
        current = headings.get(line, current)
        values.append(current)
    return values if headings or above else []


def _by_sheet(table: Table) -> list[str | None]:
    return table.cells.get_column("sheet").to_list() if len(_sheets(table)) > 1 else []


def _are_statements(values: Sequence[str | None]) -> bool:
    """Whether most of what stands over rows are quality statements."""
    said = {value for value in values if value}
    known = sum(1 for value in said if statement_surely(value) or theme_named(value))
    return bool(said) and known >= 0.6 * len(said)


def _are_teams(said: Sequence[str], needed: bool) -> bool:
    """Whether what stands over rows may be teams: no periods, no numbers, and where no team is
    needed, no states of cases either."""
    if len(said) < 2 or any(_PLAIN.fullmatch(text) or _is_period(text) for text in said):
        return False
    return needed or all(re.search(r"(?i)\b(?:team|locality|hub)\b", text) for text in said)


def _is_period(text: str) -> bool:
    return (
        read_span(text) is not None
        or read_span(f"{text} 2026") is not None
        or read_number(text) is not None
        or financial_year(text) is not None
        or _STATE.fullmatch(text) is not None
        or re.search(r"(?i)\b(?:q[1-4]|quarter|ytd|20\d\d)\b", text) is not None
    )


def _with_column(table: Table, header: str, values: Sequence[str | None]) -> Table:
    name = str(len(table.headers))
    cells = table.cells.with_columns(pl.Series(name, values, pl.String()))
    if "k0" in table.cells.columns:
        cells = cells.with_columns(pl.lit(0, pl.UInt8()).alias(f"k{name}"))
    return replace(
        table,
        headers=(*table.headers, header),
        groups=(*table.groups, None),
        cells=cells,
    )
