"""Councils by name: what a store calls a council, and which there are to choose from."""

from __future__ import annotations

from data_access.importing.stages.meaning.councils import Councils
from data_access.ledger.ledger import INVENTED_COUNCILS
from data_access.reference.council_register import register
from data_access.snapshot import councils, home_authority
from data_access.store.database import Store
from vocabulary.principal import Principal


def councils_known(store: Store, *, principal: Principal) -> Councils:
    """The councils of the register and of a store, each by the one name the store has it under."""
    names = councils(store, principal=principal).get_column("authority").to_list()
    return Councils(home_authority(store, principal=principal), names)


def council_named(store: Store, name: str, *, principal: Principal) -> str:
    """The one name of a council in a store, by any of its names; one that nobody knows stays as it
    is written."""
    return councils_known(store, principal=principal).named_or_new(name)


def council_choices(store: Store, *, principal: Principal) -> dict[str, str]:
    """Every council there is to choose from, the store's own and the register's, by its name in the
    store: what else it is called, if that is not in its name; empty where it is."""
    known = councils_known(store, principal=principal)
    held = councils(store, principal=principal).get_column("authority").to_list()
    found = {name: "" for name in held if name not in INVENTED_COUNCILS}
    for each in register():
        name = known.named(each.name) or each.name
        found[name] = "" if each.short_name.casefold() in name.casefold() else each.short_name
    return dict(sorted(found.items()))
