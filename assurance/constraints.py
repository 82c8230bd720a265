"""Named database constraints used by several tables, so that each promise reads the same everywhere."""

from django.db.models import CheckConstraint, Q

LOWEST_SCORE = 1
HIGHEST_SCORE = 4


def score_is_1_to_4(table: str, field: str = "value") -> CheckConstraint:
    """The field holds a whole score from 1 to 4."""
    return CheckConstraint(
        condition=Q(**{f"{field}__gte": LOWEST_SCORE, f"{field}__lte": HIGHEST_SCORE}),
        name=f"{table}_{field}_is_1_to_4",
    )


def both_or_neither(table: str, first: str, second: str) -> CheckConstraint:
    """Two fields, such as who and when, are filled in together or not at all."""
    return CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=f"{table}_{first}_and_{second}_together",
    )
