"""The text of one file to what it says: the steps in which its blocks are claimed."""

from __future__ import annotations

from data_access.importing.characteristics.names import looks_like_characteristics
from data_access.importing.reports.files.extract import named
from data_access.importing.reports.files.lines import Extract
from data_access.importing.reports.parsing.boilerplate import boilerplate_of
from data_access.importing.reports.parsing.draft import Draft, GivenScore
from data_access.importing.reports.parsing.facts import (
    Fact,
    authority_in_title,
    may_name_a_council,
    rating_alone,
    read_fact,
    score_alone,
)
from data_access.importing.reports.parsing.headings import heading_of, is_sentence, may_be_heading
from data_access.importing.reports.parsing.pages import Page, find_pages
from data_access.importing.reports.parsing.result import (
    Conflict,
    Layout,
    Narrative,
    ParsedDocument,
    ReportError,
)
from data_access.importing.reports.parsing.score_line import SaidScore, ScoreMark, read_said_score
from data_access.importing.reports.parsing.scores import read_score_list, settle_scores
from data_access.importing.reports.parsing.sentences import split_sentences
from data_access.importing.reports.parsing.statement_names import is_theme
from data_access.importing.reports.parsing.statement_page import read_statement_page
from data_access.reference.council_register import same_council
from vocabulary.wording import long_date

NO_SCORES = "no scores found"
NO_FINDINGS = "no findings found"
NOT_A_REPORT = "this does not look like a CQC assessment of a local authority"
_CHARACTERISTICS = (
    "holds rating characteristics, not a report: bring it in under Statements, Characteristics."
)
_OUTSIDE = "stands outside every part of a report that is known"
_LIST_OF_NAMES = 5  # statements named without scores that make a page a summary

_NEAR = 5  # blocks in which a summary page gives the rating under its heading


def read_document(source: str, extract: Extract) -> ParsedDocument:
    """Everything the document says. Every line with text is in `line_uses` once. ReportError for
    what is no report but the rating characteristics that reports are written by."""
    draft = Draft.of(source, extract)
    if looks_like_characteristics(block.text for block in draft.blocks):
        raise ReportError(named(source, _CHARACTERISTICS))
    _set_boilerplate_aside(draft)
    pages = find_pages(draft)
    outside = _outside(draft, pages)
    kinds = _read_facts(draft, pages, outside)
    read_score_list(draft, outside)
    for page in pages:
        _read_page(draft, page)
    layout = _layout(draft, pages, kinds)
    _read_rest(draft, outside, layout)
    _settle_names_alone(draft, layout)
    scores = settle_scores(draft)
    if not draft.findings and layout in {"statement page", "full report"}:
        draft.note(NO_FINDINGS)
    if any("indicative score" in block.text.casefold() for block in draft.blocks):
        draft.note("the page calls its scores indicative, as the pilots of 2023 were")
    if all(score.score is None for score in scores):
        draft.note(NOT_A_REPORT if layout == "unknown" else NO_SCORES)
    return ParsedDocument(
        source=source,
        layout=layout,
        text=extract.text,
        scores=scores,
        findings=tuple(draft.findings),
        commitments=dict(draft.commitments),
        sections={key: tuple(named) for key, named in draft.sections.items()},
        narrative=tuple(draft.narrative),
        published=draft.published,
        authority_named=draft.authority,
        overall_rating=draft.rating,
        overall_percentage=draft.percentage,
        unrecognised=tuple(sorted(draft.unrecognised, key=lambda line: line.line)),
        conflicts=tuple(draft.conflicts),
        notes=tuple(draft.notes),
        line_uses=draft.line_uses(),
        address=extract.address,
    )


def _read_page(draft: Draft, page: Page) -> None:
    """One page; a second page of the same statement is a conflict, or left out if it repeats."""
    before = [one for one in draft.findings if one.statement == page.statement]
    count = len(draft.findings)
    read_statement_page(draft, page)
    added = draft.findings[count:]
    if not before or not added:
        return
    if [one.text for one in added] == [one.text for one in before]:
        del draft.findings[count:]
        draft.note("a page is in the file twice: it was read once")
        return
    places = tuple(draft.place(one.line, one.text) for one in (before[0], added[0]))
    why = "two different pages of one quality statement in one file"
    draft.conflicts.append(Conflict(added[0].statement, why, places))


def _set_boilerplate_aside(draft: Draft) -> None:
    for index, block in enumerate(draft.blocks):
        if draft.free(index) and boilerplate_of(block.text) in {"end", "turn", "sure"}:
            draft.claim(index, "boilerplate")


def _outside(draft: Draft, pages: list[Page]) -> list[int]:
    inside = {index for page in pages for index in range(page.start, page.end)}
    return [index for index in range(len(draft.blocks)) if index not in inside]


def _read_facts(draft: Draft, pages: list[Page], outside: list[int]) -> set[str]:
    """Facts stated outside the findings; answers which of "title" and "headline" were seen."""
    if draft.extract.title:
        draft.authority = authority_in_title(draft.extract.title)
    kinds: set[str] = set()
    updated = None
    for index in sorted([*outside, *_preambles(draft, pages)]):
        if not draft.free(index):
            continue
        block = draft.blocks[index]
        if heading_of(block.text) == "summary":
            draft.claim(index, "heading")
            kinds.add("summary")
            _read_rating(draft, index)
            continue
        fact = read_fact(block.text)
        if fact is None:
            continue
        updated = updated or fact.updated
        kinds |= _take(draft, index, fact)
    if draft.published is None and updated is not None:
        draft.note(
            f"the page gives no date of publication; it was last updated on {long_date(updated)}"
        )
    return kinds


def _preambles(draft: Draft, pages: list[Page]) -> list[int]:
    """Blocks of each page above its findings."""
    above: list[int] = []
    for page in pages:
        for index in range(page.start, page.end):
            if heading_of(draft.blocks[index].text) in {"commitment", "expectations", "findings"}:
                break
            if page.bare and is_sentence(draft.blocks[index].text):
                break
            above.append(index)
    return above


def _take(draft: Draft, index: int, fact: Fact) -> set[str]:
    block = draft.blocks[index]
    if fact.percentage is not None and not 25 <= fact.percentage <= 100:
        draft.refuse(index, "an overall percentage must lie between 25 and 100")
        return set()
    _settle_fact(draft, "authority", draft.authority, fact.authority, index)
    _settle_fact(draft, "overall rating", draft.rating, fact.rating, index)
    _settle_fact(draft, "overall percentage", draft.percentage, fact.percentage, index)
    _settle_fact(draft, "published", draft.published, fact.published, index)
    draft.authority = draft.authority or fact.authority
    draft.rating = draft.rating or fact.rating
    draft.percentage = draft.percentage or fact.percentage
    draft.published = draft.published or fact.published
    if fact.whole:
        draft.claim(index, "heading" if fact.authority and block.role == "heading" else "fact")
    if fact.authority is None:
        return set()
    return {"headline"} if fact.rating or not fact.whole else {"title"}


def _settle_fact(draft: Draft, about: str, known: object, new: object, index: int) -> None:
    if known is None or new is None or known == new:
        return
    if about == "authority" and same_council(str(known), str(new)):
        return
    block = draft.blocks[index]
    why = f"the page gives two different answers: {known} and {new}"
    draft.conflicts.append(Conflict(about, why, (draft.place(block.line, block.text),)))


def _read_rating(draft: Draft, heading: int) -> None:
    """The rating a summary page gives under "Local authority rating and score", and the name of
    the council above or before it."""
    names: list[int] = []
    for index in range(heading + 1, min(heading + _NEAR, len(draft.blocks))):
        if not draft.free(index):
            continue
        text = draft.blocks[index].text
        if rating_alone(text):
            _take(draft, index, Fact(rating=rating_alone(text)))
            if len(names) == 1 and may_name_a_council(draft.blocks[names[0]].text):
                _take(draft, names[0], Fact(authority=draft.blocks[names[0]].text))
            _read_percentage(draft, index)
            return
        for words in (1, 2):
            parts = text.rsplit(" ", words)
            if (
                len(parts) == words + 1
                and (rating := rating_alone(" ".join(parts[1:])))
                and may_name_a_council(parts[0])
            ):
                _take(draft, index, Fact(authority=parts[0].strip(" -–—:"), rating=rating))
                _read_percentage(draft, index)
                return
        if is_sentence(text) or heading_of(text) or read_fact(text):
            return
        names.append(index)


def _read_percentage(draft: Draft, rating: int) -> None:
    """The overall percentage that a summary page gives under its rating as a mere "Score: 62"."""
    index = draft.next_free(rating, min(rating + _NEAR, len(draft.blocks)))
    if index is not None and (percentage := score_alone(draft.blocks[index].text)) is not None:
        _take(draft, index, Fact(percentage=percentage))


def _layout(draft: Draft, pages: list[Page], kinds: set[str]) -> Layout:
    statements = {page.statement for page in pages}
    if pages:
        return "full report" if len(statements) > 1 else "statement page"
    scored = {given.statement for given in draft.given}
    alone = {statement for statement, _ in draft.named_only} - scored
    if "headline" in kinds and "summary" not in kinds:
        return "press release"
    if "summary" in kinds or "title" in kinds or len(alone) >= _LIST_OF_NAMES:
        return "summary page"
    return "press release" if len(scored) >= 3 else "unknown"


def _read_rest(draft: Draft, outside: list[int], layout: Layout) -> None:
    """Running text, its headings, and scores said in sentences."""
    section: str | None = None
    waiting = {index for _, index in draft.named_only}
    told = layout in {"summary page", "press release"}
    background = False
    for index in outside:
        block = draft.blocks[index]
        if draft.uses[index] == "heading":
            told = told or heading_of(block.text) == "summary"
            section, background = None if is_theme(block.text) else block.text, False
        if not draft.free(index) or index in waiting:
            continue
        if heading_of(block.text) == "background" and block.role in {"text", "heading"}:
            draft.claim(index, "background")
            background = True
        elif boilerplate_of(block.text) is not None:
            draft.claim(index, "boilerplate")
        elif background and not _ends_background(draft, index):
            draft.claim(index, "background")
        elif (said := _read_said(draft, index)) is not None and (said or not told):
            draft.claim(index, "score" if said else "unrecognised")
            if said:  # the paragraph's other sentences are still worth reading
                draft.narrative.append(Narrative(section, block.text, block.line))
        elif is_theme(block.text):
            draft.claim(index, "heading")
        elif not told:
            draft.refuse(index, _OUTSIDE)
        elif block.role == "heading" or _heads_text(draft, index):
            draft.claim(index, "heading")
            section = block.text
        else:
            draft.claim(index, "narrative")
            draft.narrative.append(Narrative(section, block.text, block.line))


def _ends_background(draft: Draft, index: int) -> bool:
    """Whether the front matter's headed parts end here: at a theme, or a marked heading that is
    none of theirs."""
    block = draft.blocks[index]
    return is_theme(block.text) or (block.role == "heading" and not _is_of_background(block.text))


def _is_of_background(text: str) -> bool:
    return heading_of(text) == "background" or "population" in text.casefold()


def _heads_text(draft: Draft, index: int) -> bool:
    """Whether a short line stands above a paragraph, as a heading of running text does."""
    block = draft.blocks[index]
    following = draft.next_free(index, len(draft.blocks))
    return (
        block.role == "text"
        and may_be_heading(block.text)
        and following is not None
        and following == index + 1
        and is_sentence(draft.blocks[following].text)
    )


def _read_said(draft: Draft, index: int) -> bool | None:
    """Scores given in the block's sentences: whether there were any, None if none is spoken of."""
    block = draft.blocks[index]
    if "score" not in block.text.casefold() or len(block.text) > 3000:
        return None
    found: bool | None = None
    for sentence in split_sentences(block.text):
        said = read_said_score(sentence)
        if isinstance(said, SaidScore):
            found = True
            for statement in said.statements:
                mark = ScoreMark(said.value, sentence)
                draft.given.append(GivenScore(statement, mark, block.line))
        elif said is not None:
            draft.doubt(block.line, sentence, said)
            found = found or False
    return found


def _settle_names_alone(draft: Draft, layout: Layout) -> None:
    """Names that stood without a score: scores lost in saving, or a menu."""
    scored = {given.statement for given in draft.given}
    for statement, index in draft.named_only:
        block = draft.blocks[index]
        if layout in {"summary page", "press release"} and statement not in scored:
            scored.add(statement)
            mark = ScoreMark(None, block.text)
            draft.given.append(GivenScore(statement, mark, block.line))
            draft.claim(index, "score")
        elif layout == "unknown":
            draft.refuse(index, "a quality statement's name without a score or findings")
        else:
            draft.claim(index, "boilerplate")
