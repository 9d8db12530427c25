"""Whose evidence a sentence is: people's experience, staff and leaders, partners or processes.

CQC's evidence categories in use for local authorities. A voice that speaks ("carers told us")
decides; else whose experience or survey it is; else who the sentence is about; else it is
evidence of processes: documents, data and what was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from data_access.importing.coding.phrases import CueIndex, Token, parse_cue, word_set

PEOPLE, STAFF, PARTNERS = "people_experience", "staff_and_leaders", "partners"
PROCESSES = "processes"

_PEOPLE = """
people
person
carer/carers
unpaid carer/carers
family/families
relative/relatives
resident/residents
individual/individuals
young people
respondents
"""
_STAFF = """
staff
leader/leaders
manager/managers
social worker/workers
practitioner/practitioners
professional/professionals
occupational therapist/therapists
principal social worker
psw
dass
director
chief executive
lead member
councillor/councillors
team/teams
colleague/colleagues
the local authority
the council
"""
_PARTNERS = """
partner/partners
provider/providers
stakeholder/stakeholders
healthwatch
police
voluntary sector
voluntary organisation/organisations
voluntary and community
voluntary community
community group/groups
partner organisation/organisations
health leader/leaders/partner/partners/colleague/colleagues/staff/professional/professionals
nhs colleagues/staff/partners
hospital staff
charity/charities
advocacy service/services/provider/providers
care home manager/managers
"""
# A survey of people, or words for what they went through.
_EXPERIENCE = """
people* feedback
people* experience/experiences of
people* own words
feedback from people/carers/unpaid/families/residents/individuals
feedback on assessments
experience/experiences of people/carers/unpaid
experience/experiences was/were
mixed experience/experiences
positive experience/experiences
adult social care survey
survey of adult carers
ascs
sace
of people/carers/respondents ... were/felt/said/reported/agreed/satisfied/found
people/carers who use/used ... said/felt
unpaid carers felt/experienced/faced/waited
people experienced/felt/found
feedback ... from people/carers/families/residents
another person was/told/had
"""
_NOBODY = """
carers strategy/assessment/assessments/allowance/centre
staff turnover/sickness/survey
integrated care board
safeguarding adults board
"""
_FEEDBACK_OF_STAFF = "feedback from staff\nstaff feedback\nstaff morale"
_FEEDBACK_OF_PARTNERS = "feedback from partners/providers\npartner feedback\nprovider feedback"

_SAYS = word_set(
    "told said say says reported report felt feel shared described explained spoke expressed "
    "praised stated commented agreed identified confirmed raised highlighted advised recognised "
    "acknowledged noted thought believed wanted queried gave valued appreciated found welcomed "
    "complained struggled confident aware talked"
)
# The council speaks only in these words; with others it acts.
_COUNCIL_SAYS = word_set("told said says advised stated shared explained acknowledged")
_REACH = 9
_SUBJECT = 5


class Category(NamedTuple):
    """A category and the tokens that say it; no tokens where it is the default or carried."""

    name: str
    first: int
    last: int


@lru_cache(maxsize=1)
def _voices() -> tuple[CueIndex, tuple[str, ...], int]:
    """All cues in one index, the category of each, and how many of them are voices."""
    voices = [
        (PEOPLE, _PEOPLE),
        (STAFF, _STAFF),
        (PARTNERS, _PARTNERS),
        (PROCESSES, _NOBODY),
    ]
    others = [
        (PEOPLE, _EXPERIENCE),
        (STAFF, _FEEDBACK_OF_STAFF),
        (PARTNERS, _FEEDBACK_OF_PARTNERS),
    ]
    pairs = [(name, line) for name, block in voices for line in block.strip().splitlines()]
    count = len(pairs)
    pairs += [(name, line) for name, block in others for line in block.strip().splitlines()]
    return (
        CueIndex(parse_cue(line) for _, line in pairs),
        tuple(name for name, _ in pairs),
        count,
    )


def categorise(tokens: Sequence[Token], before: str | None = None) -> Category:
    """The evidence category; `before` is that of the sentence before in its paragraph."""
    index, names, voices = _voices()
    found = index.find(tokens)
    heard = [(f, names[f.number]) for f in found if f.number < voices]
    # "Voluntary sector staff" and "partner organisations": the longest name of a stretch counts.
    heard = [
        (f, name)
        for f, name in heard
        if not any(
            g.first <= f.first
            and f.last <= g.last
            and g != f
            and g.last - g.first > f.last - f.first
            for g, _ in heard
        )
    ]
    heard = [(f, name) for f, name in heard if name != PROCESSES]
    for f, name in heard:
        verb = _verb_after(tokens, f.last)
        council = tokens[f.last - 1].word in {"authority", "council"}
        if verb is not None and (not council or tokens[verb].word in _COUNCIL_SAYS):
            return Category(name, f.first, verb + 1)
    for f in found:
        if f.number >= voices:
            return Category(names[f.number], f.first, f.last)
    if _reported(tokens):
        return Category(before if before in {PEOPLE, PARTNERS} else STAFF, 0, 2)
    for f, name in heard:
        council = tokens[f.last - 1].word in {"authority", "council", "team", "teams"}
        if f.first < _SUBJECT and not council and _is_subject(tokens, f.first):
            return Category(name, f.first, f.last)
    return Category(PROCESSES, 0, 0)


def _verb_after(tokens: Sequence[Token], at: int) -> int | None:
    """The word of saying that a voice ending at `at` goes with, if it comes soon."""
    for later in range(at, min(at + _REACH, len(tokens))):
        if tokens[later].after_stop:
            return None
        if tokens[later].word in _SAYS:
            return later
        if tokens[later].word in {"was", "were", "is", "are", "had", "has", "to", "with", "could"}:
            return None
    return None


def _reported(tokens: Sequence[Token]) -> bool:
    """ "They told us", "we heard", "we were told": said by somebody not named here."""
    words = [token.word for token in tokens[:4]]
    if words[:1] == ["they"]:
        return any(word in _COUNCIL_SAYS or word == "felt" for word in words[1:3])
    return words[:2] == ["we", "heard"] or words[:3] == ["we", "were", "told"]


def _is_subject(tokens: Sequence[Token], first: int) -> bool:
    openers = {
        "most", "many", "some", "all", "the", "several", "few", "other", "a", "one", "however",
        "for", "example", "also", "although", "when", "whilst", "and", "number", "of", "frontline",
        "senior", "operational", "local", "authority",
    }  # fmt: skip
    return all(token.word in openers for token in tokens[:first])
