"""Roles and what they may do: one table, shown to people at /settings/roles/ and swept by the tests.

The table is the project's paper on people, line by line. A grant is either plain or holds under a condition that
`assurance.access.Access` works out for a person, a round and a statement.
"""

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody is in a council."""

    OFFICER = "officer", "Officer"
    PSW = "psw", "Principal social worker"
    AUDITOR = "auditor", "Practice auditor"
    PROGRAMME_MANAGER = "programme-manager", "Programme manager"
    DIRECTOR = "director", "Director"
    LEAD_MEMBER = "lead-member", "Lead member"
    DATA_ADMIN = "data-admin", "Data administrator"
    SYSTEM_ADMIN = "system-admin", "System administrator"
    CHALLENGER = "challenger", "Challenger (invited)"


class Permission(TextChoices):
    """What can be done in the service, named once."""

    ANYONE = "anyone", "see a page that needs no sign-in"
    SIGNED_IN = "signed-in", "see one's own home page"
    READ_ROUND = "read-round", "read the round's text"
    READ_HISTORY = "read-history", "see who changed what, and earlier texts"
    WRITE_STATEMENT = "write-statement", "write a statement"
    COMMENT = "comment", "comment"
    SEE_SCORES = "see-scores", "see scores, reasons and their history"
    GIVE_SCORE = "give-score", "give a score"
    CHALLENGE = "challenge", "give a challenge score"
    REVIEW = "review", "review and agree"
    SIGN_OFF = "sign-off", "sign off, reopen a signed round, share scores"
    READ_EVIDENCE = "read-evidence", "read evidence and actions"
    CHANGE_EVIDENCE = "change-evidence", "change evidence and actions"
    RETURN_OWN = "return-own", "work on the information return and the visit"
    RETURN_ALL = "return-all", "run the information return, the timeline and the visit"
    CASES_CURATE = "cases-curate", "run the case room: candidates, criteria, draw, pool, consent"
    CASES_AUDIT = "cases-audit", "audit the cases given to them in the case room"
    CASES_COUNTS = "cases-counts", "see counts, coverage and themes of the case room (no case)"
    READ_FIGURES = "read-figures", "read figures"
    IMPORT_FIGURES = "import-figures", "import and undo figures, local measures"
    ROUND_PEOPLE = "round-people", "choose who does what in a round"
    INSTALLATION = "installation", "look after people, roles, editions, prompts and settings"


class Grant(TextChoices):
    """When a role has a permission."""

    ALWAYS = "always", "yes"
    ASSIGNED = "assigned", "where assigned"
    OWNER = "owner", "where owner of the statement"
    REVIEWER = "reviewer", "where named reviewer"
    INVITED = "invited", "where invited"
    SHARED = "shared", "when the director shares them"
    AFTER_OWN = "after-own", "own; others after giving theirs"
    CITED = "cited", "what is cited"


_EVERYWHERE = {role: Grant.ALWAYS for role in Role}
_LEADERS = {Role.PROGRAMME_MANAGER: Grant.ALWAYS, Role.DIRECTOR: Grant.ALWAYS}
_PRACTICE = {Role.OFFICER: Grant.ALWAYS, Role.PSW: Grant.ALWAYS}

TABLE: dict[Permission, dict[Role, Grant]] = {
    Permission.ANYONE: _EVERYWHERE,
    Permission.SIGNED_IN: _EVERYWHERE,
    Permission.READ_ROUND: {
        **_PRACTICE,
        **_LEADERS,
        Role.LEAD_MEMBER: Grant.INVITED,
        Role.DATA_ADMIN: Grant.ALWAYS,
        Role.CHALLENGER: Grant.INVITED,
    },
    Permission.READ_HISTORY: {**_PRACTICE, **_LEADERS},
    Permission.WRITE_STATEMENT: {Role.OFFICER: Grant.ASSIGNED, Role.PSW: Grant.ASSIGNED, **_LEADERS},
    Permission.COMMENT: {
        **_PRACTICE,
        **_LEADERS,
        Role.LEAD_MEMBER: Grant.INVITED,
        Role.CHALLENGER: Grant.INVITED,
    },
    Permission.SEE_SCORES: {
        Role.OFFICER: Grant.ASSIGNED,
        **_LEADERS,
        Role.LEAD_MEMBER: Grant.SHARED,
        Role.CHALLENGER: Grant.AFTER_OWN,
    },
    Permission.GIVE_SCORE: {Role.OFFICER: Grant.OWNER, **_LEADERS},
    Permission.CHALLENGE: {Role.CHALLENGER: Grant.INVITED},
    Permission.REVIEW: {Role.OFFICER: Grant.REVIEWER, Role.PSW: Grant.REVIEWER, **_LEADERS},
    Permission.SIGN_OFF: {Role.DIRECTOR: Grant.ALWAYS},
    Permission.READ_EVIDENCE: {
        **_PRACTICE,
        **_LEADERS,
        Role.DATA_ADMIN: Grant.ALWAYS,
        Role.CHALLENGER: Grant.CITED,
    },
    Permission.CHANGE_EVIDENCE: {**_PRACTICE, **_LEADERS},
    Permission.RETURN_OWN: {**_PRACTICE, **_LEADERS, Role.DATA_ADMIN: Grant.ALWAYS},
    Permission.RETURN_ALL: _LEADERS,
    Permission.CASES_CURATE: {Role.PSW: Grant.ALWAYS},
    Permission.CASES_AUDIT: {Role.PSW: Grant.ALWAYS, Role.AUDITOR: Grant.ALWAYS},
    Permission.CASES_COUNTS: {Role.PSW: Grant.ALWAYS, **_LEADERS},
    Permission.READ_FIGURES: {
        **_PRACTICE,
        **_LEADERS,
        Role.LEAD_MEMBER: Grant.ALWAYS,
        Role.DATA_ADMIN: Grant.ALWAYS,
        Role.CHALLENGER: Grant.INVITED,
    },
    Permission.IMPORT_FIGURES: {Role.DATA_ADMIN: Grant.ALWAYS},
    Permission.ROUND_PEOPLE: {Role.PROGRAMME_MANAGER: Grant.ALWAYS, Role.SYSTEM_ADMIN: Grant.ALWAYS},
    Permission.INSTALLATION: {Role.SYSTEM_ADMIN: Grant.ALWAYS},
}

# What a closed round no longer allows anybody: it stays as it was.
CHANGES_A_ROUND = frozenset(
    {
        Permission.WRITE_STATEMENT,
        Permission.COMMENT,
        Permission.GIVE_SCORE,
        Permission.CHALLENGE,
        Permission.REVIEW,
        Permission.SIGN_OFF,
        Permission.CHANGE_EVIDENCE,
    }
)


def grant(permission: Permission, role: Role) -> Grant | None:
    """The condition under which the role has the permission, or None when it never has."""
    return TABLE[permission].get(role)
