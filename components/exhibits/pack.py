"""A pack: an ordered choice of exhibits with their filters, for the board."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from components.exhibits.catalogue import (
    CATALOGUE,
    ExhibitRequest,
    NotForPublicError,
    Records,
    exhibit,
    names_of_themes,
)
from components.exhibits.filters import DEFAULT_PERIOD, PERIODS, filters_of
from components.exhibits.indicators.judged import measures_with_rows
from components.exhibits.produced_pack import ProducedPack
from components.exhibits.view import View
from vocabulary.audience import Audience, audience_of

EVERY_STATEMENT = "every"


@dataclass(frozen=True)
class PackItem:
    """One screen of a pack: an exhibit, what narrows it (empty: nothing), and the presenter's own
    note. about: a theme's name or id. statement: a quality statement's id, or `EVERY_STATEMENT`:
    then a screen for each that the regulator's framework has. measure, breakdown: as
    `ExhibitRequest` has them."""

    exhibit: str
    period: str = DEFAULT_PERIOD
    team: str = ""
    about: str = ""
    statement: str = ""
    note: str = ""
    measure: str = ""
    breakdown: str = ""


@dataclass(frozen=True)
class Pack:
    """A named pack for an audience."""

    name: str
    items: tuple[PackItem, ...]
    audience: Audience = "internal"

    @property
    def definition(self) -> str:
        """The items as JSON, as it is stored."""
        return json.dumps([asdict(item) for item in self.items], ensure_ascii=False)

    def moved(self, place: int, by: int) -> Pack:
        """The pack with the item at a place moved up (-1) or down (1); as it is at its ends."""
        there = place + by
        if not 0 <= there < len(self.items):
            return self
        items = list(self.items)
        items[place], items[there] = items[there], items[place]
        return replace(self, items=tuple(items))

    def without(self, place: int) -> Pack:
        """The pack without the item at a place."""
        return replace(self, items=self.items[:place] + self.items[place + 1 :])

    def with_item(self, item: PackItem) -> Pack:
        """The pack with an item at its end."""
        return replace(self, items=(*self.items, item))


def read_pack(name: str, definition: str, audience: str) -> Pack:
    """A pack as it was stored. Exhibits and periods there no longer are fall away.

    ValueError if the definition is not a pack's.
    """
    try:
        items = [PackItem(**item) for item in json.loads(definition)]
    except (TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"'{name}' is not stored as a pack") from error
    kept = (
        item if item.period in PERIODS else replace(item, period=DEFAULT_PERIOD)
        for item in items
        if item.exhibit in CATALOGUE
    )
    return Pack(name, tuple(kept), audience_of(audience))


SHIPPED = (
    Pack(
        "Quarterly board: learning, improvement and innovation",
        (
            PackItem("overall_score"),
            PackItem("what_changed"),
            PackItem("statement_indicators", statement="learning"),
            PackItem("training_gap"),
            PackItem("training_duties"),
            PackItem("staff_voice"),
            PackItem("complaints_volume"),
            PackItem("ombudsman_expected"),
            PackItem("audit_grades"),
            PackItem("learning_loop"),
            PackItem("coproduction_voices"),
            PackItem("plan_burn_up"),
            PackItem("innovation"),
        ),
    ),
    Pack(
        "All nine statements",
        (
            PackItem("overall_score"),
            PackItem("statement_scores"),
            PackItem("peer_statements"),
            PackItem("evidence_balance"),
            PackItem("score_history", statement=EVERY_STATEMENT),
        ),
        "public",
    ),
    Pack(
        "If they assessed us today",
        (
            PackItem("overall_score"),
            PackItem("assessed_today_all"),
            PackItem("assessed_today", statement=EVERY_STATEMENT),
        ),
    ),
    Pack(
        "Measures by quality statement",
        (
            PackItem("overall_score"),
            PackItem("what_changed"),
            PackItem("statement_indicators", statement=EVERY_STATEMENT),
        ),
    ),
)


def produce_pack(
    pack: Pack,
    records: Records,
    view: View,
    *,
    revision: int,
    produced: datetime,
    as_kept: bool = False,
) -> tuple[ProducedPack, tuple[str, ...]]:
    """The pack's exhibits from some records, and the titles of those left out.

    The audience is the pack's or the view's, whichever sees less. A pack for the public shows
    published facts; what else it holds is left out, and named (`as_kept`: it shows what it would
    have before there were editions, to verify a pack kept then). Left out are, too, a statement's
    exhibit without a statement, a measure's without one that has rows, and an exhibit about a theme
    that the codebook no longer has under that name: all themes would be another figure. Nothing
    narrows a public pack, whatever the items say.
    """
    public = "public" in (pack.audience, view.audience)
    seen = replace(view, audience="public" if public else "internal")
    names = names_of_themes(records)
    themes = {name: theme for theme, name in names.items()} | {theme: theme for theme in names}
    shown, left_out = [], []
    if public:  # one view for the public: two that overlap could be subtracted from each other
        pack = replace(pack, items=tuple(map(_whole, pack.items)))
    for item in _screens(pack, records):
        entry = CATALOGUE[item.exhibit]
        if (
            (item.about and item.about not in themes)
            or (entry.of_statement and not item.statement)
            or (entry.of_measure and item.measure not in measures_with_rows(records))
        ):
            left_out.append(item.exhibit)
            continue
        theme = themes.get(item.about)
        filters = filters_of(
            view.today, item.period, item.team or None, theme, names[theme] if theme else None
        )
        try:
            request = ExhibitRequest(
                item.exhibit,
                filters,
                item.statement,
                measure=item.measure,
                breakdown=item.breakdown,
            )
            shown.append(exhibit(records, request, seen, as_kept=as_kept))
        except NotForPublicError:
            left_out.append(item.exhibit)
    produced_pack = ProducedPack(
        title=pack.name,
        council=view.council,
        nature=view.nature,
        audience=seen.audience,
        day=view.today,
        as_at=view.as_at,
        filters=_filters(pack),
        revision=revision,
        produced=produced,
        exhibits=tuple(shown),
    )
    return produced_pack, tuple(left_out)


def _whole(item: PackItem) -> PackItem:
    return replace(item, period=DEFAULT_PERIOD, team="", about="")


def _screens(pack: Pack, records: Records) -> Iterator[PackItem]:
    """The items, one for each statement where they are about every one; a statement that the
    framework does not have is none."""
    statements = [each.id for each in records.framework.statements]
    for item in pack.items:
        if item.statement == EVERY_STATEMENT:
            yield from (replace(item, statement=each) for each in statements)
        else:
            yield item if item.statement in statements else replace(item, statement="")


def _filters(pack: Pack) -> str:
    said = {
        ", ".join(filter(None, (item.team or "all teams", item.about, item.period.casefold())))
        for item in pack.items
    }
    return said.pop() if len(said) == 1 else "as each exhibit says"
