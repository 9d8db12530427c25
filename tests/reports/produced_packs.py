"""Produced packs to write in tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, exhibit
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import Filters
from components.packs.produced_pack import PackScreen, ProducedPack
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER
from vocabulary.audience import Audience
from vocabulary.nature import Nature

COUNCIL = "Example Borough"
PRODUCED = datetime(2026, 9, 30, 9, 30, tzinfo=UTC)
ODD = 'Signs: #let x = 1; $a_b$ *c* @d [e] "f" \\ <g> `h` // = _i_ é ŵ → ◆ & end'


def catalogued(store: Store, audience: Audience) -> list[Exhibit]:
    """Every exhibit of the catalogue that this audience may see, in packs kept before there were
    editions too."""
    known = snapshot(COUNCIL, None, store=store, principal=OFFICER)
    view = replace(view_of(known), audience=audience)
    filters = Filters(None, date(2026, 9, 30), None, None, None)
    return [
        exhibit(
            known,
            ExhibitRequest(
                key,
                filters,
                "learning" if entry.of_statement else "",
                measure="assessments_in_time" if entry.of_measure else "",
            ),
            view,
            as_kept=True,
        )
        for key, entry in CATALOGUE.items()
        if audience == "internal" or entry.public
    ]


def produced_pack(
    exhibits: Sequence[Exhibit], audience: Audience = "internal", title: str = "Quarterly board"
) -> ProducedPack:
    """A pack of these exhibits."""
    return ProducedPack(
        title=title,
        council=COUNCIL,
        nature=Nature.ILLUSTRATIVE,
        audience=audience,
        day=TODAY,
        as_at=None,
        filters="all teams, everything up to 30 September 2026",
        revision=14,
        produced=PRODUCED,
        screens=tuple(map(PackScreen, exhibits)),
    )
