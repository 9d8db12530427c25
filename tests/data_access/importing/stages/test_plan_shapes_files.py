"""Plans in other shapes: notes by quarter, several tables, merged numbers."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.made_files import Case, check, document, workbook

CASES = [
    Case(
        "quarterly notes",
        "Delivery plan.xlsx",
        workbook(
            {
                "Plan": """
Ref | Action | Lead role | Start date | Target date | Q1 update | Q2 update | Q3 update
1 | One | Head of Access | @2026-04-01 | @2026-12-31 | Begun | Half way | Nearly there
2 | Two | Head of Access | @2026-04-13 | @2026-12-31 | Begun | Paused
"""
            }
        ),
        "action",
        "reference action progress",
        """
1 | One | Nearly there
2 | Two | Paused
""",
    ),
    Case(
        "monthly notes",
        "Delivery plan.csv",
        b"""\
Ref,Action,Lead role,Start date,Target date,Update - Sept 26,Update - Aug 26
1,One,Head of Access,01/04/2026,31/12/2026,Nearly there,Begun
2,Two,Head of Access,13/04/2026,31/12/2026,,Begun
""",
        "action",
        "reference action progress",
        """
1 | One | Nearly there
2 | Two | Begun
""",
    ),
    Case(
        "word with control table",
        "Improvement plan v3.docx",
        document(
            "# Improvement plan",
            """
Version | Date | Author
1 | April 2026 | Quality team
2 | May 2026 | Quality team
""",
            "# Actions",
            """
Ref | What | By whom | Start | By when | How it is going | Status
A | Refresh the strategy | Head of Strategy | April 2026 | 30 September 2026 |\
 Out to consultation | On track
B | Buy the system ⏎ and train staff | Programme manager | 1.4.26 | 31.3.27 |\
 • Tender out ⏎ • Team in place | At risk
""",
        ),
        "action",
        "reference action owner opened due",
        """
A | Refresh the strategy | Head of Strategy | 2026-04-01 | 2026-09-30
B | Buy the system ⏎ and train staff | Programme manager | 2026-04-01 | 2027-03-31
""",
        aside={"titles": 1},
    ),
    Case(
        "success measures",
        "plan.csv",
        b"""\
Ref,Action,Lead role,Start date,Due date,Success measure,Evidence of impact,Status
1,One,Head of Access,01/04/2026,30/09/2026,Waits under 28 days,,On track
2,Two,Head of Access,13/04/2026,30/06/2026,All teams trained,Re-audit: 9 of 10,Complete
""",
        "action",
        "reference action impact",
        """
1 | One
2 | Two | Re-audit: 9 of 10
""",
    ),
    Case(
        "success measures alone",
        "plan2.csv",
        b"""\
Ref,Action,Lead role,Start date,Due date,Success measure
1,One,Head of Access,01/04/2026,30/09/2026,Waits under 28 days
2,Two,Head of Access,13/04/2026,30/06/2026,All teams trained
""",
        "action",
        "reference action impact",
        """
1 | One
2 | Two
""",
    ),
    Case(
        "priorities merged with their number",
        "plan priorities.xlsx",
        workbook(
            {
                "Plan": """
No. | Priority | Action | Lead (role) | Start | Due
1 | Assessing needs | One | Head of Access | @2026-04-01 | @2026-09-30
 |  | Two | Head of Access | @2026-04-01 | @2026-12-31
 |  | Three | PSW | @2026-04-13 | @2026-12-31
2 | Safeguarding | Four | Head of Safeguarding | @2026-04-01 | @2026-09-30
 |  | Five | Head of Safeguarding | @2026-04-01 | tbc
"""
            },
            merged=("A2:A4", "A5:A6", "B2:B4", "B5:B6"),
        ),
        "action",
        "reference action statement owner opened due",
        """
* | One | assessing_needs | Head of Access | 2026-04-01 | 2026-09-30
* | Two | assessing_needs | Head of Access | 2026-04-01 | 2026-12-31
* | Three | assessing_needs | PSW | 2026-04-13 | 2026-12-31
* | Four | safeguarding | Head of Safeguarding | 2026-04-01 | 2026-09-30
* | Five | safeguarding | Head of Safeguarding | 2026-04-01
""",
    ),
    Case(
        "plan with baseline and rag date",
        "x2.csv",
        b"""\
Action ID,Workstream,Action,SRO,Baseline due date,Forecast completion date,Actual completion \
date,RAG,RAG last updated,Comments,Start date
1,Safeguarding,One,Head of Safeguarding,30/06/2026,31/08/2026,,Amber,01/07/2026,late,01/04/2026
2,Assessing needs,Two,PSW,30/06/2026,,25/06/2026,Complete,01/07/2026,done,13/04/2026
""",
        "action",
        "reference action statement opened due closed",
        """
1 | One | safeguarding | 2026-04-01 | 2026-08-31
2 | Two | assessing_needs | 2026-04-13 | 2026-06-30 | 2026-06-25
""",
    ),
    Case(
        "a review to come is no note",
        "tracker of actions.csv",
        b"""\
Ref,Action,Lead role,Start date,Due date,Update,Review date,Next review
1,One,Head of Access,01/04/2026,30/09/2026,Begun,13/11/2026,14/12/2026
2,Two,PSW,13/04/2026,30/09/2026,,,
""",
        "action",
        "reference action opened due progress progress_on",
        """
1 | One | 2026-04-01 | 2026-09-30 | Begun
2 | Two | 2026-04-13 | 2026-09-30
""",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file(case: Case) -> None:
    check(case)
