"""Every request that there is for an exhibit: one, or one for each statement or measure."""

from __future__ import annotations

from collections.abc import Iterator

from components.exhibits.declaration import Declaration, ExhibitRequest
from components.exhibits.filters import Filters
from components.exhibits.indicators.judged import measures_with_rows
from components.exhibits.records import Records


def requests_of(
    declaration: Declaration, filters: Filters, records: Records
) -> Iterator[tuple[ExhibitRequest, str]]:
    """What asks for an exhibit with nothing chosen but the filters, and what it is about beside
    that, by name: each quality statement, each theme of the framework, each measure that has rows,
    or nothing."""
    key = declaration.key
    if declaration.of_region:
        return  # one council's records have nothing for it
    if declaration.of_theme:
        first = {each.theme: each.id for each in reversed(records.framework.statements)}
        for theme in dict.fromkeys(each.theme for each in records.framework.statements):
            yield ExhibitRequest(key, filters, first[theme]), theme
    elif declaration.of_statement:
        for statement in records.framework.statements:
            yield ExhibitRequest(key, filters, statement.id), statement.name
    elif declaration.of_measure:
        for measure, name in measures_with_rows(records).items():
            yield ExhibitRequest(key, filters, measure=measure), name
    else:
        yield ExhibitRequest(key, filters), ""
