"""Uploads: only where the page asked for one, and all together within bounds."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadFileUrlInfo

MOST_HELD: Final = 1024**3
"""Bytes of uploads that the server holds at once, of all who are there. Five of the largest files
that are taken; what does not fit is refused, and the files there are stay."""
MOST_OF_ONE: Final = 2 * MOST_HELD // 5
"""Of one person who is signed in, so that others find room beside."""
_MOST_ASKED: Final = 1000  # files that somebody chose in one page


class NoRoomError(Exception):
    """More uploads than the server holds at once, of all or of one person."""


class AskedUploads(MemoryUploadedFileManager):
    """Streamlit's uploads, of which it is known whether a page's place to drop files asked for
    them, and how much all take together."""

    def __init__(
        self, upload_endpoint: str, most: int = MOST_HELD, most_of_one: int = MOST_OF_ONE
    ) -> None:
        super().__init__(upload_endpoint)
        self._most, self._most_of_one = most, most_of_one
        self._coming: Counter[str] = Counter()
        self._whose: dict[str, str] = {}
        self._asked: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=_MOST_ASKED))

    def get_upload_urls(
        self, session_id: str, file_names: Sequence[str]
    ) -> list[UploadFileUrlInfo]:
        """As Streamlit's own: where the files that somebody chose may be sent."""
        given = super().get_upload_urls(session_id, file_names)
        self._asked[session_id].extend(each.file_id for each in given)
        return given

    def asked_for(self, session_id: str, file_id: str) -> bool:
        """Whether the session's page asked for this file."""
        return file_id in self._asked.get(session_id, ())

    @contextmanager
    def room(self, size: int, session_id: str, subject: str) -> Iterator[None]:
        """Room for so many bytes for a session of somebody while they come; NoRoomError where
        there is none. subject: "" where nobody signs in."""
        self._whose[session_id] = subject
        if self._total_bytes + self._coming.total() + size > self._most:
            raise NoRoomError
        if subject and self._held_of(subject) + self._coming[subject] + size > self._most_of_one:
            raise NoRoomError
        self._coming[subject] += size
        try:
            yield
        finally:
            self._coming[subject] -= size

    def _held_of(self, subject: str) -> int:
        return sum(
            len(each.data)
            for session_id, files in list(self.file_storage.items())
            if self._whose.get(session_id) == subject
            for each in list(files.values())
        )

    def remove_session_files(self, session_id: str) -> None:
        """Forget all that a session sent, and was asked for."""
        self._asked.pop(session_id, None)
        self._whose.pop(session_id, None)
        super().remove_session_files(session_id)


def let_go_of_upload(file_id: str) -> None:
    """Hold a file no longer that the page at work took over and is done with."""
    context = get_script_run_ctx()
    uploads = context.uploaded_file_mgr if context else None
    if context is not None and isinstance(uploads, MemoryUploadedFileManager):
        uploads.remove_file(session_id=context.session_id, file_id=file_id)
