"""Who is asking: everything is read and written by a principal, whom each door asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Principal:
    """A person, their role, and the councils whose own records they may see (None: all)."""

    name: str
    role: str
    authorities: frozenset[str] | None = None

    def may_see(self, authority: str) -> bool:
        """Whether the principal may see, and write, this council's own records."""
        return self.authorities is None or authority in self.authorities
