"""Who is asking, and what they may do: everything is read and written by a principal, whom each
door asks for.

What a role may do stands in `ALLOWED` and nowhere else. A person may have several roles, each for
some councils or for all: what they may do for a council is what any of these allows there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from vocabulary.labels import LabelledEnum


class Permission(LabelledEnum):
    """What a principal may do for a council. The label goes before the council's name."""

    SEE_PUBLISHED = "see_published", "see what was published by"
    SEE = "see", "see the records of"
    ENTER = "enter", "enter or import records for"
    REVIEW = "review", "confirm codings or hold reviews for"
    PUBLISH = "publish", "publish for"
    ADMINISTER = "administer", "administer the records of"


class Role(LabelledEnum):
    """What somebody is for a council."""

    PUBLIC = "public", "The public"
    READER = "reader"
    CONTRIBUTOR = "contributor"
    PRACTICE_LEAD = "practice_lead"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


_SEES: Final = frozenset({Permission.SEE_PUBLISHED, Permission.SEE})

ALLOWED: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.PUBLIC: frozenset({Permission.SEE_PUBLISHED}),
    Role.READER: _SEES,
    Role.CONTRIBUTOR: _SEES | {Permission.ENTER},
    Role.PRACTICE_LEAD: _SEES | {Permission.REVIEW},
    Role.PUBLISHER: _SEES | {Permission.PUBLISH},
    Role.ADMINISTRATOR: _SEES | {Permission.ADMINISTER},
}
"""What each role allows. None contains another but the reader's: whoever is to do two things has
two roles."""


@dataclass(frozen=True)
class Grant:
    """A role, and the councils it is held for (None: all)."""

    role: Role
    councils: frozenset[str] | None = None


Grants = frozenset[Grant]


def every_role(councils: Collection[str] | None = None) -> Grants:
    """Every role, for some councils (None: all): who has them may do everything there."""
    named = None if councils is None else frozenset(councils)
    return frozenset(Grant(role, named) for role in Role)


@dataclass(frozen=True)
class Principal:
    """A person and what they may do.

    name: as recorded with what they do. grants: their roles. subject: what the sign-in knows them
    by, the same whatever they are called; empty for whoever sits at this computer. until: when
    their sign-in ends, in seconds since 1970 (None: it does not).
    """

    name: str
    grants: Grants = frozenset()
    subject: str = ""
    until: float | None = field(default=None, compare=False)

    @property
    def known_by(self) -> str:
        """What tells them from others: the subject, or the name where there is none."""
        return self.subject or self.name

    def may(self, permission: Permission, authority: str) -> bool:
        """Whether the principal may do so for a council."""
        councils = self.councils(permission)
        return councils is None or authority in councils

    def may_everywhere(self, permission: Permission) -> bool:
        """Whether the principal may do so for every council, those to come among them."""
        return self.councils(permission) is None

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether there is a council for which the principal may do so."""
        return self.councils(permission) != frozenset()

    def councils(self, permission: Permission) -> frozenset[str] | None:
        """The councils for which the principal may do so (None: all)."""
        found: set[str] = set()
        for grant in self.grants:
            if permission in ALLOWED[grant.role]:
                if grant.councils is None:
                    return None
                found |= grant.councils
        return frozenset(found)


ANYBODY: Final = Principal("Anybody", frozenset({Grant(Role.PUBLIC)}))
"""Whoever asks without having signed in: they see what was published, and nothing else."""
