"""Learning logs, and logs of coproduction and engagement."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.made_files import (
    Case,
    check,
    document,
    open_document,
    workbook,
)

CASES = [
    Case(
        "learning ods",
        "Learning log.ods",
        open_document(
            {
                "Log": """
Learning log 2026
Ref | Date identified | Source of learning | Source ref | Learning point |\
 What has changed as a result? | How was it shared? | Date shared | Review date |\
 How reviewed | Impact | Embedded?
LL1 | @2026-04-03 | SAR | SAR 4 | Escalate early | Pathway rewritten |\
 7 min briefing; team meetings | @2026-04-20 | @2026-09-01 | Dip sample | Improved
LL2 | @2026-04-13 | Complaint | ASC/1 | Say how long |  | Supervision | tbc |  |  |  | No
LL3 | @2026-04-14 | Ombudsman | 26 001 | Apologise at once | Letter template |\
 7-minute briefing | @2026-05-01 | @2026-10-01 | Case audit | No change yet | No
LL4 | @2026-05-14 | DHR |  | Ask about carers
"""
            }
        ),
        "learning",
        "reference found origin origin_reference lesson change shared_by shared_on",
        """
LL1 | 2026-04-03 | safeguarding_adult_review | SAR 4 | Escalate early | Pathway rewritten |\
 seven_minute_briefing; team_meeting | 2026-04-20
LL2 | 2026-04-13 | complaint | ASC/1 | Say how long |  | supervision
LL3 | 2026-04-14 | ombudsman | 26 001 | Apologise at once | Letter template |\
 seven_minute_briefing | 2026-05-01
LL4 | 2026-05-14 | other |  | Ask about carers
""",
        aside={"titles": 1},
        recipe="""
[words.origin]
DHR = "other"
[words.check_result]
"No change yet" = "not_improved"
[words.checked_by]
"Case audit" = "re_audit"
""",
    ),
    Case(
        "lessons word",
        "Lessons learned log.docx",
        document(
            "# Lessons learned log",
            "Adult Social Care, September 2026",
            """
No | Date | Where from | Lesson learned | Action taken | Shared via | When shared
1 | 3 April 2026 | Practice audit | Record the person's wishes first | Form changed |\
 Team meeting ⏎ 7 minute briefing | 20/04/2026
2 | 13 April 2026 | Coproduction | Letters too long | One page letters | E-bulletin | Not yet
3 | 14 April 2026 | CQC assessment | Data on waits | Dashboard | Training | May 2026
""",
        ),
        "learning",
        "reference found origin lesson change shared_by shared_on",
        """
1 | 2026-04-03 | audit | Record the person's wishes first | Form changed |\
 team_meeting; seven_minute_briefing | 2026-04-20
2 | 2026-04-13 | coproduction | Letters too long | One page letters
3 | 2026-04-14 | finding | Data on waits | Dashboard | training | 2026-05-31
""",
        aside={"titles": 2},
        recipe="""
[words.shared_by]
"E-bulletin" = ""
""",
        asks=("words.shared_by: 'E-bulletin'",),
    ),
    Case(
        "lessons pipes",
        "learning_tracker.csv",
        b"""\
ID|Raised|Origin|Learning identified|Theme|Owner|Disseminated|Audited on|Result of audit
1|03/04/26|LGSCO decision|Explain charges|Information and advice|Finance manager|01/05/26|\
01/10/26|Improved
2|13/04/26|Staff feedback|Handover|Safe systems|Team manager|ongoing||
3|14/04/26|Coroner|Falls|Falls|Head of Reablement|02/05/26|Not yet|
""",
        "learning",
        "reference found origin lesson owner shared_on checked_on",
        """
1 | 2026-04-03 | ombudsman | Explain charges | Finance manager | 2026-05-01 | 2026-10-01
2 | 2026-04-13 | other | Handover | Team manager
3 | 2026-04-14 | other | Falls | Head of Reablement | 2026-05-02
""",
        recipe="""
[words.origin]
"Staff feedback" = "other"
Coroner = "other"
""",
        asks=("words.origin: 'Staff feedback'",),
    ),
    Case(
        "ladder",
        "Engagement and coproduction log.xlsx",
        workbook(
            {
                "2026": """
Engagement and Co-production Log 2026
When | Activity | Who was involved | Approach | No. of people | Ladder step | You said |\
 We did | Fed back on
12 & 19 May 2026 | Carers' strategy sessions | Unpaid carers | Workshops | #24 |\
 6 - Co-design | Breaks come late | Booked at review | @2026-07-01
w/c 4 May 2026 | Deaf forum | Deaf people; BSL users | Focus group | approx 12 |\
 Step 4: Consultation | No text line | Nothing yet
May-July 2026 | Charging letters | People who pay charges | Reading panel | #8 |\
 7. Co-production | Too long | One page | @2026-08-03
3/6/26 and 10/6/26 | Website test | Residents | Online survey | 141 | Informing |\
 Hard to find | New front page | tbc
4-6 May 2026 | Care home visits | Care home residents | Visits | 30+ | Engagement | Food |\
 Menus changed | not yet
"""
            }
        ),
        "coproduction",
        "held title groups method people level said changed heard_back",
        """
2026-05-12 | Carers' strategy sessions | Unpaid carers | workshop | 24 | co_design |\
 Breaks come late | Booked at review | 2026-07-01
2026-05-04 | Deaf forum | Deaf people; BSL users | focus_group | 12 | consult | No text line |\
 Nothing yet
2026-05-01 | Charging letters | People who pay charges | board_or_panel | 8 | coproduce |\
 Too long | One page | 2026-08-03
2026-06-03 | Website test | Residents | survey | 141 | inform | Hard to find | New front page
2026-05-04 | Care home visits | Care home residents | outreach_visit | 30 | engage | Food |\
 Menus changed
""",
        aside={"titles": 1},
        recipe="""
[words.people]
"approx 12" = "12"
"30+" = "30"
[words.held]
"w/c 4 May 2026" = "2026-05-04"
""",
    ),
    Case(
        "you said we did",
        "You said we did.docx",
        document(
            "# You said, we did",
            """
Date | Project | Who with | You said | We did | Lead officer (role)
April 2026 | Carers' offer | Unpaid carers | Breaks | Booked in reviews | Carers lead
13/05/2026 | Day services | People with a learning disability | Keep lunches | Kept |\
 Commissioning manager
""",
        ),
        "coproduction",
        "held title groups method level said changed owner",
        """
2026-04-01 | Carers' offer | Unpaid carers | other | consult | Breaks | Booked in reviews |\
 Carers lead
2026-05-13 | Day services | People with a learning disability | other | consult |\
 Keep lunches | Kept | Commissioning manager
""",
        aside={"titles": 1},
        recipe="""
[constants]
method = "other"
level = "consult"
""",
        asks=(
            "columns or constants.method",
            "columns or constants.level",
        ),
    ),
    Case(
        "copro tsv",
        "copro.tsv",
        b"""\
Ref\tDate held\tActivity name\tGroups\tMethod\tLevel of involvement\tNumber of \
participants\tWhat changed\tOutcome
Q1 2026/27\t\t\t\t\t\t\t\t
CP1\t03/04/2026\tBoard\tAutistic people\tPartnership board\tCo-produced\t14\tNew chair\tChanged
CP2\t13/04/2026\tSurvey\tCarers\tPostal questionnaire\tConsulted\t200\t\tNo change
Q2 2026/27\t\t\t\t\t\t\t\t
CP3\t04/07/2026\tPeer interviews\tOlder people\tPeer researchers\tEngaged\tn/k\tMenu\tPartly
""",
        "coproduction",
        "reference held title groups method level people changed result",
        """
CP1 | 2026-04-03 | Board | Autistic people | board_or_panel | coproduce | 14 | New chair |\
 changed
CP2 | 2026-04-13 | Survey | Carers | survey | consult | 200 |  | not_changed
CP3 | 2026-07-04 | Peer interviews | Older people | peer_research | engage |  | Menu |\
 partly_changed
""",
        aside={"headings": 2},
    ),
    Case(
        "shared yes no",
        "lessons.csv",
        b"""\
Ref,Date,Source,Lesson,Shared?,Date shared,Embedded
L1,03/04/2026,Audit,One,Yes,20/04/2026,Yes
L2,13/04/2026,Complaint,Two,No,,No
L3,14/04/2026,Ombudsman,Three,Yes,Yes,N
""",
        "learning",
        "reference found origin lesson shared_on embedded_on",
        """
L1 | 2026-04-03 | audit | One | 2026-04-20
L2 | 2026-04-13 | complaint | Two
L3 | 2026-04-14 | ombudsman | Three
""",
        says=("not when",),
    ),
    Case(
        "people in words",
        "involvement log.csv",
        b"""\
Date,Activity,Groups,Method,Level,How many people,What people said,What changed
03/04/2026,Workshop on letters,Carers,Workshop,Consult,12 carers + 2 staff,Long,Short
13/04/2026,Panel,Residents,Panel,Coproduce,8,x,y
14/04/2026,Survey,Residents,Survey,Consult,c. 40,x,y
""",
        "coproduction",
        "held title people",
        """
2026-04-03 | Workshop on letters | 12
2026-04-13 | Panel | 8
2026-04-14 | Survey | 40
""",
        recipe="""
[words.people]
"12 carers + 2 staff" = "12"
"c. 40" = "40"
""",
    ),
    Case(
        "quarters in tabs",
        "learning.xlsx",
        workbook(
            {
                "Q1 26-27": """
Ref | Date | Learning source | What we learned | Shared how | Shared when
L1 | @2026-04-03 | Case audit | One | Supervision | @2026-04-20
""",
                "Q2 26-27": """
Ref | Date | Learning source | What we learned | Shared how | Shared when
L2 | @2026-07-03 | Complaint | Two | Team mtg | Aug 26
""",
            }
        ),
        "learning",
        "reference found origin lesson team shared_by shared_on",
        """
L1 | 2026-04-03 | audit | One |  | supervision | 2026-04-20
L2 | 2026-07-03 | complaint | Two |  | team_meeting | 2026-08-31
""",
    ),
    Case(
        "learning actions",
        "x4.csv",
        b"""\
Learning ref,Date logged,Learning source,Learning point,Action required,Action owner,Date due,\
Date action completed,Date shared,How shared
1,03/04/2026,SAR,One,Change the form,Head of Quality,30/06/2026,20/06/2026,01/05/2026,Team \
meeting
2,13/04/2026,Complaint,Two,Write to all,PSW,30/06/2026,,,
""",
        "learning",
        "reference found origin lesson owner shared_on changed_on",
        """
1 | 2026-04-03 | safeguarding_adult_review | One | Head of Quality | 2026-05-01 | 2026-06-20
2 | 2026-04-13 | complaint | Two | PSW
""",
    ),
    Case(
        "copro with staff",
        "x5.csv",
        b"""\
Date,Event,Who was there,Type of engagement,Rung,No. of people with lived experience,No. of \
staff,Feedback,Next steps,Feedback to participants (date)
03/04/2026,Coffee morning,Carers,Drop in,Consultation,12,3,Breaks,Leaflet,01/05/2026
13/04/2026,Board,Autistic people,Partnership board,Co-production,8,4,Sensory,Quiet room,
""",
        "coproduction",
        "held title groups people said heard_back",
        """
2026-04-03 | Coffee morning | Carers | 12 | Breaks | 2026-05-01
2026-04-13 | Board | Autistic people | 8 | Sensory
""",
        recipe="""
[words.method]
"Drop in" = "outreach_visit"
""",
        asks=("words.method: 'Drop in'",),
    ),
    Case(
        "the day of the audit a lesson came from is no check",
        "lessons of audits.csv",
        b"""\
Ref,Date identified,Source of learning,Date of audit,Lesson,Date checked,Check found
1,03/04/2026,Audit,20/03/2026,One,,
2,13/04/2026,Audit,23/03/2026,Two,01/10/2026,Improved
""",
        "learning",
        "reference found origin lesson checked_on check_result",
        """
1 | 2026-04-03 | audit | One
2 | 2026-04-13 | audit | Two | 2026-10-01 | improved
""",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file(case: Case) -> None:
    check(case)
