"""What every exhibit has to say beside its headline, by key and place: subtitle, verdict, meaning,
alternative, source, caveats; the headline too where the frame alone does not say it. Nothing here
calls what wrote the sentences, and no column that holds words of the product's judgement is
believed.
"""

from __future__ import annotations

from tests.components.exhibits.claims.texts import (
    assessed_today,
    bearing,
    characteristics,
    compare,
    complaint_half_years,
    complaints,
    equity,
    front_door,
    measures,
    one_measure,
    plan,
    practice,
    ratings,
    region,
    then_and_now,
    training,
)

TEXTS = ratings.TEXTS | training.TEXTS | complaints.TEXTS | practice.TEXTS | plan.TEXTS
TEXTS |= complaint_half_years.TEXTS
TEXTS |= measures.TEXTS
TEXTS |= assessed_today.TEXTS
TEXTS |= bearing.TEXTS
TEXTS |= equity.TEXTS
TEXTS |= one_measure.TEXTS
TEXTS |= front_door.TEXTS
TEXTS |= compare.TEXTS
TEXTS |= region.TEXTS
TEXTS |= then_and_now.TEXTS
TEXTS |= characteristics.TEXTS
