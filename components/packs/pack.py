"""A pack: an ordered choice of exhibits with their filters, for a meeting of the board, and what
people wrote for that meeting: what each exhibit means for it, and what it is asked to decide."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, Final, Literal, TypeVar

from components.exhibits.catalogue import CATALOGUE
from components.exhibits.filters import DEFAULT_PERIOD, PERIODS
from vocabulary.audience import Audience, audience_of

EVERY_STATEMENT: Final = "every"
EVERY_THEME: Final = "every_theme"
MESSAGES: Final = 3
"""As many messages stand on a pack's cover."""
Outcome = Literal["", "agreed", "changed", "not_agreed"]
"""What the meeting said to a decision it was asked for; empty: nothing yet."""
OUTCOMES: Final[dict[Outcome, str]] = {
    "agreed": "Agreed",
    "changed": "Agreed as changed",
    "not_agreed": "Not agreed",
}


@dataclass(frozen=True)
class PackItem:
    """One screen of a pack: an exhibit, what narrows it (empty: nothing), and what people wrote for
    it. about: a theme's name or id. statement: a quality statement's id, `EVERY_STATEMENT` for a
    screen for each that the regulator's framework has, or `EVERY_THEME` for one for each of the
    themes they are grouped by. measure, breakdown, peers, against: as `ExhibitRequest` has them.
    note: for the presenter alone. so_what, owner, due: in place of what is worked out; an owner is
    a role."""

    exhibit: str
    period: str = DEFAULT_PERIOD
    team: str = ""
    about: str = ""
    statement: str = ""
    note: str = ""
    measure: str = ""
    breakdown: str = ""
    so_what: str = ""
    owner: str = ""
    due: date | None = None
    peers: str = ""
    against: str = ""


@dataclass(frozen=True)
class Ask:
    """A decision that the board is asked for. owner: a role. if_not: what follows without it.
    about: the exhibit it answers. outcome: what the meeting said. action: the reference of the
    action that it became."""

    decision: str
    owner: str = ""
    due: date | None = None
    if_not: str = ""
    about: str = ""
    outcome: Outcome = ""
    action: str = ""


@dataclass(frozen=True)
class Meeting:
    """The meeting a pack is for: what it is called, its day, and the role that presents."""

    name: str = ""
    day: date | None = None
    by: str = ""


@dataclass(frozen=True)
class Pack:
    """A named pack for an audience. messages: what people wrote for the cover, by place; where one
    is empty or missing, what is worked out stands there. asks: empty where nobody wrote any."""

    name: str
    items: tuple[PackItem, ...]
    audience: Audience = "internal"
    meeting: Meeting = field(default_factory=Meeting)
    messages: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()

    @property
    def definition(self) -> str:
        """All but name and audience as JSON, as it is stored."""
        told = {
            "items": [asdict(item) for item in self.items],
            "meeting": asdict(self.meeting),
            "messages": self.messages,
            "asks": [asdict(ask) for ask in self.asks],
        }
        return json.dumps(told, ensure_ascii=False, default=date.isoformat)

    def moved(self, place: int, by: int) -> Pack:
        """The pack with the item at a place moved up (-1) or down (1); as it is at its ends."""
        return self.moved_to(place, place + by)

    def moved_to(self, place: int, there: int) -> Pack:
        """The pack with the item at a place put at another; as it is where there is no such."""
        if not 0 <= there < len(self.items):
            return self
        items = list(self.items)
        items.insert(there, items.pop(place))
        return replace(self, items=tuple(items))

    def without(self, place: int) -> Pack:
        """The pack without the item at a place."""
        return replace(self, items=self.items[:place] + self.items[place + 1 :])

    def with_item(self, item: PackItem) -> Pack:
        """The pack with an item at its end."""
        return replace(self, items=(*self.items, item))

    def changed(self, place: int, **said: Any) -> Pack:
        """The pack with other fields of the item at a place."""
        items = list(self.items)
        items[place] = replace(items[place], **said)
        return replace(self, items=tuple(items))

    def for_meeting(self, meeting: Meeting) -> Pack:
        """The pack for a meeting. What an earlier one decided is not asked of a later one again."""
        later = bool(self.meeting.day and meeting.day and meeting.day > self.meeting.day)
        asks = tuple(ask for ask in self.asks if not (later and ask.outcome))
        return replace(self, meeting=meeting, asks=asks)


def read_pack(name: str, definition: str, audience: str) -> Pack:
    """A pack as it was stored, or as one was before packs were for a meeting: a bare list of items.
    Exhibits and periods there no longer are fall away, as does what a later version wrote.

    ValueError if the definition is not a pack's.
    """
    try:
        stored = json.loads(definition)
        held = stored if isinstance(stored, dict) else {"items": stored}
        items = _all(PackItem, held["items"])
        meeting = _read(Meeting, held.get("meeting", {}))
        asks = tuple(_all(Ask, held.get("asks", [])))
        messages = tuple(map(str, held.get("messages", ())))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"'{name}' is not stored as a pack") from error
    kept = (
        item if item.period in PERIODS else replace(item, period=DEFAULT_PERIOD)
        for item in items
        if item.exhibit in CATALOGUE
    )
    return Pack(name, tuple(kept), audience_of(audience), meeting, messages, asks)


Stored = TypeVar("Stored")
_DAYS: Final = ("day", "due")


def _all(kind: type[Stored], told: Iterable[Mapping[str, Any]]) -> list[Stored]:
    return [_read(kind, each) for each in told]


def _read(kind: type[Stored], told: Mapping[str, Any]) -> Stored:
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    said = {name: value for name, value in told.items() if name in known}
    days = {name: date.fromisoformat(said[name]) for name in _DAYS if said.get(name)}
    return kind(**{**said, **days})
