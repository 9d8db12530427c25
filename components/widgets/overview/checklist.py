"""What a new council does first: five steps, what each opens, and which one is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from components import look
from components.exhibits.memo import memo
from components.exhibits.records import Records
from vocabulary.findings import CodedBy
from vocabulary.nature import Nature
from vocabulary.ratings import ScoreKind
from vocabulary.shown import escape
from vocabulary.wording import agree, counted, number_word, sentence

NOT_TABLES: Final = frozenset(
    {
        "score", "finding", "rating", "theme", "indicator_definition", "published_edition", "pack",
        "edition", "council", "comparator", "seldom_heard", "event", "review", "recipe",
        "column_name", "closed_period", "characteristic", "judgement", "expected_assessment",
    }
)  # fmt: skip
"""What comes with the product, with the report, or from working here: no table of a council's."""


@dataclass(frozen=True)
class Step:
    """A step to the first board. what: as one would say it. how: what is needed. pages, opens: the
    pages it opens, and what they show. minutes: how long it takes. done: whether it is. action,
    address, query: where it is done."""

    what: str
    how: str
    pages: str
    opens: str
    minutes: int
    done: bool
    action: str
    address: str
    query: tuple[tuple[str, str], ...] = ()


def steps(records: Records) -> tuple[Step, ...]:
    """The five steps, in order, with which are done by the council's records."""
    return memo(records, _steps)


def _steps(records: Records) -> tuple[Step, ...]:
    scores, findings = records["score"], records["finding"]
    known = scores.filter(pl.col("score").is_not_null())
    unread = findings.filter(pl.col("coded_by") == CodedBy.RULE).height
    tables = any(map(_own, (records[name] for name in _tables(records))))
    files = (("do", "Bring in files"),)
    left = f"{counted(unread, 'finding')} still to read." if unread else "Each with its sentence."
    return (
        Step(
            "Bring in your CQC report",
            "The published PDF, or nine scores by hand.",
            "Overview, Statements, Compare",
            "Rating, nine scores, findings",
            5,
            known.filter(pl.col("kind") == ScoreKind.PUBLISHED).height > 0,
            "Bring it in", "data", files,
        ),
        Step(
            "Read how its findings were sorted",
            left,
            "Themes, Statements",
            "What the regulator found, by theme",
            15,
            findings.height > 0 and unread == 0,
            "Read them", "evidence",
        ),
        Step(
            "Bring in a first table of your own",
            "Training, complaints or the improvement plan, as you have it.",
            "Learning, Complaints, Plan",
            "What stands out, what is late",
            10,
            tables,
            "Bring it in", "data", files,
        ),
        Step(
            "Say how you see yourselves",
            "Your own score of each statement, with why.",
            "Overview, Statements",
            "Our view beside CQC’s, and where they part",
            10,
            known.filter(pl.col("kind") == ScoreKind.SELF_ASSESSED).height > 0,
            "Enter scores", "record", (("dataset", "score"),),
        ),
        Step(
            "Keep your first board pack",
            "A cover, a claim on each screen, and what you ask.",
            "Board",
            "Slides, a PDF, and what changed since",
            10,
            records["edition"].height > 0,
            "Choose a pack", "board",
        ),
    )  # fmt: skip


def _tables(records: Records) -> list[str]:
    filled = records.freshness.filter(pl.col("rows") > 0).get_column("dataset")
    return [name for name in filled if name not in NOT_TABLES]


def _own(frame: pl.DataFrame) -> bool:
    """Whether the council itself brought any of it in: what is published came with the product."""
    return bool((frame["nature"] != Nature.PUBLISHED).any())


def left_sentence(todo: Sequence[Step]) -> str:
    """The headline of a council that has brought in nothing yet."""
    left = [step for step in todo if not step.done]
    many = agree(len(left), "step", "steps")
    return f"{sentence(number_word(len(left)))} {many} to your first board paper"


def progress(todo: Sequence[Step]) -> str:
    """How far one is, as HTML."""
    done = sum(step.done for step in todo)
    minutes = sum(step.minutes for step in todo if not step.done)
    bars = "".join(f'<i class="{"f" if at < done else ""}"></i>' for at in range(len(todo)))
    left = f"About {minutes} minutes left." if minutes else ""
    return (
        f'<p class="progress"><span class="progress-bars" aria-hidden="true">{bars}</span>'
        f"<span><b>{done} of {len(todo)} done.</b> {left} Stop at any step and come back: nothing "
        "is lost.</span></p>"
    )


def checklist(todo: Sequence[Step]) -> str:
    """The steps as HTML: done ones short, the next one marked."""
    first = next((at for at, step in enumerate(todo) if not step.done), -1)
    lines = "".join(_step(at, step, now=at == first) for at, step in enumerate(todo))
    head = (
        '<div class="checklist-head" aria-hidden="true"><span></span><span>Step</span>'
        "<span>What it opens</span><span>Time</span><span></span></div>"
    )
    return f'<section class="checklist">{head}<ol>{lines}</ol></section>'


def _step(at: int, step: Step, *, now: bool) -> str:
    state = "done" if step.done else "now" if now else ""
    mark = look.signal("improved") if step.done else f'<span class="step-no">{at + 1}</span>'
    time = "Done" if step.done else f"{step.minutes} min"
    how = "" if step.done else f"<p>{escape(step.how)}</p>"
    act = (
        ""
        if step.done
        else f'<a class="{"button" if now else "button button-quiet"}" data-page '
        f'href="{look.href(step.address, **dict(step.query))}">{escape(step.action)}</a>'
    )
    return (
        f'<li class="checklist-step {state}"{" aria-current=step" if now else ""}>{mark}'
        f"<div><h2>{escape(step.what)}</h2>{how}</div>"
        f"<div><b>{escape(step.pages)}</b><span>{escape(step.opens)}</span></div>"
        f'<span class="step-time">{time}</span><span class="step-act">{act}</span></li>'
    )


def beside() -> str:
    """What is there from the start, and what to know before one begins, as HTML."""
    return (
        "<aside><section><h2>Ready now</h2><ul class='side-notes'>"
        f"<li>{look.link('Compare', 'compare')}"
        "<span>What CQC published of other councils, each with its date</span></li>"
        f"<li>{look.link('An invented council', 'data', do='Stores')}"
        "<span>Every page filled with invented records</span></li></ul></section>"
        "<section><h2>Before you start</h2><ul class='side-notes'>"
        "<li>Files with names or addresses of people are refused"
        "<span>Remove those columns, or leave them out</span></li>"
        "<li>Every file can be taken back whole"
        "<span>History keeps who brought in what, and when</span></li></ul></section></aside>"
    )
