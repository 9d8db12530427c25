"""What every command is asked for, and by whom: the store, and the user of this computer."""

from __future__ import annotations

import argparse

from data_access.principal import local_principal
from data_access.store.database import Store, open_store
from vocabulary.principal import Principal


def store_and_principal(options: argparse.Namespace) -> tuple[Store, Principal]:
    """The store that `--store` names, and who is asking. StoreError if it cannot be opened."""
    return open_store(options.store), local_principal()
