"""Who is asking: everything read or written is read or written by a principal."""

from __future__ import annotations

from dataclasses import dataclass

from data_access.errors import NotAllowedError
from data_access.settings import settings


@dataclass(frozen=True)
class Principal:
    """A person, their role, and the councils whose own records they may see (None: all)."""

    name: str
    role: str
    authorities: frozenset[str] | None = None

    def require(self, authority: str) -> None:
        """NotAllowedError unless the principal may see this council's records."""
        if self.authorities is not None and authority not in self.authorities:
            raise NotAllowedError(f"{self.name} may not see the records of {authority}.")


def local_principal() -> Principal:
    """The user of this computer: the principal until sign-in is configured."""
    return Principal(name=settings().dashboard_user, role="local")
