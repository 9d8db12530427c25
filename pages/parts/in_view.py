"""The records that a page looks at, read for whoever asks, and whether they may be changed."""

from __future__ import annotations

from components.exhibits.view import View
from components.web.current_view import current_view
from components.web.principal import current_principal, may
from data_access.snapshot import Snapshot, home_authority, snapshot
from data_access.store.database import open_store
from vocabulary.principal import Permission


def records_in_view() -> Snapshot:
    """The records of the council in view, as known at its moment."""
    view = current_view()
    return snapshot(view.council, view.as_at, principal=current_principal())


def may_change(view: View, permission: Permission) -> bool:
    """Whether whoever is asking may change records here: those of the store's own council, as they
    are today, if their role allows it."""
    principal = current_principal()
    home = home_authority(open_store(), principal=principal)
    return view.as_at is None and view.council == home and principal.may(permission, view.council)


def why_not(view: View, permission: Permission, here: str) -> tuple[str, str]:
    """Why nothing can be changed, and what to do about it. here: what can be changed only for the
    store's own council as it is today, as a sentence."""
    if not may(permission, view.council):
        return (
            f"Your role does not let you {permission.label} {view.council}",
            "Whoever looks after the dashboard can give you a role that does.",
        )
    return here, "Change the view to your own council and to today."


def may_administer(view: View) -> bool:
    """Whether whoever asks administers the records of the council in view."""
    return current_principal().may(Permission.ADMINISTER, view.council)
