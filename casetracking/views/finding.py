"""Finding what an address names, within the round that @allowed has let the person into."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest

from assurance.models import Round
from assurance.official import statements_of_edition
from assurance.questions import Question
from casetracking.cld.signs import read_reference
from casetracking.models import Attribute, Candidate, Pool
from casetracking.statuses import AuditStatus

NO_POOL = "This round has no pool of cases with this address."


def pool_of(request: HttpRequest, round: Round, slug: str, *, purged: bool = False) -> Pool:
    """A pool of the round; one that is purged only where `purged`. Left on the request for the record of looks."""
    found = next(iter(_pool.rows(round.pk, slug)), None)
    if found is None:
        raise Http404(NO_POOL)
    if found.purged_at is not None and not purged:
        raise Http404(f"This pool was purged on {found.purged_at:%-d %B %Y}. Nothing about people is left in it.")
    found.round = round
    request.pool = found
    return found


def pools_of(round: Round) -> list[Pool]:
    """A round's pools, the first made first, with how many candidates and cases each has: one query."""
    return _pools.rows(round.pk)


@Question
def _pools(round: int) -> QuerySet[Pool]:
    return Pool.objects.in_round(round)


def candidate_of(pool: Pool, typed: str) -> Candidate:
    """Somebody of the pool by their reference, with their case and lock, if any, and `audits_unfinished`."""
    reference = read_reference(typed)
    found = next(iter(_candidate.rows(pool.pk, reference)), None) if reference else None
    if found is None:
        raise Http404(
            "This pool has nobody with this reference. Check it against your list: one wrong sign is enough."
        )
    return found


def attributes_of(round: Round, slugs: tuple[str, ...] = ()) -> list[Attribute]:
    """What may be known of a candidate, or some of it, in the council's words and order: one query."""
    return _attributes.rows(round.council_id, slugs)


@Question
def _pool(round: int, slug: str) -> QuerySet:
    return Pool.objects.filter(round=round, slug=slug)


@Question
def _candidate(pool: int, reference: str) -> QuerySet:
    unfinished = Count("case__audits", filter=~Q(case__audits__status=AuditStatus.FINISHED))
    found = Candidate.objects.filter(pool=pool, reference=reference).select_related("case", "lock__by")
    return found.annotate(audits_unfinished=unfinished)


@Question
def _attributes(council: int, slugs: tuple[str, ...]) -> QuerySet:
    every = Attribute.objects.of_council(council)
    return every.filter(slug__in=slugs) if slugs else every


def titles_of(round: Round) -> dict[str, str]:
    """The titles of the round's statements by slug."""
    return {one.slug: one.title for one in statements_of_edition(round.edition)}
