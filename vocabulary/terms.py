"""The field's terms in plain words, as the page Definitions has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from vocabulary.framework import framework_on
from vocabulary.wording import number_word

_STATEMENTS: Final = number_word(len(framework_on(date.today()).ids))
TERMS: Final[Mapping[str, str]] = {
    "AMHP": "Approved mental health professional: may decide with doctors whether somebody is "
    "detained under the Mental Health Act. Has to do 18 hours of training a year.",
    "As at": "The moment whose knowledge is shown. What was recorded later is left out, so that a "
    "board's figures can be shown again.",
    "ASYE": "Assessed and supported year in employment: the first year of a newly qualified "
    "social worker or occupational therapist.",
    "BIA": "Best interests assessor: decides whether somebody may be deprived of liberty under "
    "the Mental Capacity Act. Has to refresh training every year.",
    "Coproduction": "Deciding together with people who draw on care and support. From least to "
    "most: inform, consult, engage, co-design, coproduce.",
    "Embedded": "Of a lesson: a later check found that practice has changed, and it lasted.",
    "Expected range": "Where figures fall while nothing has changed but chance. Also: process "
    "control limits.",
    "Illustrative": "Invented, to show what the dashboard does. Never about a real council.",
    "Interval": "The range the true share lies in, nineteen times in twenty. The fewer the cases, "
    "the wider it is.",
    "Moderation": "A second person grades the same case, to see whether graders agree.",
    "Ombudsman": "The Local Government and Social Care Ombudsman, who investigates complaints "
    "that the council's own answer did not settle.",
    "Quality statement": f"One of the {_STATEMENTS} things the Care Quality Commission scores a "
    "council on, from 1 to 4.",
    "Signal": "A change larger, or lasting longer, than chance explains.",
    "Suppression": "Leaving out small numbers for the public, and others from which they could be "
    "worked out. Shown as [c].",
    "Uphold rate": "Of the complaints investigated, the share in which fault was found.",
}
