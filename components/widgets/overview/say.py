"""What to say to the board, and the five things that come next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from components import look
from components.charts.spark_line import spark_line
from components.exhibits.attention import MOST, Matter, Row
from components.exhibits.briefs.brief import People
from components.exhibits.exhibit import ALONE
from components.packs.produced_pack import NO_OWNER
from components.tokens import Signal, Surface
from vocabulary.attention import STAKES, SURENESS, TIMINGS
from vocabulary.shown import escape
from vocabulary.wording import counted, long_date, number_word, sentence, short_date

DOTS: Final = 200
"""As many people are shown as a dot each, at most."""
ONE_LINE: Final = 42
"""Letters that fit on one line of a row; what is longer takes the line of the detail."""
_PLAIN: Final = " =:/'()"
_WIDE: Final = 370
_DOWN: Final = 12.5


def say(row: Row, rule: str, today: date) -> str:
    """The sentence for the board as HTML, with what stands behind it, until when, and whose it
    is. `rule`: why this one, as HTML."""
    matter = row.matter
    see = look.link("See the figures", matter.page, **matter.address)
    evidence = " ".join(filter(None, (matter.detail.rstrip(".") + "." if matter.detail else "",
                                      matter.part)))  # fmt: skip
    return (
        '<section class="say" aria-label="Say this to the board"><div class="say-words">'
        f'<p class="say-label">Say this to the board {rule}</p>'
        f'<p class="say-this">{escape(_full(matter))}</p></div>'
        f'<div class="say-picture">{_picture(row)}</div>'
        f'<dl class="say-evidence"><dt>Evidence {see}</dt><dd>{escape(evidence)}</dd></dl>'
        f"<dl><dt>Deadline</dt><dd>{_deadline(row, today)}</dd></dl>"
        f"<dl><dt>Owner</dt><dd>{escape(row.owner or NO_OWNER)}</dd></dl></section>"
    )


def _full(matter: Matter) -> str:
    """A measure's name alone is no sentence: its figure and what became of it belong to it."""
    if matter.page == ALONE:
        return matter.text
    figure, _, says = matter.detail.partition(", ")
    return f"{matter.text}: {figure}, {says}" if says else f"{matter.text}: {figure}"


def _deadline(row: Row, today: date) -> str:
    if row.due is None:
        return f"{look.signal('attention')} Past due" if row.past else "No date set"
    days = (row.due - today).days
    if days < 0:
        return f"{look.signal('attention')} <b>Past due</b>, {long_date(row.due)}"
    left = "today" if days == 0 else f"in {counted(days, 'day')}"
    day = f"{row.due:%-d %B}" if row.due.year == today.year else long_date(row.due)
    return f"<b>{row.due:%A} {day}, {left}</b>"


def _picture(row: Row) -> str:
    people = row.people
    if people is not None and 0 < people.have + people.lack <= DOTS:
        return _dots(people)
    return _spark(row) if row.months else ""


def _dots(people: People) -> str:
    """One dot a person: filled where it is done, hollow where it is not yet."""
    many = people.have + people.lack
    rows = 3 if many <= 3 * 36 else 5
    columns = -(-many // rows)
    pitch = min(10.25, (_WIDE - 10) / max(columns - 1, 1))
    down = _DOWN if rows == 3 else 8.0
    size = 4.3 if rows == 3 else 3.2
    marks = []
    for at in range(many):
        across, deep = 5 + at // rows * pitch, 5 + at % rows * down
        marks.append(
            f'<circle cx="{across:.1f}" cy="{deep:.1f}" r="{size}" fill="{Signal.BRAND}"/>'
            if at < people.have
            else f'<circle cx="{across:.1f}" cy="{deep:.1f}" r="{size - 0.7:.1f}" '
            f'fill="{Surface.PAPER}" stroke="{Signal.ATTENTION}" stroke-width="1.4"/>'
        )
    high = 10 + (rows - 1) * down
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{high:.0f}" '
        f'viewBox="0 0 {_WIDE} {high:.0f}">{"".join(marks)}</svg>'
    )
    said = f"{many} {people.who}: {people.have} done, {people.lack} not yet"
    return (
        f'<p class="dots-labels"><b>{people.have} done</b>'
        f"<b>{look.signal('attention')} {people.lack} not yet</b></p>"
        f'<img class="people-dots" alt="{escape(said)}" '
        f'src="data:image/svg+xml,{quote(svg, safe=_PLAIN)}">'
        f'<p class="source">One dot is one of the {escape(people.who)}, at the '
        f"{escape(people.counted)}</p>"
    )


def next_rows(rows: Sequence[Row], since: date) -> str:
    """What comes next as HTML, most serious first: each with its months in their usual range, what
    it was at the last board, whose it is and until when."""
    if not rows:
        return ""
    head = (
        '<div class="next-head" aria-hidden="true">'
        '<span></span><span><i class="usual-key"></i>Usual range</span>'
        f"<span>Since {since:%-d %b}</span><span>Owner</span><span>Due</span></div>"
    )
    title = f"Next {number_word(len(rows))}, most serious first" if len(rows) > 1 else "Next"
    return (
        f'<section class="next"><h2>{title}</h2>{head}<ol>{"".join(map(_row, rows))}</ol></section>'
    )


def _row(row: Row) -> str:
    matter = row.matter
    long = " next-long" if len(matter.text) > ONE_LINE else ""
    detail = f'<span class="muted">{escape(matter.detail.rstrip("."))}</span>'
    part = f'<span class="muted">{escape(matter.part)}</span>' if matter.part else ""
    change = f"<b>{escape(row.change)}</b>" if row.change else ""
    was = f'<span class="muted">{escape(row.was)}</span>' if row.was else ""
    if not (change or was):
        was = '<span class="muted">Not known then</span>'
    return (
        f'<li class="next-row">{look.signal("attention")}'
        f'<span class="next-text{long}">{look.link(matter.text, matter.page, **matter.address)}'
        f"{part or detail}</span>"
        f'<span class="next-spark">{_spark(row)}</span>'
        f'<span class="next-since"><span class="aside">Since the last board: </span>'
        f"{change}{was}</span>"
        f'<span class="next-owner"><span class="aside">Owner: </span>'
        f"{escape(row.owner or NO_OWNER)}</span>"
        f'<span class="next-due"><span class="aside">Due: </span>{_due(row)}</span></li>'
    )


def _due(row: Row) -> str:
    under = ""
    if row.action:
        under = f'<span class="muted">{escape(row.action)}</span>'
    if row.past:
        return f'<span class="past">{look.signal("attention")} Past due</span>{under}'
    return f"{short_date(row.due)}{under}" if row.due else "No date set"


def _spark(row: Row) -> str:
    months = row.months
    if months is None:
        return '<span class="muted">No monthly figure</span>'
    drawn = spark_line(months.figures, months.lowers, months.uppers, months.meaning)
    if not drawn:
        return ""
    known = [each for each in months.figures if each is not None]
    said = f"{sentence(counted(len(known), 'month'))} in a row, the newest marked"
    lower, upper = months.lowers[-1], months.uppers[-1]
    if lower is not None and upper is not None:
        inside = lower <= known[-1] <= upper
        said += f": {'within' if inside else 'outside'} the usual range"
    return (
        f'<img class="spark" alt="{escape(said)}" '
        f'src="data:image/svg+xml,{quote(drawn, safe=_PLAIN)}">'
    )


def why(matters: Sequence[Matter]) -> str:
    """Why this one, and why the others after it: a box with the rule and each one's points."""
    rows = "".join(
        f'<tr><th scope="row">{escape(each.text)}</th>'
        f'<td class="num">{each.stake:d}</td><td class="num">{each.sureness:d}</td>'
        f'<td class="num">{each.timing:d}</td><td class="num"><b>{each.points}</b></td></tr>'
        for each in matters[:MOST]
    )
    heads = "".join(
        f'<th scope="col" class="num">{name}</th>'
        for name in ("At stake", "How sure", "When", "Points")
    )
    table = (
        f'<table class="statement-table"><thead><tr><th scope="col">What</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    body = (
        '<div class="why"><h2>Why this one</h2>'
        "<p>Everything that needs attention gets points for what is at stake, how sure it is, and "
        "when. Most points come first; of as many, what is due soonest. At most two measures stand "
        "among the six. The order is a choice, not a measurement.</p>"
        f"<dl>{_points('At stake', STAKES)}{_points('How sure', SURENESS)}"
        f"{_points('When', TIMINGS)}</dl>"
        f"{look.scrolled('Points', table)}</div>"
    )
    return look.pop_up("Why this one", body, key="why_this_one", wide=True)


def _points(name: str, words: Mapping[Any, str]) -> str:
    said = "; ".join(f"{points:d} {text}" for points, text in words.items())
    return f"<dt>{name}</dt><dd>{escape(said)}</dd>"
