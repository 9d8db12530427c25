"""A line of evidence in words: what it says, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from components.exhibits.indicators.judged import figure_in_words
from measures.assessed_today.line import State
from measures.learning.learning_loop import NotEvidenced
from measures.process_control.special_causes import SpecialCause
from measures.statistics.comparison_wording import DifferenceVerdict
from vocabulary.assessed_today import EvidenceKind
from vocabulary.findings import SourceKind
from vocabulary.training import QUESTION_OF_STAFF
from vocabulary.wording import (
    agree,
    counted,
    long_date,
    month_and_year,
    none_or,
    number_of,
    number_word,
    within,
)

Row = Mapping[str, Any]
_Says = Callable[[Row], str]


def line_text(row: Row) -> str:
    """What a line of `measures.assessed_today.evidence` says."""
    says = _OF_KIND.get((row["kind"], row["state"])) or _TEXTS.get(row["state"])
    return says(row) if says else str(row["about"])


def line_sure(row: Row) -> str:
    """How sure it is, or where it stands, as a sentence."""
    says = _SURE_OF_KIND.get((row["kind"], row["state"])) or _SURE.get(row["state"])
    return says(row) if says else ""


def _since(word: str) -> _Says:
    return lambda row: f"{row['about']}: {word} since {month_and_year(row['first_day'])}"


def _named(text: str) -> _Says:
    return lambda row: text.format(**row)


def _plain(text: str) -> _Says:
    return lambda row: text


def _upheld(row: Row) -> str:
    return (
        f"{row['count']:,} of {number_of(row['of'], 'complaint')} decided since "
        f"{agree(row['count'], 'was', 'were')} upheld, at least in part"
    )


_TEXTS: Final[Mapping[str, _Says]] = {
    State.BETTER: _since("better"),
    State.WORSE: _since("worse"),
    State.NEITHER_BETTER: _since("changed"),
    State.BETTER_SINCE_EVENT: _named("{about}: better since “{detail}”"),
    State.WORSE_SINCE_EVENT: _named("{about}: worse since “{detail}”"),
    State.BETTER_YEAR: _named("{about}: better than before the assessment"),
    State.WORSE_YEAR: _named("{about}: worse than before the assessment"),
    State.SIGNAL_BEFORE: _named("{about}: as it was when assessed"),
    State.AS_USUAL: _named("{about}: as usual"),
    State.NO_FIGURE_SINCE: _named("{about}: no figure since the assessment"),
    State.OLD_FIGURE: _named("{about}: the newest figure is old"),
    State.NO_MEASURE: _plain("No measure bears on this statement"),
    State.SCORED_HIGHER: _named("A peer review scored it {count}, published at {count_before}"),
    State.SCORED_LOWER: _named("A peer review scored it {count}, published at {count_before}"),
    State.SCORED_THE_SAME: _named("A peer review scored it {count}, as published"),
    State.UPHELD: _upheld,
    State.MORE_UPHELD: _upheld,
    State.FEWER_UPHELD: _upheld,
    State.DECISION_UPHELD: lambda row: (
        "The ombudsman upheld a complaint" + (f" about {row['about']}" if row["about"] else "")
    ),
    State.NOT_CHECKED: lambda row: (
        f"{row['count']} of {number_of(row['of'], 'lesson')} "
        f"{agree(row['count'], 'has', 'have')} waited long to be checked again"
    ),
}


def _short_audits(row: Row) -> str:
    return (
        f"{row['count']:,} of {number_of(row['of'], 'audit')} since found practice short on its "
        "themes"
    )


def _staff_agree(row: Row) -> str:
    asked = QUESTION_OF_STAFF.get(row["about"])
    said = f"say they {within(asked)}" if asked else f"agree: “{row['about']}”"
    return f"{row['count']:,} of {number_of(row['of'], 'person', 'people')} among staff {said}"


_SHARES: Final = (
    State.MORE_OFTEN, State.LESS_OFTEN, State.SHORT_MORE_OFTEN, State.SHORT_LESS_OFTEN,
    State.WITHIN_CHANCE, State.TOO_FEW,
)  # fmt: skip
_OF_KIND: Final[Mapping[tuple[str, str], _Says]] = {
    **{(EvidenceKind.AUDIT, state): _short_audits for state in _SHARES},
    **{(EvidenceKind.STAFF, state): _staff_agree for state in _SHARES},
    (EvidenceKind.MEASURE, State.WITHIN_CHANCE): _named("{about}: as before the assessment"),
    (EvidenceKind.MEASURE, State.TOO_FEW): _named("{about}: too little to compare with before"),
    (EvidenceKind.AUDIT, State.NONE_SINCE): _plain("No audit since looked at its themes"),
    (EvidenceKind.VOICE, State.NONE_SINCE): _plain("Nobody has been asked about its themes since"),
    (EvidenceKind.STAFF, State.NONE_SINCE): _plain("Staff have not been asked since"),
    (EvidenceKind.AUDIT, State.NOT_TOLD): _plain("What audits found is not recorded"),
    (EvidenceKind.VOICE, State.NOT_TOLD): _plain("What people were asked about is not recorded"),
}


_OF_SIGNALS: Final = (State.BETTER, State.WORSE, State.NEITHER_BETTER)
_CAUSES: Final[Mapping[str, str]] = {
    SpecialCause.ABOVE_LIMIT: "above the usual range",
    SpecialCause.BELOW_LIMIT: "below the usual range",
    SpecialCause.SHIFT_ABOVE: "seven or more in a row above the average",
    SpecialCause.SHIFT_BELOW: "seven or more in a row below the average",
    SpecialCause.TREND_INCREASING: "risen six times or more in a row",
    SpecialCause.TREND_DECREASING: "fallen six times or more in a row",
    SpecialCause.TWO_IN_THREE_ABOVE: "two of the last three near the top of the usual range",
    SpecialCause.TWO_IN_THREE_BELOW: "two of the last three near the bottom of the usual range",
}


def _newest(row: Row) -> str:
    """The newest figure, and for a signal what it is told by."""
    if row["figure_day"] is None:
        return ""
    said = f"Newest figure: {figure_in_words(row)}, {month_and_year(row['figure_day'])}"
    if row["state"] in _OF_SIGNALS and row["special_cause"]:
        if row["first_day"] == row["figure_day"]:
            said += ", the first in which it shows"
        said += f"; {_CAUSES[row['special_cause']]}"
    few = " The usual range rests on few figures yet." if row["provisional"] else ""
    return f"{said}.{few}"


def _against_before(words: str) -> _Says:
    def says(row: Row) -> str:
        return f"{words}: {row['count_before']:,} of {row['of_before']:,} before."

    return says


def _signal_before(row: Row) -> str:
    return _then(f"The signal began in {month_and_year(row['first_day'])}.", _newest(row))


def _first_shown(row: Row) -> str:
    return _then(f"First shown in {month_and_year(row['first_day'])}.", _newest(row))


def _then(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _compared(row: Row) -> str:
    """Why upheld complaints speak against though their share is none that stands out."""
    if row["detail"] == DifferenceVerdict.WITHIN_CHANCE:
        return f"Within chance of before: {row['count_before']:,} of {row['of_before']:,}."
    return f"Too few to compare with before: {row['count_before']:,} of {row['of_before']:,}."


def _ended(text: object) -> str:
    return f"{str(text).rstrip('.')}."


def _due(row: Row) -> str:
    due = "when it is due is not recorded"
    if row["first_day"]:
        due = f"due {long_date(row['first_day'])}"
    return f"Action {row['detail']} is under way, {due}; nothing shows a change yet."


def _late(row: Row) -> str:
    return f"Action {row['detail']} was due {long_date(row['first_day'])}, and is still open."


def _why_only_said(row: Row) -> str:
    why = {
        NotEvidenced.NO_CHECK: "no check is on record",
        NotEvidenced.CHECKED_BEFORE_CHANGE: "it was checked only before the change",
    }
    return f"Said to be embedded, but {why.get(row['detail'], row['detail'])}."


_BEYOND, _WITHIN = "More than chance explains", "Within chance"
_SURE: Final[Mapping[str, _Says]] = {
    **dict.fromkeys(
        (
            State.BETTER,
            State.WORSE,
            State.NEITHER_BETTER,
            State.AS_USUAL,
            State.OLD_FIGURE,
            State.NO_FIGURE_SINCE,
        ),
        _newest,
    ),
    State.BETTER_SINCE_EVENT: _first_shown,
    State.WORSE_SINCE_EVENT: _first_shown,
    State.BETTER_YEAR: _against_before(_BEYOND),
    State.WORSE_YEAR: _against_before(_BEYOND),
    State.SIGNAL_BEFORE: _signal_before,
    State.NO_MEASURE: _plain("Bring in a scorecard, or declare a measure for it."),
    State.PROVED_BY_ACTION: lambda row: f"Action closed: {_ended(row['detail'])}",
    State.PROVED_BY_LESSON: _named(
        "Lesson {detail} was checked: practice had improved, at least in part."
    ),
    State.UNANSWERED: _plain("No action names it."),
    State.LATE: _late,
    State.CLOSED_UNPROVED: _named("Action {detail} is closed; nothing shows that it helped."),
    State.UNDER_WAY: _due,
    State.NOT_LINKED: _plain("An action on its subject is not linked to it."),
    State.NOT_RECORDED: _plain("What became of it is not recorded."),
    State.FOUND_STRONG: lambda row: (
        f"A strength, by a {within(SourceKind.labels().get(row['detail'], 'review'))}."
    ),
    State.SCORED_HIGHER: _plain("One review's view."),
    State.SCORED_LOWER: _plain("One review's view."),
    State.SCORED_THE_SAME: _plain("One review's view."),
    State.UPHELD: _compared,
    State.MORE_UPHELD: _against_before("A larger share than chance explains"),
    State.FEWER_UPHELD: _against_before("A smaller share than chance explains"),
    State.DECISION_UPHELD: _named("Complaint {reference}."),
    State.MORE_OFTEN: _against_before("More often than chance explains"),
    State.LESS_OFTEN: _against_before("Less often than chance explains"),
    State.SHORT_MORE_OFTEN: _against_before("More often than chance explains"),
    State.SHORT_LESS_OFTEN: _against_before("Less often than chance explains"),
    State.WITHIN_CHANCE: _against_before(_WITHIN),
    State.TOO_FEW: _against_before("Too few to compare"),
    State.EMBEDDED: _plain("Embedded, and a check shows it."),
    State.IMPROVED: _plain("Checked: practice had improved, at least in part."),
    State.NOT_IMPROVED: _plain("Checked: practice had not improved."),
    State.ONLY_SAID: _why_only_said,
    State.NOT_CHECKED: lambda row: f"The longest since {long_date(row['first_day'])}.",
    State.CHANGED: lambda row: (
        _ended(row["detail"]) if row["detail"] else "Something changed; what, is not written down."
    ),
    State.NOT_CHANGED: _plain("Nothing changed, and nobody was told."),
    State.NOT_CHANGED_TOLD: _plain("Nothing changed, and people were told."),
    State.UNDECIDED: _plain("What came of it is not recorded."),
    State.TAKEN_UP: lambda row: _ended(row["detail"]),
}
_SURE_OF_KIND: Final[Mapping[tuple[str, str], _Says]] = {
    (EvidenceKind.MEASURE, State.TOO_FEW): _newest,
    (EvidenceKind.AUDIT, State.NONE_SINCE): _plain("None of its themes was looked at since."),
    (EvidenceKind.VOICE, State.NONE_SINCE): _plain("No activity on its themes is on record."),
    (EvidenceKind.STAFF, State.NONE_SINCE): _plain("No survey began since."),
    (EvidenceKind.AUDIT, State.NOT_TOLD): _plain("Themes of audits are not recorded."),
    (EvidenceKind.VOICE, State.NOT_RECORDED): _plain(
        "Nothing changed; whether people were told so is not recorded."
    ),
    (EvidenceKind.VOICE, State.NOT_TOLD): _plain("Themes of activities are not recorded."),
}


def sides_in_words(for_us: int, against: int, missing: int, when: str) -> str:
    """Such as "five things speak for us and two against since 14 March 2025; one cannot be
    shown"."""
    if not for_us and not against:
        said = f"no change is shown {when}"
    else:
        things = counted(for_us, "thing") if for_us else "nothing"
        speak = agree(for_us or 1, "speaks", "speak")
        said = f"{things} {speak} for us and {none_or(against)} against {when}"
    return f"{said}; {number_word(missing)} cannot be shown" if missing else said
