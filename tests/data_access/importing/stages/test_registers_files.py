"""Registers of pilots, cohorts and groups seldom heard."""

from __future__ import annotations

import pytest

from tests.data_access.importing.stages.made_files import Case, check, workbook

CASES = [
    Case(
        "routes",
        "Workforce routes.xlsx",
        workbook(
            {
                "Cohorts": """
Route | Profession | Cohort | Staff in post | Starts | Completions | Withdrawn |\
 Retained at 12 months | Due 12 months
ASYE | Social workers | 2024/25 | #120 | #14 | #12 | #1 | #9 | #10
Degree apprenticeship | OT | 2024/25 | #30 | #3 | tbc | #0
Shadowing | Commissioners | 2025/26 | #22 | #5 | #5 | #0
"""
            }
        ),
        "workforce_route",
        "route profession period_start period_end headcount started completed left_early "
        "reached_12_months retained_12_months",
        """
asye | social_work | 2024-04-01 | 2025-03-31 | 120 | 14 | 12 | 1 | 10 | 9
apprenticeship | occupational_therapy | 2024-04-01 | 2025-03-31 | 30 | 3 |  | 0
shadowing | commissioning | 2025-04-01 | 2026-03-31 | 22 | 5 | 5 | 0
""",
    ),
    Case(
        "seldom heard",
        "Seldom heard groups.csv",
        b"""\
Community,Reason,Document,Population
Gypsy and Traveller communities,No site visits,Equality objectives,450
Deaf people,No interpreter,JSNA,"1,200"
Rough sleepers,No address,JSNA,n/k
""",
        "seldom_heard",
        "group why named_in adults",
        """
Gypsy and Traveller communities | No site visits | Equality objectives | 450
Deaf people | No interpreter | JSNA | 1200
Rough sleepers | No address | JSNA
""",
    ),
    Case(
        "pilots",
        "Innovation and research register.xlsx",
        workbook(
            {
                "Register": """
Ref | Project | Type | Partner organisation | Start date | Status | What was learnt |\
 Quality statement | Owner
I1 | Sensors at home | Pilot | A university | @2026-04-03 | Evaluated | Night visits down |\
 Healthier lives | Technology lead
I2 | Trusted assessors | Adopted from elsewhere | NHS trust | May 2026 | Rolled out | Faster |\
 Assessing needs | Head of Access
I3 | Loneliness study | Study | A charity | Q2 26/27 | Paused | tbc | Equity | Research lead
"""
            }
        ),
        "innovation",
        "reference name kind partner started stage statement owner",
        """
I1 | Sensors at home | pilot | A university | 2026-04-03 | evaluated |\
 supporting_healthier_lives | Technology lead
I2 | Trusted assessors | adopted_practice | NHS trust | 2026-05-01 | spread | assessing_needs |\
 Head of Access
I3 | Loneliness study | research | A charity | 2026-07-01 | stopped | equity | Research lead
""",
        recipe="""
[words.stage]
Paused = "stopped"
""",
        asks=("words.stage: 'Paused'",),
    ),
    Case(
        "innovation and routes words",
        "Apprenticeships and ASYE.csv",
        b"""\
Programme;Staff group;From;To;New starters;Qualified;Dropped out
ASYE;Social workers;01/09/2025;31/08/2026;12;;1
Apprentice;Occupational therapists;01/09/2025;31/08/2026;3;n/a;0
Career progression;Commissioner;01/09/2025;31/08/2026;c;0;0
""",
        "workforce_route",
        "route profession period_start started completed left_early",
        """
asye | social_work | 2025-09-01 | 12 |  | 1
apprenticeship | occupational_therapy | 2025-09-01 | 3 |  | 0
""",
        aside={"suppressed": 1},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file(case: Case) -> None:
    check(case)
