"""What a word in a list or matrix of training says of a person."""

from __future__ import annotations

import re
from functools import lru_cache

from data_access.importing.stages.meaning.wording import fold

ATTENDED, IN_DATE, EXPIRED = "attended", "in_date", "expired"
OFFERED, NOT_REQUIRED, NEEDED = "offered", "not_required", ""
NOT_DONE = "not_done"  # needed, and a day beside it does not count
STATUSES = (ATTENDED, IN_DATE, EXPIRED, OFFERED, NOT_REQUIRED, NEEDED)


_DONE = re.compile(
    r"(?:fully )?(?:100 ?%|1|complete[d]?|certified|achieved|pass(?:ed)?|attended|done|trained|yes|"
    r"y|true|[✓✔] ?.*|(?:yes|y|done) [\d/. -]+|"
    r"tick(?:ed)?|finished|successful(?:ly completed)?|satisfied|awarded|qualified|accredited|"
    r"completed .*|complete via .*|passed .*|attended .*|achieved .*|signed off|"
    r"competent|satisfactory|met|recognised"
    r" prior learning|rpl|credit(?:ed)?|equivalent)"
)
_IN_DATE = re.compile(
    r"(?:in ?date|expiring.*|expires soon|due to expire.*|compliant|valid|current|up to date|"
    r"green|active|fully compliant|meets? (?:the )?requirements?|expires in .*|"
    r"certified in date|"
    r"in date .*|compliant .*|renewed)"
)
_EXPIRED = re.compile(
    r"(?:expired.*|lapsed.*|out of date.*|renewal (?:overdue|due)|refresher (?:overdue|due)|"
    r"no longer (?:valid|certified)|overdue refresher|overdue for renewal|certificate expired)"
)
_OFFERED = re.compile(
    r"(?:[1-9]\d? ?%|booked.*|enroll?ed.*|registered.*|offered.*|in ?progress.*|"
    r"started.*|invited.*|"
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
    r"(?:fail(?:ed)?|did not attend.*|dna\b.*|absent|cancelled|incomplete|not (?:attended|"
    r"completed?|passed|"
    r"achieved)|withdrawn|no show)"
)
_NEEDED = re.compile(
    r"(?:not (?:yet )?(?:started|attempted|complete[d]?|done|trained|attended|booked|"
    r"achieved|passed|"
    r"certified|compliant|met)|newly assigned|0 ?%|incomplete|no|n|false|overdue.*|"
    r"outstanding|required|due|does not meet.*|not competent|untrained|unsatisfactory|"
    r"needed|fail(?:ed)?"
    r"|did not attend|dna|red|missing|to do|to be (?:booked|done|completed)|tbc|tba|non ?compliant|"
    r"uncertified|never (?:done|completed|attended)|not in date|needs .*|requires? .*|absent|"
    r"cancelled|✗|✘|never|blank|none|0|un ?booked)"
)


# Said behind another word: "Completed (expired)".
_LAPSED = re.compile(r"(?<!not )(?<!not yet )\b(?:expired|lapsed|out of date)\b")


@lru_cache(maxsize=65_536)
def status_of(text: str) -> str | None:
    """What a status word says of a person's training; None where that has to be asked."""
    said = re.sub(r"\s+", " ", text.strip().casefold()).strip(" .!*")
    bare = fold(said)
    spaced = said.replace("-", " ")
    for pattern, status in (
        (_FAILED, NOT_DONE),
        (_NOT_REQUIRED, NOT_REQUIRED),
        (_NEEDED, NEEDED),
        (_EXPIRED, EXPIRED),
        (_OFFERED, OFFERED),
        (_IN_DATE, IN_DATE),
        (_DONE, ATTENDED),
    ):
        if any(pattern.fullmatch(each) for each in (said, bare, spaced)):
            lapsed = status in {IN_DATE, ATTENDED} and _LAPSED.search(said)
            return EXPIRED if lapsed else status
    first = re.split(r"\s+[-–(:]\s*|\s*[(:;,]\s*", said)[0]
    if first and first != said:
        return status_of(first)
    return None
