"""The ombudsman's tables that are not a row a council and year: measures down the side, and
complaints received by subject. Source of the subjects: the ombudsman's yearly data tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from data_access.datasets import OMBUDSMAN
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.header_names import likely_fields
from data_access.importing.stages.kinds.blocks import Block, blocks_down, said_texts
from data_access.importing.stages.kinds.figures import ombudsman_scope
from data_access.importing.stages.kinds.indicators.periods import Turned, period_of, value_field
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.table.table import Table

ADULT, ALL = "adult social care", "all services"
SCOPE, RECEIVED = "Scope across", "Received across"
_ADULT = re.compile(r"(?:adults?|adults?) (?:social )?(?:care|services)(?: services)?")
_SUBJECTS = re.compile(
    r".*\b(?:benefits?|tax|corporate|education|childrens?|environment(?:al)?|highways|transport|"
    r"housing|planning|development|public protection|regulation|other)\b.*"
)
_TOTAL = re.compile(r"(?:grand |overall )?total(?: .*)?|all(?: services| complaints)?")


def measures_across(table: Table) -> Table | None:
    """A table with measures down the first column and a figure for each year, or for one, turned
    round: a row a year, a column a measure. Sub-headings among the measures fall away."""
    years = {place: header for place, header in enumerate(table.headers) if period_of(header)}
    years = years or _years_over(table)
    first = next(
        (
            place
            for place, group in enumerate(table.groups)
            if place not in years and not (group and period_of(group))
        ),
        None,
    )
    if first is None:
        return None
    across = list(years) or _only_figures(table, first)
    if not across:
        return None
    measures = [
        (line, text)
        for line, text in table.cells.select("line", str(first)).iter_rows()
        if text is not None
    ]
    known = measures_named(text for _, text in measures)
    if len(known) < (2 if len(across) > 1 else max(3, 0.6 * len(measures))):
        return None
    kinds = f"k{across[0]}" in table.cells.columns
    rows = {
        line: [table.texts(place)[at] for place in across]
        for at, line in enumerate(table.cells.get_column("line"))
    }
    kind_rows = {
        line: [table.cells.get_column(f"k{place}")[at] for place in across] if kinds else []
        for at, line in enumerate(table.cells.get_column("line"))
    }
    columns: dict[str, list[object]] = {
        "came": [table.cells.get_column("line").min() or 0] * len(across),
        "sheet": [table.sheets[0]] * len(across),
        "row": [table.cells.get_column("row").min() or 1] * len(across),
    }
    if years:
        columns["came"] = list(range(len(across)))
        columns["0"] = [years[place] for place in across]
    start = 1 if years else 0
    for number, (line, _) in enumerate(measures, start=start):
        columns[str(number)] = rows[line]
    schema = {name: pl.String() for name in columns if name.isdigit()}
    frame = pl.DataFrame(columns, schema_overrides=schema)
    if kinds:
        frame = frame.with_columns(
            pl.Series(f"k{number}", kind_rows[line], pl.UInt8())
            for number, (line, _) in enumerate(measures, start=start)
        )
        if years:
            frame = frame.with_columns(k0=pl.lit(0, pl.UInt8()))
    texts = [text for _, text in measures]
    headers = _unique(["Year", *texts] if years else texts)
    titles = table.titles if years else (*table.titles, *(table.headers[p] for p in across))
    titles = (*titles, table.headers[first])  # the corner may say the scope
    cells = frame.with_row_index("line").with_columns(pl.col("line").cast(pl.Int64))
    return replace(
        table,
        headers=tuple(headers),
        groups=(None,) * len(headers),
        cells=cells,
        titles=titles,
        hidden_lines=frozenset(),
    )


def measures_named(texts: Iterable[str]) -> list[str]:
    """The texts that name a figure of the ombudsman's."""
    fields = set(OMBUDSMAN.columns) - {"authority", "year", "scope", "source"}
    return [text for text in texts if fields & set(likely_fields("ombudsman", text))]


_COMPARED = re.compile(r"(?i)similar|average|england|national|region|comparator|peers?|family")


def _years_over(table: Table) -> dict[int, str]:
    """Years that stand over groups of columns: the council's own column of each, not those it is
    compared with."""
    years: dict[int, str] = {}
    for place, group in enumerate(table.groups):
        if group is None or not period_of(group) or group in years.values():
            continue
        if not _COMPARED.search(table.headers[place]):
            years[place] = group
    return years


def _only_figures(table: Table, first: int) -> list[int]:
    """The one column of figures beside the measures; none where there are several."""
    if len(table.headers) > 4 or table.cells.height > 40:
        return []
    found = []
    for place in range(len(table.headers)):
        said = said_texts(table, place) if place != first else []
        if said and all(read_number(text) is not None for text in said):
            found.append(place)
    return found if len(found) == 1 else []


def subjects_down(table: Table, columns: Columns, told: str | None = None) -> Turned | None:
    """Complaints received by subject: a row for adult social care and one for all services, or only
    that of the scope a person told."""
    adult = total = None
    subjects = 0
    for each in columns.columns:
        said = fold(each.header)
        if each.told:
            continue
        if _ADULT.fullmatch(said):
            adult = each.place
        elif _TOTAL.fullmatch(said):
            total = each.place
        elif _SUBJECTS.fullmatch(said) and each.field is None:
            subjects += 1
    if adult is None or subjects < 3 or "scope" in columns.fields:
        return None
    blocks = [Block((ADULT,), {RECEIVED: adult})]
    if total is not None:
        blocks.append(Block((ALL,), {RECEIVED: total}))
    if told is not None:
        scope = ombudsman_scope([told])
        blocks = [each for each in blocks if scope and each.labels == (scope[0],)] or blocks
    kept = [p for p in range(len(table.headers)) if p not in {adult, total}]
    fields = {SCOPE: "scope", RECEIVED: "received"}
    fields |= {e.header: "" for e in columns.columns if e.field == "received"}
    return blocks_down(table, kept, blocks, [SCOPE], [RECEIVED]), fields


def scopes_down(table: Table, columns: Columns) -> Turned | None:
    """Figures of adult social care beside those of all services, each under its name."""
    found: dict[str, dict[str, int]] = {}
    names = dict.fromkeys(group for group in table.groups if group)
    scopes = {group: scope[0] for group in names if (scope := ombudsman_scope([group]))}
    if len(set(scopes.values())) < 2 or "scope" in columns.fields:
        return None
    for place, group in enumerate(table.groups):
        field = value_field(OMBUDSMAN, table.headers[place]) if group in scopes else None
        if group is not None and field is not None:
            found.setdefault(scopes[group], {}).setdefault(f"{field} across", place)
    inside = {place for each in found.values() for place in each.values()}
    kept = [
        place
        for place in range(len(table.headers))
        if place not in inside and table.groups[place] not in scopes
    ]
    figures = list(dict.fromkeys(name for each in found.values() for name in each))
    blocks = [Block((scope,), places) for scope, places in found.items()]
    told = {SCOPE: "scope"} | {name: name.removesuffix(" across") for name in figures}
    return blocks_down(table, kept, blocks, [SCOPE], figures), told


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[fold(name)] = seen.get(fold(name), 0) + 1
        unique.append(name if seen[fold(name)] == 1 else f"{name} ({seen[fold(name)]})")
    return unique
