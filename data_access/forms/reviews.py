"""A quality-assurance review in the ledger: begun, noted in, paused, finished.

Every note is one append, together with the finding, lesson or action it becomes, so that a lost
connection loses no more than the words not yet sent. Two reviewers' notes get numbers of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from data_access.datasets import ACTION, FINDING, LEARNING, REVIEW, REVIEW_NOTE, Dataset
from data_access.errors import ConflictError
from data_access.forms.record import Problem, RecordError, as_entered, check_record, record_row
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.principal import require
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from vocabulary.principal import Permission, Principal
from vocabulary.wording import entered_date

_TRIES = 20  # how many reviewers may be faster with one note before we give up


@dataclass(frozen=True)
class Note:
    """What a reviewer writes down.

    kind: observation, lesson, action or decision. about: reference of an audit or lesson.
    statement, polarity: for an observation, which becomes a finding. owner, due: for an action.
    """

    kind: str
    text: str
    about: str = ""
    team: str = ""
    themes: tuple[str, ...] = ()
    statement: str = "learning"
    polarity: str = "shortfall"
    owner: str = ""
    due: str = ""


def begin_review(
    store: Store, authority: str, chosen: Mapping[str, str], *, day: date, principal: Principal
) -> str:
    """Begin a review and return its reference, the next free one.

    `chosen`: text per field (period, team, practice_areas joined by semicolons, sample_size, seed,
    purpose). An empty seed is the review's reference. Raises RecordError naming what is wrong.
    """
    require(principal, Permission.REVIEW, authority)
    for attempt in range(_TRIES):
        taken = snapshot(authority, principal=principal, store=store)["review"]
        number = max((_number(r) for r in taken.get_column("reference")), default=0) + 1
        reference = f"R-{number:03}"
        entered = {
            **chosen,
            "reference": reference,
            "opened": entered_date(day),
            "state": "open",
            "seed": (chosen.get("seed") or "").strip() or reference,
        }
        try:
            record_row(store, REVIEW, authority, entered, based_on=None, principal=principal)
        except ConflictError:
            if attempt == _TRIES - 1:
                raise
        else:
            return reference
    raise AssertionError("unreachable")


def change_review(
    store: Store,
    authority: str,
    row: Mapping[str, object],
    changes: Mapping[str, str],
    *,
    principal: Principal,
) -> None:
    """Record a change of a review's row (`row`: the version looked at, with row_id).

    Raises RecordError, or ConflictError if another reviewer changed the review in the meantime.
    """
    based_on = row["row_id"]
    record_row(
        store,
        REVIEW,
        authority,
        {**as_entered(REVIEW, row), **changes},
        based_on=based_on if isinstance(based_on, int) else None,
        principal=principal,
    )


def add_note(
    store: Store, authority: str, review: str, note: Note, *, day: date, principal: Principal
) -> int:
    """Note something in a review, with what it becomes, and return the note's number.

    An observation becomes a finding of a practice review, a lesson a lesson (its origin the audit
    it is about), an action an action of the plan; a decision stays in the minutes. All land
    together or not at all. Raises RecordError naming what is wrong; LookupError if there is no such
    review; DataError if it is finished.
    """
    require(principal, Permission.REVIEW, authority)
    for attempt in range(_TRIES):
        known = snapshot(authority, principal=principal, store=store)
        rows = known["review"].filter(pl.col("reference") == review)
        if rows.is_empty():
            raise LookupError(f"there is no review {review}")
        begun = rows.row(0, named=True)
        if begun["state"] == "finished":
            raise RecordError([Problem(None, f"Review {review} is finished: nothing is added.")])
        notes = known["review_note"].filter(pl.col("review") == review).get_column("number")
        number = (notes.max() or 0) + 1  # type: ignore[operator]
        about = _kind_of(known, note.about)
        entries = _entries(authority, begun, note, about, int(number), day)
        try:
            append(
                store,
                entries,
                principal=principal,
                source_name=f"Practice review {review}, note {number}",
                action=Action.FORM,
            )
        except ConflictError:
            if attempt == _TRIES - 1:
                raise
        else:
            return int(number)
    raise AssertionError("unreachable")


def _entries(
    authority: str,
    review: Mapping[str, object],
    note: Note,
    about: str | None,
    number: int,
    day: date,
) -> list[Entry]:
    reference = str(review["reference"])
    became = {
        "observation": f"Practice review {reference}, note {number}",
        "lesson": f"{reference}-L{number}",
        "action": f"{reference}-A{number}",
    }.get(note.kind, "")
    themes = "; ".join(note.themes)
    rows: list[tuple[Dataset, dict[str, str | None]]] = [
        (
            REVIEW_NOTE,
            {
                "review": reference,
                "number": str(number),
                "noted": entered_date(day),
                "kind": note.kind,
                "text": note.text,
                "about": note.about,
                "team": note.team,
                "themes": themes,
                "became": became,
            },
        )
    ]
    if note.kind == "observation":
        rows.append((FINDING, _finding(review, note, number, became, themes)))
    elif note.kind == "lesson":
        rows.append(
            (
                LEARNING,
                {
                    "reference": became,
                    "origin": "audit" if about == "audit" else "other",
                    "origin_reference": note.about or f"Practice review {reference}",
                    "found": entered_date(day),
                    "lesson": note.text,
                    "themes": themes,
                    "team": note.team,
                    "owner": note.owner,
                },
            )
        )
    elif note.kind == "action":
        rows.append(
            (
                ACTION,
                {
                    "reference": became,
                    "action": note.text,
                    "answers_kind": about,
                    "answers": note.about if about else "",
                    "statement": note.statement,
                    "themes": themes,
                    "team": note.team,
                    "owner": note.owner,
                    "opened": entered_date(day),
                    "due": note.due,
                },
            )
        )
    problems: list[Problem] = []
    entries = []
    for dataset, entered in rows:
        row, wrong = check_record(dataset, authority, entered)
        problems += [problem for problem in wrong if problem not in problems]
        entries.append(Entry(dataset, row.with_columns(based_on=pl.lit(None, dtype=pl.Int64))))
    if problems:
        raise RecordError(problems)
    return entries


def _finding(
    review: Mapping[str, object], note: Note, number: int, became: str, themes: str
) -> dict[str, str | None]:
    opened = review["opened"]
    assert isinstance(opened, date)
    return {
        "source_kind": "practice_review",
        "published": entered_date(opened),
        "statement": note.statement,
        "section": f"Practice review {review['reference']}",
        "paragraph": str(max(1, _number(str(review["reference"])))),
        "sentence": str(number),
        "text": note.text,
        "paraphrased": "No",
        "polarity": note.polarity,
        "category": "processes",
        "themes": themes,
        "coded_by": "person",
        "reference": became,
    }


def _kind_of(known: Snapshot, reference: str) -> str | None:
    """What a reference is the reference of: an audit, a lesson, a finding, or nothing on record."""
    for name in ("audit", "learning", "finding"):
        if reference and reference in known[name].get_column("reference"):
            return name
    return None


def _number(reference: str) -> int:
    digits = "".join(letter for letter in reference if letter.isdigit())
    return int(digits) if digits else 0
