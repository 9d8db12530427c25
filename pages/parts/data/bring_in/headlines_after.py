"""What pages will say after a file landed, where there are many records worked out in a process of
its own: there all exhibits are computed twice, and whoever looks at a page meanwhile would wait.
Knows no Streamlit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from components.exhibits.effect import HeadlineChange, headline_changes
from components.exhibits.view import View
from components.own_process.turns import Kind
from components.own_process.work import Waiting, in_own_process
from data_access.importing.stages.plan import Plan
from data_access.ledger.classify import Classified, Prepared
from data_access.snapshot import Snapshot, snapshot
from data_access.snapshot_after import snapshot_after
from data_access.store.database import Store, open_store
from vocabulary.principal import Principal

MANY: Final = 50_000
"""Rows that came or are held beside them; fewer are computed sooner than a process has begun."""


def headlines_after(
    store: Store,
    known: Snapshot,
    plan: Plan,
    view: View,
    *,
    principal: Principal,
    waiting: Waiting | None = None,
) -> tuple[HeadlineChange, ...]:
    """What `headline_changes` gives for the records and for these once a plan has landed.
    NotDoneError where that takes too long. waiting: is told what is waited for."""
    ready, source = plan.prepared, plan.reading.source
    if ready is None:
        return ()
    told = {item.entry.dataset.name: item.rows_written for item in ready.items}
    held = sum(known.frames[name].height for name in told if name in known.frames)
    if held + sum(told.values()) < MANY:
        after = snapshot_after(known, ready, source_name=source, extracted=plan.extracted)
        return headline_changes(known, after, view)
    ready = replace(ready, items=tuple(_lighter(item) for item in ready.items))
    asked = (store.url, ready, source, plan.extracted, view, principal)
    return in_own_process(Kind.PREVIEW, _of_store, *asked, waiting=waiting)


def _lighter(item: Classified) -> Classified:
    """Without what `snapshot_after` does not ask for: of the rows that stay, all but their days."""
    dataset = item.entry.dataset
    days = [name for name in (dataset.dated_by, *dataset.touched_on) if name]
    return replace(item, beside=item.beside.select("authority", *dict.fromkeys(days)))


def _of_store(
    url: str,
    ready: Prepared,
    source: str,
    extracted: date | None,
    view: View,
    principal: Principal,
) -> tuple[HeadlineChange, ...]:
    known = snapshot(view.council, view.as_at, principal=principal, store=open_store(url))
    after = snapshot_after(known, ready, source_name=source, extracted=extracted)
    return headline_changes(known, after, view)
