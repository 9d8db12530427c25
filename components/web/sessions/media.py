"""Files that a page made to be downloaded, and for whose page."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import Any, Final

from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.web.principal import asking
from components.web.sessions.owner import began_with

_MANY: Final = 64  # sessions that share a file, from which those that are over are looked for


class MediaOfSessions(MediaFileManager):
    """Streamlit's files, of which it is known for which sessions each was made.

    Streamlit gives a file to whoever has its address, which is made from its content.
    """

    def __init__(self, storage: Any) -> None:
        super().__init__(storage)
        self._made_for: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, *args: Any, **kwargs: Any) -> str:
        """As Streamlit's own: the address of a file that a page shows."""
        address = super().add(*args, **kwargs)
        context = get_script_run_ctx()
        if context is not None:
            self._note(address, context.session_id)
        return address

    def execute_deferred(self, file_id: str) -> str:
        """As Streamlit's own: the address of a file that is made when somebody asks for it, if
        whoever asks is signed in still. MediaFileStorageError where they are not."""
        asked = self._deferred_callables.get(file_id)
        began = began_with(asked["session_id"]) if asked is not None else None
        if asked is None or began is None:
            raise MediaFileStorageError(f"No open page asks for file {file_id}")
        with asking(began) as person:
            if person is None:
                raise MediaFileStorageError("Nobody is signed in")
            address = super().execute_deferred(file_id)
        with self._lock:
            # Else it goes as soon as the scripts of two others end, before its browser fetched it.
            shown = self._files_by_session_and_coord[asked["session_id"]]
            shown[f"made for {asked['coordinates']}"] = _id_of(address)
        self._note(address, asked["session_id"])
        return address

    def made_for(self, name: str) -> frozenset[str]:
        """The sessions for which the file of this name was made."""
        return frozenset(self._made_for.get(_id_of(name), ()))

    def _note(self, address: str, session_id: str) -> None:
        with self._lock:
            sessions = self._made_for[_id_of(address)]
            sessions.add(session_id)
            if len(sessions) > _MANY and runtime.exists():
                going_on = runtime.get_instance().is_active_session
                sessions.intersection_update([each for each in sessions if going_on(each)])

    def _delete_file(self, file_id: str) -> None:
        self._made_for.pop(file_id, None)
        super()._delete_file(file_id)


def _id_of(address: str) -> str:
    return PurePosixPath(address).stem
