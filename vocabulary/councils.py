"""What kinds of council there are."""

from vocabulary.labels import LabelledEnum


class AuthorityType(LabelledEnum):
    """Kinds of council in England that have adult social care duties."""

    LONDON_BOROUGH = "London borough"
    METROPOLITAN_DISTRICT = "metropolitan district"
    UNITARY_AUTHORITY = "unitary authority"
    COUNTY_COUNCIL = "county council"
