"""What a word in a list or matrix of training says of a person."""

from __future__ import annotations

import re

from data_access.importing.stages.meaning.wording import fold

ATTENDED, IN_DATE, EXPIRED = "attended", "in_date", "expired"
OFFERED, NOT_REQUIRED, NEEDED = "offered", "not_required", ""
NOT_DONE = "not_done"  # needed, and a day beside it does not count
STATUSES = (ATTENDED, IN_DATE, EXPIRED, OFFERED, NOT_REQUIRED, NEEDED)


_DONE = re.compile(
    r"(?:fully )?(?:complete[d]?|certified|achieved|pass(?:ed)?|attended|done|trained|yes|y|"
    r"true|✓|✔|"
    r"tick(?:ed)?|finished|successful(?:ly completed)?|satisfied|awarded|qualified|accredited|"
    r"completed .*|complete via .*|passed .*|attended .*|achieved .*|signed off|met|recognised"
    r" prior learning|rpl|credit(?:ed)?|equivalent)"
)
_IN_DATE = re.compile(
    r"(?:in ?date|compliant|valid|current|up to date|green|active|fully compliant|"
    r"certified in date|"
    r"in date .*|compliant .*|renewed)"
)
_EXPIRED = re.compile(
    r"(?:expired.*|lapsed.*|out of date.*|renewal (?:overdue|due)|refresher (?:overdue|due)|"
    r"no longer (?:valid|certified)|overdue refresher|overdue for renewal|certificate expired)"
)
_OFFERED = re.compile(
    r"(?:booked.*|enroll?ed.*|registered.*|offered.*|in ?progress.*|started.*|invited.*|"
    r"scheduled.*|"
    r"waiting list.*|wait ?listed.*|nominated.*|on (?:course|waiting list).*|"
    r"place (?:offered|booked).*|"
    r"allocated.*|assigned.*|due to attend.*|attending.*|to attend.*|reserved.*|underway|"
    r"ongoing|bkd.*)"
)
_NOT_REQUIRED = re.compile(
    r"(?:n/?a|na|not? ?(?:required|needed|applicable|relevant|in scope|mandatory|for role|"
    r"eligible).*|"
    r"exempt.*|excluded.*|not for this role|nr|n/?r|does not need|not required for role)"
)
# Somebody tried, or did not come: a day beside it is no day of completion.
_FAILED = re.compile(
    r"(?:fail(?:ed)?|did not attend|dna|absent|cancelled|incomplete|not (?:attended|"
    r"completed?|passed|"
    r"achieved)|withdrawn|no show)"
)
_NEEDED = re.compile(
    r"(?:not (?:yet )?(?:started|attempted|complete[d]?|done|trained|attended|booked|"
    r"achieved|passed|"
    r"certified|compliant|met)|incomplete|no|n|false|overdue.*|outstanding|required|due|"
    r"needed|fail(?:ed)?"
    r"|did not attend|dna|red|missing|to do|to be (?:booked|done|completed)|tbc|tba|non ?compliant|"
    r"uncertified|never (?:done|completed|attended)|not in date|needs .*|requires? .*|absent|"
    r"cancelled|x|✗|✘|never|blank|none|0|un ?booked|amber)"
)


def status_of(text: str) -> str | None:
    """What a status word says of a person's training; None where that has to be asked."""
    said = re.sub(r"\s+", " ", text.strip().casefold()).strip(" .!*")
    bare = fold(said)
    for pattern, status in (
        (_FAILED, NOT_DONE),
        (_NOT_REQUIRED, NOT_REQUIRED),
        (_NEEDED, NEEDED),
        (_EXPIRED, EXPIRED),
        (_OFFERED, OFFERED),
        (_IN_DATE, IN_DATE),
        (_DONE, ATTENDED),
    ):
        if pattern.fullmatch(said) or pattern.fullmatch(bare):
            return status
    first = re.split(r"\s+[-–(:]\s*|\s*[(:;,]\s*", said)[0]
    if first and first != said:
        return status_of(first)
    return None
