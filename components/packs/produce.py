"""Producing a pack: what it says and shows from some records at a moment, for an audience."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

import polars as pl

from components.exhibits.address import board_days
from components.exhibits.attention import SEVERAL, WATCHED, Matter, in_order, matter_of
from components.exhibits.catalogue import (
    CATALOGUE,
    ExhibitRequest,
    NotForPublicError,
    Records,
    exhibit,
    names_of_themes,
)
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import DEFAULT_PERIOD, filters_of
from components.exhibits.indicators.judged import measures_with_rows
from components.exhibits.view import View
from components.packs.decisions import decision_number, suggested, written
from components.packs.pack import EVERY_STATEMENT, EVERY_THEME, MESSAGES, Pack, PackItem
from components.packs.produced_pack import Cover, Message, PackScreen, ProducedPack
from components.packs.so_what import bearing
from vocabulary.wording import long_date

RATING: Final = "overall_score"
_BOARD_BEFORE: Final = 2
_LONGEST_DETAIL: Final = 116  # letters: two lines of a cover


def produce_pack(
    pack: Pack,
    records: Records,
    view: View,
    *,
    revision: int,
    produced: datetime,
    as_kept: bool = False,
    with_empty: bool = False,
) -> tuple[ProducedPack, tuple[str, ...]]:
    """The pack from some records, and the titles of the exhibits left out for this audience.

    The audience is the pack's or the view's, whichever sees less. A pack for the public shows
    published facts; what else it holds is left out, and named (`as_kept`: it shows what it would
    have before there were editions, to verify a pack kept then). Left out are, too, a statement's
    exhibit without a statement, a measure's without one that has rows, and an exhibit about a theme
    that the codebook no longer has under that name: all themes would be another figure. Nothing
    narrows a public pack, whatever the items say, and no message, meaning, owner or decision that
    people wrote stands in it: only what was published is known to be fit for everybody.

    An exhibit with nothing to show is no screen: the pack names it (`with_empty`, `as_kept`: it is
    one, as in packs kept before).
    """
    public = "public" in (pack.audience, view.audience)
    seen = replace(view, audience="public" if public else "internal")
    if public:  # one view for the public: two that overlap could be subtracted from each other
        pack = replace(pack, items=tuple(map(_whole, pack.items)), messages=(), asks=())
    screens, nothing, left_out = [], [], []
    for place, item, request in _requests(pack, records, view, before=with_empty or as_kept):
        if request is None:
            left_out.append(item.exhibit)
            continue
        try:
            shown = exhibit(records, request, seen, as_kept=as_kept)
        except NotForPublicError:
            left_out.append(item.exhibit)
        except KeyError:  # the framework has no such statement
            left_out.append(item.exhibit)
        else:
            if nothing_to_show(shown) and not (with_empty or as_kept):
                nothing.append((shown.definition.title, shown.headline))
            else:
                screens.append(_screen(place, item, shown, records, seen))
    messages = _messages(pack, screens, view.today)
    asks = written(pack.asks, screens)
    if not asks and not public:
        asks = suggested(messages, screens, view.today)
    messages = tuple(
        replace(each, decision=decision_number(screens[each.screen - 2], asks, each.screen))
        if each.screen
        else each
        for each in messages
    )
    produced_pack = ProducedPack(
        title=pack.name,
        council=view.council,
        nature=view.nature,
        audience=seen.audience,
        day=view.today,
        as_at=view.as_at,
        filters=_filters(pack),
        revision=revision,
        produced=produced,
        screens=tuple(screens),
        cover=_cover(pack, records, seen, messages),
        asks=asks,
        nothing_recorded=tuple(nothing),
    )
    return produced_pack, tuple(left_out)


def nothing_to_show(exhibit: Exhibit) -> bool:
    """Whether an exhibit has no row, says that what it rests on was never recorded, or lists
    figures of which none is known."""
    if exhibit.frame.is_empty() or exhibit.unrecorded:
        return True
    if exhibit.chart is not None:
        return False
    numbers = exhibit.frame.select(
        pl.col(name) for name in exhibit.columns if exhibit.frame.schema[name].is_numeric()
    )
    return numbers.width > 0 and all(each.is_null().all() for each in numbers)


def _requests(
    pack: Pack, records: Records, view: View, *, before: bool
) -> Iterator[tuple[int, PackItem, ExhibitRequest | None]]:
    """Of each screen the item's place in the pack, the item, and which exhibit it asks for; None
    where there is no such thing. before: of a pack kept before packs were for a meeting, where what
    changed was told from the end of the month three months back."""
    board = board_days(view.today)[_BOARD_BEFORE] if before else None
    names = names_of_themes(records)
    themes = {name: theme for theme, name in names.items()} | {theme: theme for theme in names}
    for place, item in screens_of(pack, records):
        entry = CATALOGUE[item.exhibit]
        if (
            (item.about and item.about not in themes)
            or (entry.of_statement and not item.statement)
            or (entry.of_measure and item.measure not in measures_with_rows(records))
        ):
            yield place, item, None
            continue
        theme = themes.get(item.about)
        filters = filters_of(
            view.today, item.period, item.team or None, theme, names[theme] if theme else None
        )
        yield (
            place,
            item,
            ExhibitRequest(
                item.exhibit,
                filters,
                item.statement,
                board=board if item.exhibit == "what_changed" else None,
                measure=item.measure,
                breakdown=item.breakdown,
                peers=item.peers if entry.compares else "",
                against=item.against if entry.periods and filters.before else "",
            ),
        )


def screens_of(pack: Pack, records: Records) -> Iterator[tuple[int, PackItem]]:
    """The items with their places in the pack, one for each statement or theme of the framework
    where they are about every one; a statement that the framework does not have is none."""
    statements = {each.id: each.theme for each in records.framework.statements}
    of_theme = {theme: each for each, theme in reversed(statements.items())}  # its first statement
    for place, item in enumerate(pack.items):
        if item.statement == EVERY_STATEMENT:
            yield from ((place, replace(item, statement=each)) for each in statements)
        elif item.statement == EVERY_THEME:
            themes = dict.fromkeys(statements.values())
            yield from ((place, replace(item, statement=of_theme[theme])) for theme in themes)
        else:
            known = item.statement in statements
            yield place, item if known else replace(item, statement="")


def _screen(place: int, item: PackItem, shown: Exhibit, records: Records, view: View) -> PackScreen:
    bears = bearing(CATALOGUE[shown.key].themes, records, view)
    if shown.before:  # every form of a pack says it with what the exhibit means
        meaning = f"{shown.meaning} Before: {shown.before}".strip()
        shown = replace(shown, meaning=meaning, before="")
    if view.audience == "public":
        return PackScreen(shown, bears.so_what, note=item.note, item=place)
    own = bool(item.owner or item.due)
    plan = bears.plan
    to_act = own or (shown.signal == "attention" and bool(CATALOGUE[shown.key].attention))
    by_plan = to_act and not own and bool(plan.owner)
    return PackScreen(
        shown,
        item.so_what or bears.so_what,
        to_act,
        item.owner or (plan.owner or (SEVERAL if plan.open else "") if to_act and not own else ""),
        item.due or (shown.due if to_act else None) or (plan.due if by_plan else None),
        plan.reference if by_plan else "",
        item.note,
        place,
    )


def _messages(pack: Pack, screens: Sequence[PackScreen], today: date) -> tuple[Message, ...]:
    """What there is to know: as people wrote it, and in places where nobody did from the screens:
    what needs attention as it is ranked, then the others in the pack's order. The rating is on the
    cover anyway."""
    matters = _matters(screens, today)
    rest = [
        place
        for place, each in enumerate(screens, 2)
        if each.exhibit.key != RATING and place not in matters
    ]
    rest.sort(key=lambda place: screens[place - 2].exhibit.signal != "attention")
    places = [*matters, *rest]
    found: list[Message] = []
    own = dict(enumerate(pack.messages))
    for place in range(MESSAGES):
        said, _, more = own.get(place, "").strip().partition("\n")
        if said:
            found.append(Message(said, " ".join(more.split())))
        elif places:
            number = places.pop(0)
            found.append(matters.get(number) or _as_headline(screens[number - 2], number))
    return tuple(found)


def _matters(screens: Sequence[PackScreen], today: date) -> dict[int, Message]:
    """The screens that are watched and need attention by their number, as the Overview says and
    ranks them."""
    watched = {
        place: matter_of(screen.exhibit, today)
        for place, screen in enumerate(screens, 2)
        if screen.exhibit.signal == "attention" and screen.exhibit.key in WATCHED
    }
    numbers = {each.key: place for place, each in watched.items()}
    return {
        numbers[each.key]: Message(each.text, _by_when(each), numbers[each.key])
        for each in in_order(list(watched.values()))
    }


def _by_when(matter: Matter) -> str:
    due = f"To be done by {long_date(matter.due)}." if matter.due else ""
    detail = f"{matter.detail.rstrip('.:')}." if matter.detail else ""
    return " ".join(filter(None, (due, detail, matter.part)))


def _as_headline(screen: PackScreen, number: int) -> Message:
    """A screen that is not watched by its headline, with how sure it is, or else what it means: as
    much as a cover has room for, in whole sentences."""
    exhibit = screen.exhibit
    told = _begun(f"{exhibit.verdict} {exhibit.meaning}".strip())
    sure = any(map(str.isdigit, told))
    return Message(exhibit.headline, told if sure else _begun(screen.so_what) or told, number)


def _begun(text: str) -> str:
    kept = ""
    for sentence in text.replace(". ", ".\n").split("\n"):
        if len(kept) + len(sentence) > _LONGEST_DETAIL:
            break
        kept = f"{kept} {sentence}".strip()
    return kept


def _cover(pack: Pack, records: Records, view: View, messages: tuple[Message, ...]) -> Cover:
    whole = filters_of(view.today, DEFAULT_PERIOD, None, None, None)
    rating = exhibit(records, ExhibitRequest(RATING, whole), view)
    known = not nothing_to_show(rating)
    scores: dict[str, list[int | None]] = {}
    for theme, score in rating.frame.sort("order").select("theme", "score").iter_rows():
        scores.setdefault(theme, []).append(score)
    return Cover(
        pack.meeting.name,
        pack.meeting.day,
        pack.meeting.by,
        messages,
        tuple((theme, tuple(each)) for theme, each in scores.items()) if known else (),
        rating.headline if known else "",
        rating.subtitle if known else "",
    )


def _whole(item: PackItem) -> PackItem:
    return replace(
        item, period=DEFAULT_PERIOD, team="", about="", so_what="", owner="", due=None, against=""
    )


def _filters(pack: Pack) -> str:
    said = {
        ", ".join(filter(None, (item.team or "all teams", item.about, item.period.casefold())))
        for item in pack.items
    }
    return said.pop() if len(said) == 1 else "as each exhibit says"
