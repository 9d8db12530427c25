"""Saving a pack that somebody changed, and with it the actions that a meeting agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components import look
from components.packs.pack import Pack
from components.web.principal import current_principal
from data_access.errors import ConflictError, DataError
from data_access.forms.kept_packs import save_pack
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun


def save(
    pack: Pack,
    row_id: int | None,
    council: str,
    said: str,
    actions: Sequence[Mapping[str, str | None]] = (),
    at: int | None = None,
) -> None:
    """Save it at once and run the page anew; where that cannot be, say why. `row_id`: of the
    version that was changed (None: it is a new pack). `actions`: see `save_pack`. `at`:
    the number of the screen that is chosen then."""
    try:
        save_pack(
            open_store(),
            council,
            name=pack.name,
            definition=pack.definition,
            audience=pack.audience,
            based_on=row_id,
            actions=actions,
            principal=current_principal(),
        )
    except ConflictError:
        look.error(
            "Somebody else changed this pack meanwhile, or has one of that name",
            "Nothing was overwritten. Reload the page to see theirs, then change it again.",
        )
    except DataError as error:
        look.error("The pack was not saved", str(error))
    else:
        st.query_params["pack"] = pack.name
        if at is not None:
            st.query_params["at"] = str(at)
        flash_and_rerun(said)
