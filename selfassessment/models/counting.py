"""Counting what belongs to each row of an outer query, without joining it."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_by(outer: str, rows: QuerySet, each: str = "") -> Coalesce:
    """How many `rows` there are that refer to the outer row by their field `outer`; each `each` counted once.

    Two joins to many would pair every row of the one with every row of the other, and whatever else the outer query
    asks would be asked again for each pair; a count of its own is asked once for each outer row.
    """
    belonging = rows.filter(**{outer: OuterRef("pk")}).order_by()
    counted = belonging.values(outer).annotate(number=Count(each or "pk", distinct=bool(each))).values("number")
    return Coalesce(Subquery(counted), 0)
