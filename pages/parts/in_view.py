"""The records that a page looks at, read for whoever asks, and whether they may be changed."""

from __future__ import annotations

from components.exhibits.view import View
from components.web.current_view import current_view
from components.web.principal import current_principal
from data_access.snapshot import Snapshot, home_authority, snapshot
from data_access.store.database import open_store
from vocabulary.principal import Permission


def records_in_view() -> Snapshot:
    """The records of the council in view, as known at its moment."""
    view = current_view()
    return snapshot(view.council, view.as_at, principal=current_principal())


def may_change(view: View) -> bool:
    """Whether records can be changed: those of the store's own council, as they are today."""
    home = home_authority(open_store(), principal=current_principal())
    return view.as_at is None and view.council == home


def may_administer(view: View) -> bool:
    """Whether whoever asks administers the records of the council in view."""
    return current_principal().may(Permission.ADMINISTER, view.council)
