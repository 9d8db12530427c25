"""What the scores given in a document amount to: one per statement, none where places disagree."""

from __future__ import annotations

from data_access.importing.reports.parsing.draft import Draft, GivenScore
from data_access.importing.reports.parsing.result import Conflict, ParsedScore

_LOWEST, _HIGHEST = 1, 4


def settle_scores(draft: Draft) -> tuple[ParsedScore, ...]:
    """One score per statement in the order first given. What cannot stand is put among the
    draft's unrecognised lines and conflicts, and its score is None."""
    by_statement: dict[str, list[GivenScore]] = {}
    for given in draft.given:
        by_statement.setdefault(given.statement, []).append(given)
    return tuple(_settle(draft, statement, all_) for statement, all_ in by_statement.items())


def _settle(draft: Draft, statement: str, given: list[GivenScore]) -> ParsedScore:
    sound = [one for one in given if _sound(draft, one)]
    values = {one.mark.value for one in sound}
    implied = {one.mark.implied for one in given if one.mark.implied is not None}
    written = " / ".join(dict.fromkeys(one.mark.written for one in given))
    standard = next((one.mark.standard for one in given if one.mark.standard), None)
    line = (sound or given)[0].line
    disagree = len(values | implied) > 1 if values else len(implied) > 1
    if disagree:
        places = tuple(draft.place(one.line, one.mark.written) for one in given)
        why = "the number and the wording, or two places, give different scores"
        draft.conflicts.append(Conflict(statement, why, places))
        for one in given:
            draft.doubt(one.line, one.mark.written, why)
        return ParsedScore(statement, None, line, written, None)
    if not values:
        _point_out_missing(draft, given)
        return ParsedScore(statement, None, line, written, standard)
    return ParsedScore(statement, values.pop(), line, written, standard)


def _sound(draft: Draft, given: GivenScore) -> bool:
    value = given.mark.value
    if value is None:
        return False
    if not _LOWEST <= value <= _HIGHEST:
        draft.doubt(given.line, given.mark.written, "a score must be 1, 2, 3 or 4")
        return False
    return True


def _point_out_missing(draft: Draft, given: list[GivenScore]) -> None:
    already = {line.line for line in draft.unrecognised}
    for one in given:
        if one.line in already:
            continue
        if one.mark.implied is not None:
            why = f"the wording goes with a score of {one.mark.implied}, but no number was found"
        elif one.mark.number is not None:
            why = "a score must be 1, 2, 3 or 4"
        else:
            why = "the score is missing; it may have been a picture"
        draft.doubt(one.line, one.mark.written, why)
        return
