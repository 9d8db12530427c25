"""What an address says: read and written here, the same for pages, links and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final
from urllib.parse import parse_qsl, urlencode

from components.exhibits.view import Choice, Choices
from vocabulary.wording import long_date, short_date

NOW = "now"
USUAL_BOARD: Final = 2  # the last board is taken to be the end of the month three months back


def day_in_address(day: date) -> str:
    """A day as the address says it, such as "30 Sep 2026"."""
    return short_date(day)


def option_asked(asked: Mapping[str, str], name: str, labels: Mapping[str, str]) -> str | None:
    """The option that the parameter `name` asks for, by itself or by its label; None if it asks for
    none of `labels` (label by option)."""
    said = asked.get(name, "")
    return next((each for each, label in labels.items() if said in (each, label)), None)


def choice_asked(asked: Mapping[str, str], choices: Choices) -> Choice:
    """What an address's parameters ask for; what is not offered is not given."""
    return Choice(
        choices.council(asked.get("council", "")) or choices.councils[0],
        option_asked(asked, "as_at", days_offered(choices)) or NOW,
    )


def days_offered(choices: Choices) -> dict[str, str]:
    """What there is to look back to, and how it is called."""
    days = {day: day_in_address(date.fromisoformat(day)) for day in choices.days}
    return {NOW: "Today", **days}


def in_words(query: str) -> str:
    """A query such as "board=2026-08-31&as_at=2026-09-30" with each day as a page's controls write
    it: "board=31+August+2026&as_at=30+Sep+2026"; the query itself where nothing differs."""
    asked = parse_qsl(query, keep_blank_values=True)
    said = [(n, _IN_WORDS[n](value) if n in _IN_WORDS else value) for n, value in asked]
    return query if said == asked else urlencode(said)


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


def board_asked(asked: Mapping[str, str], today: date) -> date:
    """The board's day in an address's parameters, or the end of the month three months back."""
    found = option_asked(asked, "board", board_labels(today))
    return date.fromisoformat(found) if found else board_days(today)[USUAL_BOARD]
