"""A pack's cover: the meeting, where the council stands, and what there is to know."""

from __future__ import annotations

from urllib.parse import quote

from components.look.marks import HIGHEST_SCORE, link
from components.packs.produced_pack import Cover, Message, ProducedPack
from components.tokens import Surface, Tint
from components.widgets.presenting.around import framed
from vocabulary.shown import escape
from vocabulary.wording import agree, number_word, sentence, weekday_date


def cover_screen(pack: ProducedPack) -> None:
    """Draw the cover."""
    cover = pack.cover
    day = f'<p class="present-day">{weekday_date(cover.day)}</p>' if cover.day else ""
    by = f'<p class="present-by">{escape(cover.by)}</p>' if cover.by else ""
    said = "".join(_message(pack, number, each) for number, each in enumerate(cover.messages, 1))
    framed(
        pack,
        1,
        f'<div class="present-panel"><p class="present-council">{escape(pack.council)}</p>'
        f"<h1>{escape(cover.meeting or pack.title)}</h1>{day}{by}"
        f'<div class="present-rating">{_rating(cover)}</div></div>'
        f'<div class="present-messages"><h2>{escape(cover.opening(len(pack.asks)))}</h2>'
        f"<ol>{said}</ol></div>",
        kind="present-cover",
    )


def _message(pack: ProducedPack, number: int, message: Message) -> str:
    text = escape(message.text)
    if message.screen:
        text = link(message.text, "present", pack=pack.title, screen=str(message.screen))
    decision = f"Decision {message.decision}" if message.decision else ""
    why = " ".join(filter(None, (message.detail, decision)))
    more = f'<p class="present-why">{escape(why)}</p>' if why else ""
    return f'<li><b>{number}</b><div><p class="present-message">{text}</p>{more}</div></li>'


def _rating(cover: Cover) -> str:
    if not cover.scores:
        return ""
    return (
        f'<img alt="{escape(scores_in_words(cover))}" src="{_pips(cover)}">'
        f"<p>{escape(cover.rating)}</p>"
    )


def scores_in_words(cover: Cover) -> str:
    """ "Nine scores: 3, 3, 2, not known … of 4"."""
    scores = [score for _, each in cover.scores for score in each]
    many = f"{sentence(number_word(len(scores)))} {agree(len(scores), 'score', 'scores')}"
    told = ", ".join(str(score) if score else "not known" for score in scores)
    return f"{many}: {told} of {HIGHEST_SCORE}"


_WIDE, _TALL, _STEP, _BETWEEN = 24, 8, 12, 14


def _pips(cover: Cover) -> str:
    """Four bars a score, the themes apart, as a picture on the panel's ground. A score that is not
    known is dashed."""
    bars, left = [], 1.0
    for _, scores in cover.scores:
        for score in scores:
            for number in range(HIGHEST_SCORE):
                top = 1 + (HIGHEST_SCORE - 1 - number) * _STEP
                drawn = (
                    f'fill="{Surface.PAPER}"'
                    if number < (score or 0)
                    else f'fill="none" stroke="{Tint.THIRD}"'
                    + ("" if score else ' stroke-dasharray="3 3"')
                )
                bars.append(
                    f'<rect x="{left}" y="{top}" width="{_WIDE}" height="{_TALL}" rx="1" {drawn}/>'
                )
            left += _WIDE + 6
        left += _BETWEEN
    wide, tall = left - _BETWEEN - 5, HIGHEST_SCORE * _STEP - 2
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" width="{wide}" '
        f'height="{tall}">{"".join(bars)}</svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe=" =:/'()")
