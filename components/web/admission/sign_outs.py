"""Sign-ins whose owners signed out, in whichever process of the server.

Asked on every request, so it is answered from memory. A thread hears of what other processes were
told, and hands to them what this one was; what could not be handed over is tried again.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Final

GRACE: Final = 60.0
"""Seconds for which sign-ins are believed although nobody can say who signed out elsewhere."""
_FIRST_LOOK: Final = 2.0  # seconds that the first request after a start waits for what is kept

Ended = Callable[[str], None]
"""Is told of a sign-in that was ended in another process."""


@dataclass(frozen=True)
class Shared:
    """How processes share it. keep: keeps a digest and until when it would have held, and may
    raise. watch: what is kept, again and again; None where it cannot be read."""

    keep: Callable[[str, float], None]
    watch: Callable[[], Generator[Mapping[str, float] | None]]


class SignOuts:
    """What was signed out; shared: with the other processes (None: with nobody)."""

    def __init__(
        self, shared: Shared | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._shared, self._monotonic = shared, monotonic
        self._until: dict[str, float] = {}
        self._to_keep: dict[str, float] = {}
        self._ended: list[Ended] = []
        self._lock = threading.Lock()
        self._known = threading.Event()
        self._since = monotonic()  # the newest moment at which all was known
        self._watching = False
        self._said = False
        self._closed = False

    def add(self, sign_in: str, until: float) -> None:
        """Let a sign-in hold no longer, here at once and elsewhere as soon as they hear of it."""
        digest = digest_of(sign_in)
        with self._lock:
            now = time.time()
            self._until = {key: end for key, end in self._until.items() if end > now}
            self._until[digest] = until
            if self._shared is not None:
                self._to_keep[digest] = until
        if self._shared is not None:
            threading.Thread(target=self._keep, name="signing out", daemon=True).start()

    def __contains__(self, sign_in: str) -> bool:
        """Whether a sign-in was signed out."""
        self._begin()
        return digest_of(sign_in) in self._until

    def unsure(self) -> bool:
        """Whether it has not been known for long who signed out elsewhere: then nobody is let in
        who may have."""
        self._begin()
        return self._shared is not None and self._monotonic() - self._since > GRACE

    def when_ended(self, ended: Ended) -> None:
        """Tell of each sign-in, by `digest_of`, that was ended in another process."""
        self._ended.append(ended)

    def close(self) -> None:
        """Hear of nothing any more."""
        self._closed = True

    def _begin(self) -> None:
        if self._shared is None or self._watching:
            return
        with self._lock:
            if self._watching:
                return
            self._watching = True
        threading.Thread(target=self._watch, name="signed out", daemon=True).start()
        self._known.wait(_FIRST_LOOK)

    def _watch(self) -> None:
        assert self._shared is not None
        try:
            with closing(self._shared.watch()) as coming:
                for told in coming:
                    if self._closed:
                        return
                    if told is not None:
                        self._told(told)
                        if self._to_keep:
                            self._keep()
        except Exception:
            logging.getLogger(__name__).exception("who signs out elsewhere is not heard any more")
            self._watching = False  # the next request begins anew

    def _told(self, told: Mapping[str, float]) -> None:
        with self._lock:
            new = told.keys() - self._until.keys()
            self._until = {**self._until, **told}
        self._since = self._monotonic()
        self._known.set()
        for digest in new:
            for ended in self._ended:
                ended(digest)

    def _keep(self) -> None:
        assert self._shared is not None
        for digest, until in list(self._to_keep.items()):
            try:
                self._shared.keep(digest, until)
            except Exception as error:  # whatever it is: it holds here, and is tried again
                if not self._said:
                    self._said = True
                    logging.getLogger(__name__).warning(
                        "signing out is known in this process alone: %s", type(error).__name__
                    )
                return
            self._to_keep.pop(digest, None)
            self._said = False


def digest_of(sign_in: str) -> str:
    """What a sign-in is kept as: nothing can be learnt from it."""
    return hashlib.sha256(f"signed out {sign_in}".encode()).hexdigest()
