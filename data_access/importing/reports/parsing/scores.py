"""Scores that stand in lists, tables and at the head of a page: name and number on one line or on
two, "Theme / Area / Score" tables flattened to one cell a line among them. And what all scores of a
document amount to: one per statement, none where places disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data_access.importing.reports.parsing.draft import Draft, GivenScore
from data_access.importing.reports.parsing.result import Conflict, ParsedScore
from data_access.importing.reports.parsing.score_line import (
    ScoreMark,
    read_named_scores,
    read_score,
    unknown_name_with_score,
)
from data_access.importing.reports.parsing.statement_names import is_theme, recognise_statement
from vocabulary.framework import STATEMENTS
from vocabulary.wording import number_word

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


_NO_NAME = "a score with no quality statement's name before it"
_OTHER_NAME = (
    f"a score beside a name that is none of the {number_word(len(STATEMENTS))} quality statements"
)
_HEADER = {"area", "theme", "theme area score", "area score"}


def read_score_list(draft: Draft, indexes: Sequence[int], page: str | None = None) -> None:
    """Claim every score among these blocks; `page` is the statement whose page they head."""
    _ListReader(draft, page).read(indexes)


class _ListReader:
    def __init__(self, draft: Draft, page: str | None) -> None:
        self.draft = draft
        self.page = page
        self.pending: tuple[str, int] | None = None  # a name whose score should come next
        self.last: str | None = page  # the statement a further score line would belong to
        self.header = False
        self.split_label = False  # "Score:" stood alone and its number is on the next line

    def read(self, indexes: Sequence[int]) -> None:
        for index in indexes:
            if self.draft.uses[index] in {"boilerplate", "heading"}:
                continue
            if self.draft.blocks[index].text.casefold().strip(" |:") in _HEADER:
                self.draft.claim(index, "boilerplate")
                self.header = True
            elif self.draft.free(index):
                self._read_block(index)
        self._drop_pending()

    def _read_block(self, index: int) -> None:
        text = self.draft.blocks[index].text
        header, self.header = self.header, False
        bare = self.pending is not None or self.split_label
        self.split_label = False
        if named := read_named_scores(text):
            self._drop_pending()
            for name, named_mark in named:
                self._give(name, named_mark, index)
            return
        mark = read_score(text, bare=bare)
        if mark is not None:
            self._read_mark(mark, index, header)
            return
        statement = recognise_statement(text)
        if is_theme(text) and not (statement and self._score_follows(index)):
            self._drop_pending()
            self.draft.claim(index, "heading")
            self.last = self.page
        elif statement is not None:
            self._drop_pending()
            self.pending = (statement, index)
        else:
            self._drop_pending()
            if self.page is None:
                self.last = None
            if unknown_name_with_score(text) and self._beside_score(index):
                self.draft.refuse(index, _OTHER_NAME)

    def _read_mark(self, mark: ScoreMark, index: int, header: bool) -> None:
        if mark.value is None and mark.standard is None and self._number_follows(index):
            self.draft.claim(index, "score")
            self.split_label = True
        elif self.pending is not None:
            statement, name_index = self.pending
            self.pending = None
            self.draft.claim(name_index, "score")
            name = self.draft.blocks[name_index].text
            self._give(statement, replace(mark, written=f"{name} / {mark.written}"), index)
        elif header and mark.value is None:
            self.draft.claim(index, "boilerplate")
        elif self.last is not None:
            self._give(self.last, mark, index)
        else:
            self.draft.refuse(index, _NO_NAME)

    def _give(self, statement: str, mark: ScoreMark, index: int) -> None:
        block = self.draft.blocks[index]
        self.draft.claim(index, "score")
        self.draft.given.append(GivenScore(statement, mark, block.line))
        self.last = statement

    def _drop_pending(self) -> None:
        if self.pending is not None:
            self.draft.named_only.append(self.pending)
            self.pending = None

    def _number_follows(self, index: int) -> bool:
        following = self.draft.next_free(index, len(self.draft.blocks))
        if following is None:
            return False
        text = self.draft.blocks[following].text
        return read_score(text) is None and read_score(text, bare=True) is not None

    def _score_follows(self, index: int) -> bool:
        following = self.draft.next_free(index, len(self.draft.blocks))
        if following is None:
            return False
        return read_score(self.draft.blocks[following].text, bare=True) is not None

    def _beside_score(self, index: int) -> bool:
        """Whether the lines before or after are scores, so that this one should be one too."""
        before = index > 0 and self.draft.uses[index - 1] == "score"
        following = self.draft.next_free(index, len(self.draft.blocks))
        return before or (
            following is not None and bool(read_named_scores(self.draft.blocks[following].text))
        )
