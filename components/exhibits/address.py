"""What an address says: read and written here, the same for pages, links and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl, urlencode

from components.exhibits.view import Choice, Choices
from vocabulary.wording import long_date, short_date

NOW = "now"


class UnknownInAddressError(LookupError):
    """An address asks for something by a name that nothing has.

    what: what kind of thing, such as "theme". said: the name; empty where it must not be repeated.
    parameter: the address's parameter that asks for it. near: names that are written much like it,
    by what the address would say.
    """

    def __init__(
        self, what: str, said: str, parameter: str, offered: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"there is no {what} {said!r}")
        self.what, self.said, self.parameter = what, said, parameter
        self.near: Mapping[str, str] = _near(said, offered or {})

    @property
    def sentence(self) -> str:
        """Such as "There is no theme “Wating times” here"."""
        said = self.said if len(self.said) <= _MOST_REPEATED else f"{self.said[:_MOST_REPEATED]}…"
        named = f" “{said}”" if said else " of that name"
        return f"There is no {self.what}{named} here"


_MOST_REPEATED: Final = 40
_MOST_DIGITS: Final = 18
_ALIKE: Final = 0.6
_NEAREST: Final = 3


def _near(said: str, offered: Mapping[str, str]) -> dict[str, str]:
    """Of options with their labels, those whose id or label is written much like what was said."""
    written = {_plain(name): each for each, label in offered.items() for name in (each, label)}
    found = get_close_matches(_plain(said), list(written), n=_NEAREST, cutoff=_ALIKE)
    return {each: offered[each] for each in dict.fromkeys(written[name] for name in found) if each}


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def whole_number(said: str, most: int) -> int | None:
    """The number that plain digits write, or `most` where it is larger; None for anything else,
    such as "²", which Python takes for a digit and for no number."""
    if not (said.isascii() and said.isdigit()):
        return None
    return min(int(said.lstrip("0")[:_MOST_DIGITS] or "0"), most)


def place_asked(said: str, last: int) -> int:
    """Which of the places from 1 to `last` is asked for: the nearest, and the first where what is
    said is no number."""
    return max(whole_number(said.strip(), last) or 1, 1)


def day_in_address(day: date) -> str:
    """A day as the address says it, such as "30 Sep 2026"."""
    return short_date(day)


def option_asked(
    asked: Mapping[str, str], name: str, labels: Mapping[str, str], what: str
) -> str | None:
    """The option that the parameter `name` asks for, by itself or by its label (label by option),
    in capitals or not; None where it asks for nothing.

    UnknownInAddressError where it asks for none of them; `what`: what they are, such as "theme".
    """
    said = asked.get(name, "")
    if not said.strip():
        return None
    exact = next((each for each, label in labels.items() if said in (each, label)), None)
    if exact is not None:
        return exact
    for each, label in labels.items():
        if _plain(said) in (_plain(each), _plain(label)):
            return each
    raise UnknownInAddressError(what, said, name, labels)


def choice_asked(asked: Mapping[str, str], choices: Choices) -> Choice:
    """What an address's parameters ask for; UnknownInAddressError for what is not offered. Which
    other councils there are is nobody's business, so their names are not repeated."""
    name = asked.get("council", "")
    council = choices.council(name)
    if name.strip() and council is None:
        raise UnknownInAddressError("council", "", "council")
    as_at = option_asked(asked, "as_at", days_offered(choices), "day to look back to")
    return Choice(council or choices.councils[0], as_at or NOW)


def days_offered(choices: Choices) -> dict[str, str]:
    """What there is to look back to, and how it is called."""
    return dict(zip((NOW, *choices.days), ("Today", *_called(choices.days)), strict=True))


@lru_cache(maxsize=32)  # every page asks, several times
def _called(days: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(day_in_address(date.fromisoformat(day)) for day in days)


def in_words(query: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """A query such as "board=2026-08-31&as_at=2026-09-30" with each day as a page's controls write
    it: "board=31+August+2026&as_at=30+Sep+2026"; the query itself where nothing differs. `names`:
    what the page calls parameters that are known by another name, too."""
    asked = parse_qsl(query, keep_blank_values=True)
    said = [
        (names.get(name, name), _IN_WORDS[name](value) if name in _IN_WORDS else value)
        for name, value in asked
    ]
    return query if said == asked else urlencode(said)


OTHER_NAMES: Final[Mapping[str, str]] = {"theme": "about"}
"""What the filters of pages are called besides: not on a quality statement's page, which has a
choice of themes of its own by that name."""


def _day(asked: str, say: Callable[[date], str]) -> str:
    try:
        return say(date.fromisoformat(asked))
    except ValueError:
        return asked


_IN_WORDS: dict[str, Callable[[str], str]] = {
    "as_at": lambda asked: _day(asked, day_in_address),
    "board": lambda asked: _day(asked, long_date),
}


def board_days(today: date) -> tuple[date, ...]:
    """Days a last board may have been: the ends of the last twelve months, newest first."""
    days = [today.replace(day=1) - timedelta(days=1)]
    while len(days) < 12:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return tuple(days)


def board_labels(today: date) -> dict[str, str]:
    """What the days are called, by the day in ISO form."""
    return {day.isoformat(): long_date(day) for day in board_days(today)}


def board_asked(asked: Mapping[str, str], today: date) -> date | None:
    """The board's day in an address's parameters; None where it asks for none, which leaves it to
    `components.exhibits.changes.last_board`; see `option_asked`."""
    found = option_asked(asked, "board", board_labels(today), "day of a board")
    return date.fromisoformat(found) if found else None
