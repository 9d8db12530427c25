"""Published figures and surveys: kinds of figure in rows become columns, places become councils,
percentages become people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import polars as pl

from data_access.importing.stages.kinds.blocks import rows_aside
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.meaning.dates import days_in, financial_year, read_span
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.table.table import Aside, Table
from data_access.importing.stages.values.log import Log


def councils_of(
    typed: pl.DataFrame, table: Table, levels: pl.Series | None, councils: Councils, log: Log
) -> tuple[pl.DataFrame, list[Aside], pl.DataFrame]:
    """The rows under the names their councils go by here; places that are no councils, set aside;
    and the rows of these as they stand in the file, with level_said, the level of each."""
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
    told_by: dict[str, set[tuple[str, str]]] = {}
    for line, name, area, level in frame.iter_rows():
        place = found[name, area, level]
        names.append(place.name)
        if place.name is None and (name is not None or area is not None):
            none.append(line)
        elif place.name is not None:
            told_by.setdefault(place.told_by, set()).add((str(name), place.name))
    for how, pairs in told_by.items():
        shown = sorted(pairs)
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
    aside = rows_aside(table, none, "other_places")
    if aside:
        log.notes.append(f"rows that are of no council passed over: {len(aside)}")
    gone = pl.col("line").is_in(none)
    of_none = typed.with_columns(level_said=frame.get_column("level")).filter(gone)
    typed = typed.with_columns(authority=pl.Series(names, dtype=pl.String))
    return typed.filter(~gone), aside, of_none


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


_AS_AT = re.compile(
    r"(?i)\b(?:as|position|correct|data|snapshot|status)\s+(?:as\s+)?at\b|\bto end of\b"
)
# When a report was made is not when things stood, where a title says both.
_MADE = re.compile(
    r"(?i)\b(?:printed|produced|created|issued|published|next (?:update|review))\b.*"
)


def month_of_titles(texts: Sequence[str]) -> tuple[date, str] | None:
    """The month in which titles, sheet names or a file's name say that things stood, and which of
    them: the last day that is named."""
    for text in texts:
        said = re.sub(r"[_]", " ", text)
        stood = _AS_AT.search(said)
        spans = days_in(said[stood.end() :])[:1] if stood else []
        spans = spans or days_in(_MADE.sub(" ", said))
        spans = spans or [span for span in [read_span(text)] if span is not None]
        spans = [span for span in spans if (span.last - span.first).days < 32]
        if spans:
            last = max(span.last for span in spans)
            return last.replace(day=1), text
    return None


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


_ALL_SERVICES = re.compile(
    r"\ball (?:\w+ )?(?:services|complaints|categories|subjects|areas|departments)|"
    r"\bwhole council\b|\bcouncil ?wide\b|\bwhole authority\b|\bentire council\b"
)


def ombudsman_scope(texts: Sequence[str]) -> tuple[str, str] | None:
    """The scope that a title or a name gives, and which: adult social care or all services."""
    for text in texts:
        said = fold(text)
        if re.search(r"\badult(?:s)? (?:social )?(?:care|services)|\basc\b|\badult social", said):
            return "adult social care", text
        if _ALL_SERVICES.search(said):
            return "all services", text
    return None
