"""If they assessed us today: each line in words, and which side it is on, worked out anew."""

from __future__ import annotations

from datetime import date
from typing import Final

from components.exhibits.assessed_today.today import evidence_of
from tests.components.exhibits.claims.told import Texts, Told
from tests.components.exhibits.claims.words import Row, day, many, month, word

FOR: Final = {
    "better", "better since an event", "better than the year before",
    "an action is shown to have helped", "a check found practice improved",
    "a review found a strength", "a review scored it higher",
    "a smaller share upheld than before", "found short less often than before",
    "more often than before",
    "embedded, and a check shows it", "checked, and practice improved", "something changed",
    "taken up, and it showed something",
}  # fmt: skip
AGAINST: Final = {
    "worse", "worse since an event", "worse than the year before", "no action answers it",
    "its action is overdue", "closed, nothing shows that it helped", "a review scored it lower",
    "complaints upheld", "a larger share upheld than before", "a decision upheld",
    "found short more often than before", "less often than before",
    "checked, and practice had not improved",
    "said to be embedded, not shown", "nothing changed, and nobody was told",
}  # fmt: skip
MISSING: Final = {
    "no figure since", "newest figure is old", "no measure", "an action is under way",
    "an action on its subject, not linked", "what became of it is not recorded", "none since",
    "what they were about, or how they came out, is not recorded",
    "lessons not checked again", "what came of it is not recorded",
}  # fmt: skip
NEITHER: Final = {
    "a signal from before", "changed, and neither way is better", "as usual",
    "a review scored it the same", "within chance of before", "too few to compare",
    "nothing changed, and people were told",
}  # fmt: skip
SIDES: Final = {"For": FOR, "Against": AGAINST, "Cannot be shown": MISSING,
                "No change shown": NEITHER}  # fmt: skip
_STAFF: Final = {
    "training_for_my_role": "can get training for their role",
    "time_to_absorb": "have time to absorb what is new",
    "others_understand": "are understood by other teams",
}
_OF_MEASURES: Final = {
    "a signal from before": "as it was when assessed",
    "as usual": "as usual",
    "no figure since": "no figure since the assessment",
    "newest figure is old": "the newest figure is old",
    "better than the year before": "better than before the assessment",
    "worse than the year before": "worse than before the assessment",
    "within chance of before": "as before the assessment",
    "too few to compare": "too little to compare with before",
}
_NONE_SINCE: Final = {
    "audit": "No audit since looked at its themes",
    "voice": "Nobody has been asked about its themes since",
    "staff": "Staff have not been asked since",
}
_NOT_TOLD: Final = {
    "audit": "What audits found is not recorded",
    "voice": "What people were asked about is not recorded",
}


def line(row: Row) -> str:
    """What a line says."""
    if row["state"] == "none since":
        return _NONE_SINCE[row["kind"]]
    if row["state"].startswith("what they were about"):
        return _NOT_TOLD[row["kind"]]
    says = _OF_KIND.get(row["kind"])
    return says(row) if says else str(row["about"])


def _of_measure(row: Row) -> str:
    state, about = row["state"], row["about"]
    if state == "no measure":
        return "No measure bears on this statement"
    if state in _OF_MEASURES:
        return f"{about}: {_OF_MEASURES[state]}"
    if state.endswith("since an event"):
        return f"{about}: {state.split()[0]} since “{row['detail']}”"
    way = state if state in ("better", "worse") else "changed"
    return f"{about}: {way} since {month(row['first_day'])}"


def _of_complaints(row: Row) -> str:
    was = "was" if row["count"] == 1 else "were"
    cases = "complaint" if row["of"] == 1 else "complaints"
    return f"{row['count']} of {row['of']} {cases} decided since {was} upheld, at least in part"


def _of_ombudsman(row: Row) -> str:
    return "The ombudsman upheld a complaint" + (f" about {row['about']}" if row["about"] else "")


def _of_audits(row: Row) -> str:
    audits = "audit" if row["of"] == 1 else "audits"
    return f"{row['count']} of {row['of']} {audits} since found practice short on its themes"


def _of_staff(row: Row) -> str:
    people, about = ("person" if row["of"] == 1 else "people"), row["about"]
    said = f"say they {_STAFF[about]}" if about in _STAFF else f"agree: “{about}”"
    return f"{row['count']} of {row['of']} {people} among staff {said}"


def _of_lesson(row: Row) -> str:
    if row["state"] != "lessons not checked again":
        return str(row["about"])
    have, lessons = ("has" if row["count"] == 1 else "have"), "lesson"
    lessons += "" if row["of"] == 1 else "s"
    return f"{row['count']} of {row['of']} {lessons} {have} waited long to be checked again"


def _of_review(row: Row) -> str:
    if not row["state"].startswith("a review scored"):
        return str(row["about"])
    same = row["state"].endswith("same")
    beside = "as published" if same else f"published at {row['count_before']}"
    return f"A peer review scored it {row['count']}, {beside}"


_OF_KIND: Final = {
    "measure": _of_measure,
    "complaint": _of_complaints,
    "ombudsman": _of_ombudsman,
    "audit": _of_audits,
    "staff": _of_staff,
    "lesson": _of_lesson,
    "review": _of_review,
}


def counted(for_us: int, against: int, missing: int, when: str) -> str:
    """How many lines are on which side, in words."""
    things = many(for_us, "thing") if for_us else "nothing"
    speak = "speaks" if for_us < 2 else "speak"
    said = f"{things} {speak} for us and {word(against) if against else 'none'} against {when}"
    if not for_us and not against:
        said = f"no change is shown {when}"
    return f"{said}; {word(missing)} cannot be shown" if missing else said


def published(t: Told, statement: str) -> date | None:
    """The day the statement's newest score, or what was found on it, was published; where neither
    is known, the newest day of any."""
    days: dict[str, date] = {}
    scores = t.known["score"].filter(kind="published").rows(named=True)
    for row in scores:
        stated = row["published"] or _stated(row["published_as_stated"])
        if row["score"] is not None and stated and stated <= t.view.today:
            days[row["statement"]] = max(stated, days.get(row["statement"], date.min))
    for row in t.known["finding"].filter(source_kind="cqc_assessment").rows(named=True):
        if (
            row["published"]
            and row["published"] <= t.view.today
            and (row["statement"] not in {r["statement"] for r in scores if r["score"]})
        ):
            days[row["statement"]] = max(row["published"], days.get(row["statement"], date.min))
    ids = set(t.known.framework.ids)
    return days.get(statement, max((d for s, d in days.items() if s in ids), default=None))


def _stated(text: str | None) -> date | None:
    if not text or len(text) not in (4, 7):
        return None
    return date.fromisoformat(f"{text}-01-01"[:10])


def _from(t: Told, statement: str, row: Row) -> str:
    named = {
        "published": "the day the assessment was published",
        "month": "the first of the month the assessment was published in",
        "year": "the first of the year the assessment was published in",
    }
    found = published(t, statement)
    if found is None:
        back = date.fromordinal(t.view.today.toordinal() - 365)
        said = f"{day(back)}, 12 months ago, because no published assessment is on record"
    else:
        said = f"{day(found)}, {named[row['basis']]}"
    return f"Counted from {said}, {t.view.council}"


def _of_all(t: Told, statement: str) -> Row:
    [row] = [each for each in t.others["assessed_today_all"].frame.rows(named=True)
             if each["statement"] == statement]  # fmt: skip
    return row


def _all_subtitle(t: Told) -> str:
    days = {published(t, row["statement"]) for row in t.rows}
    if days == {None}:
        said = "No published assessment is on record, so the last 12 months are shown"
        return f"{said}, {t.view.council}"
    if len(days) == 1 and len({row["basis"] for row in t.rows}) == 1:
        return _from(t, t.rows[0]["statement"], t.rows[0])
    number = many(len(days), "day")
    return f"Counted from when each was published, {number} in all, {t.view.council}"


def _worse(rows: list[Row]) -> list[str]:
    found = [row for row in rows if row["state"] in ("worse", "worse since an event")]
    found.sort(key=lambda row: (-row["first_day"].toordinal(), line(row)))
    return list(dict.fromkeys(map(line, found)))


def _alternative(t: Told) -> str:
    said = []
    for side, states in SIDES.items():
        lines = [line(row).rstrip(".") for row in t.rows if row["state"] in states]
        if lines:
            said.append(f"{side}: {'; '.join(lines)}.")
    return " ".join(said)


def _every_line(t: Told) -> list[Row]:
    """The lines of every statement, as the page of each shows them."""
    return evidence_of(t.known, t.view).lines.rows(named=True)


def _counts(rows: list[Row], statement: str) -> tuple[int, int, int]:
    own = [row["state"] for row in rows if row["statement"] == statement]
    return tuple(sum(s in side for s in own) for side in (FOR, AGAINST, MISSING))  # type: ignore[return-value]


def _all_alternative(t: Told) -> str:
    rows, said = _every_line(t), []
    for statement in t.known.framework.statements:
        for_us, against, missing = _counts(rows, statement.id)
        said.append(f"{statement.name}: {for_us} for, {against} against, {missing} cannot be shown")
    return "; ".join(said)


def _all_worse(t: Told) -> str:
    found = _worse(_every_line(t))
    left = len(found) - 3
    parts = found[:3] + ([f"{left} more"] if left > 0 else [])
    return f"{'; '.join(parts)}." if parts else ""


TEXTS: Texts = {
    "assessed_today": {
        "subtitle": lambda t: _from(t, "learning", _of_all(t, "learning")),
        "verdict": lambda t: "Newest signal for the worse:" if _worse(t.rows) else "",
        "meaning": lambda t: f"{_worse(t.rows)[0]}." if _worse(t.rows) else "",
        "alternative": _alternative,
    },
    "assessed_today_all": {
        "subtitle": _all_subtitle,
        "verdict": lambda t: "Newest signals for the worse:" if _all_worse(t) else "",
        "meaning": _all_worse,
        "alternative": _all_alternative,
    },
}
