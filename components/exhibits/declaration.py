"""How an exhibit is declared: once, beside the function that builds it.

Everything that lists exhibits (the catalogue, the order of what needs attention, what bears on a
quality statement, the records behind a bar, `docs/exhibits.md`) is derived from these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final, Literal, TypeVarTuple, cast, overload

import polars as pl

from components.exhibits.exhibit import Content, Definition, Exhibit
from components.exhibits.filters import Filters
from components.exhibits.records import Records
from components.exhibits.tables.columns import HIDDEN_CAVEAT, for_table
from components.exhibits.view import View
from vocabulary.wording import month_and_year

Inputs = TypeVarTuple("Inputs")
_Picked = Callable[[Records, "ExhibitRequest", View], tuple[*Inputs]]
Row = dict[str, Any]
Periods = Literal["", "said", "tested"]
TEAM: Final = "team"
"""What measures are broken down by beside the kinds of groups."""


@dataclass(frozen=True)
class ExhibitRequest:
    """Which exhibit, by key, and what narrows it. statement: for the exhibits of one quality
    statement. measure: for those of one measure, and breakdown: what it is broken down by (a value
    of `vocabulary.indicators.BreakdownKind`, or `TEAM`; empty: what it has). size, seed: for the
    audit sample. board: the day of the last board, for what changed since (None: as
    `components.exhibits.changes.last_board` has it). peers, beside: whom an exhibit that compares
    is set against, and the council put beside ours, as `measures.peers.sets` understands them.
    against: the period to set beside, as of `components.exhibits.period_before.AGAINST`."""

    exhibit: str
    filters: Filters
    statement: str = ""
    size: int = 20
    seed: str = ""
    board: date | None = None
    measure: str = ""
    breakdown: str = ""
    peers: str = ""
    beside: str = ""
    against: str = ""


@dataclass(frozen=True)
class Drill:
    """Which records stand behind a bar or a point. kind: what they are, as
    `vocabulary.record_kinds` calls them, or "training". label: columns of the exhibit's frame that
    say which bar or point it is. counts: columns whose sum says how many records there are (`unit`:
    this column of the records is added up instead of counting them). behind: the records of a row
    of the frame."""

    kind: str
    label: tuple[str, ...]
    counts: tuple[str, ...]
    behind: Callable[[Records, Filters, View, Row], pl.DataFrame]
    unit: str = ""

    def name(self, row: Row) -> str:
        """What the bar or point is called, such as "March 2026" or "Front door team"."""
        return ", ".join(
            month_and_year(value) if isinstance(value, date) else str(value)
            for value in map(row.__getitem__, self.label)
        )

    def has_records(self, row: Row) -> bool:
        """Whether any record stands behind the bar or point."""
        return any(row[column] for column in self.counts)


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What is known of an exhibit before it is built.

    definition: its texts. question: what it answers. page: the address of the page it belongs to.
    place: its place among all exhibits, by page and on it. public: packs kept before there were
    editions may show it to the public, small numbers hidden. of_statement: it needs a quality
    statement. of_theme: it is of the theme of the framework that the statement belongs to, and the
    same for all of that theme. of_measure: it needs a measure. of_region: it is of several councils
    together (`components.exhibits.region.records`), so that one council's records have nothing for
    it. periods: whether the period before can be set beside, and whether its rate is tested against
    that. attention: its place among those that say what needs attention, gravest first (0: it is
    not watched). themes: of the codebook, which tie it to quality statements; place_on_statement:
    its place there. drill: the records behind its bars. records: what to bring in where it has no
    rows, such as "practice audits"; next_step: the same as a sentence of its own. inputs: what it
    picks of the records, which is all it reads; build: how it is made.
    """

    definition: Definition
    question: str
    page: str
    place: int
    inputs: Callable[[Records, ExhibitRequest, View], tuple[Any, ...]] = field(repr=False)
    build: Callable[[Records, ExhibitRequest, View], Exhibit] = field(repr=False)
    public: bool = True
    of_statement: bool = False
    of_theme: bool = False
    of_measure: bool = False
    of_region: bool = False
    compares: bool = False
    periods: Periods = ""
    attention: int = 0
    themes: tuple[str, ...] = ()
    place_on_statement: int = 0
    drill: Drill | None = None
    records: str = ""
    next_step: str = ""

    @property
    def key(self) -> str:
        """The registered name, as used in addresses and packs."""
        return self.definition.key


_declared: Final[dict[str, Declaration]] = {}


def declare(
    *,
    key: str,
    title: str,
    question: str,
    meaning: str,
    formula: str,
    source: str,
    how_to_read: str,
    caveats: tuple[str, ...] = (),
    page: str,
    place: int,
    inputs: _Picked[*Inputs],
    public: bool = True,
    of_statement: bool = False,
    of_theme: bool = False,
    of_measure: bool = False,
    of_region: bool = False,
    compares: bool = False,
    periods: Periods = "",
    attention: int = 0,
    themes: tuple[str, ...] = (),
    place_on_statement: int = 0,
    drill: Drill | None = None,
    records: str = "",
    next_step: str = "",
) -> Callable[[Callable[[*Inputs, View], Content]], Callable[[*Inputs, View], Exhibit]]:
    """Declare the exhibit that a function builds; see `Declaration` and `Definition`.

    The function takes what `inputs` picks of the records and the request, and the view last. It
    returns what the exhibit says; whose it is, as known when and for whom is the view's, and is
    filled in here. ValueError if a key or a place is taken, or a text is empty.
    """
    definition = Definition(key, title, meaning, formula, source, how_to_read, caveats)
    for name in ("title", "meaning", "formula", "source", "how_to_read"):
        if not getattr(definition, name).strip():
            raise ValueError(f"exhibit '{key}' has no {name}")
    for other in _declared.values():
        if key == other.key:
            raise ValueError(f"there is an exhibit '{key}' already")
        for each, ours in (
            ("place", place),
            ("attention", attention),
            ("place_on_statement", place_on_statement),
        ):
            if ours and ours == getattr(other, each):
                raise ValueError(f"exhibits '{key}' and '{other.key}' have the same {each}")

    def declared(
        content: Callable[[*Inputs, View], Content],
    ) -> Callable[[*Inputs, View], Exhibit]:
        def build(*given: Any) -> Exhibit:
            return _of_view(cast("Callable[..., Content]", content)(*given), definition, given[-1])

        _declared[key] = Declaration(
            definition=definition,
            question=question,
            page=page,
            place=place,
            inputs=inputs,
            build=lambda known, request, view: build(*inputs(known, request, view), view),
            public=public,
            of_statement=of_statement,
            of_theme=of_theme,
            of_measure=of_measure,
            of_region=of_region,
            compares=compares,
            periods=periods,
            attention=attention,
            themes=themes,
            place_on_statement=place_on_statement,
            drill=drill,
            records=records,
            next_step=next_step,
        )
        return cast("Callable[[*Inputs, View], Exhibit]", build)

    return declared


def declarations() -> dict[str, Declaration]:
    """The declarations so far, by key, in the order of their places;
    `components.exhibits.catalogue.CATALOGUE` has them all."""
    return dict(sorted(_declared.items(), key=lambda each: each[1].place))


def _of_view(content: Content, definition: Definition, view: View) -> Exhibit:
    said = {each.name: getattr(content, each.name) for each in fields(content)}
    said["alternative"] = content.alternative or content.headline
    if content.counts_of_people:
        said["frame"], said["columns"] = for_table(
            content.frame, content.columns, content.counts_of_people, view.audience
        )
        said["caveats"] += (HIDDEN_CAVEAT,) if view.audience == "public" else ()
    said["chart"] = None if content.frame.is_empty() else content.chart
    return Exhibit(
        **said,
        definition=definition,
        council=content.whose or view.council,
        nature=view.nature,
        as_at=view.as_at,
        audience=view.audience,
    )


@overload
def of(dataset: str, /) -> _Picked[pl.DataFrame, Filters]: ...
@overload
def of(dataset: str, other: str, /) -> _Picked[pl.DataFrame, pl.DataFrame, Filters]: ...
def of(*names: str) -> Any:
    """Inputs: the frames of one or two datasets, and the request's filters."""
    return lambda records, request, view: (*(records[name] for name in names), request.filters)


@overload
def of_whole(dataset: str, /) -> _Picked[pl.DataFrame, date | None, Filters]: ...
@overload
def of_whole(
    dataset: str, other: str, /
) -> _Picked[pl.DataFrame, pl.DataFrame, date | None, Filters]: ...
def of_whole(*names: str) -> Any:
    """Inputs: the frames of one or two datasets, the last day up to which all that have rows are
    whole (None where nothing says so), and the request's filters."""

    def picked(records: Records, request: ExhibitRequest, view: View) -> Any:
        frames = [records[name] for name in names]
        return (*frames, whole_to(records, *names), request.filters)

    return picked


def whole_to(records: Records, *names: str) -> date | None:
    """The last day up to which all of some datasets that have rows are whole; None where nothing
    says so of one of them."""
    days = [records.whole_to.get(name) for name in names if records[name].height]
    told = [day for day in days if day is not None]
    return min(told) if told and len(told) == len(days) else None
