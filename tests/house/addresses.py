"""Every address of ours, walked from the URLconf, with an example of each in Northmoor's round."""

from dataclasses import dataclass
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assurance.roles import Permission
from tests.house.rooms import ROOMS

# What only takes a form (the others show a page), and what is sent to each so that the act can be done.
ACTS = {
    "council_choose": {"council": "northmoor"},
    "settings_person_link": {},
    "round_withdraw": {},
    "round_people_confirm": {},
    "position_read": {},
    "position_share": {"shared": "yes"},
    "statement_save": {"text-summary": "We assess.", "version-summary": "1"},
    "statement_here": {"slot": "summary"},
    "statement_confirm": {"confirm": "summary 1"},
    "document_again": {},
    "document_stop": {},
    "evidence_file_confirm": {},
    "evidence_file_again": {},
    "evidence_take_up": {},
    "citation_confirm": {},
    "action_reopen": {},
    "action_take_back": {},
    "statement_action": {"draft": "Waits are too long."},
    "workbook_discard": {},
    "comment_resolve": {},
    "comment_reopen": {},
    "inbox_open": {"notice": "1"},
    "criterion_remove": {},
    "attribute_retire": {},
    "pool_sheet_discard": {},
    "attribute_restore": {},
    "pool_draw_take": {},
    "candidate_unlock": {},
    "case_milestone_remove": {},
    "case_contact_remove": {},
    "case_return": {},
    "audit_take_back": {"kind": "audit"},
    "audit_reopen": {"kind": "audit"},
    "audit_discussed": {},
    "theme_remove": {},
    "figure_update": {"part": "summary", "figure": "0123456789abcdef", "version": "1"},
    "figure_ask_again": {"part": "summary", "figure": "0123456789abcdef", "version": "1"},
    "inbox_read": {},
    "timeline_remove": {},
    "timeline_restore": {},
    "visit_restore": {},
    "visit_entry_remove": {},
    "visit_entry_restore": {},
    "visit_entry_action": {},
    "visit_entry_follow_up": {},
    "visit_entry_undo": {"what": "action"},
    "pack_again": {},
    "pack_stop": {},
    "follow_up_reopen": {},
    "return_bulk": {"do": "chase"},
    "return_item_remove": {},
    "return_item_restore": {},
    "return_item_check": {"seen": ""},
    "return_item_confirm": {},
    "return_part_remove": {},
    "return_part_move": {"place": "1"},
}


@dataclass(frozen=True)
class Address:
    """One of our addresses."""

    name: str
    view: object
    parameters: tuple[str, ...]

    @property
    def room(self) -> str:
        """The app it belongs to."""
        return self.view.__module__.partition(".")[0]

    @property
    def permission(self) -> Permission | None:
        """What @allowed says on its view."""
        return getattr(self.view, "permission", None)

    @property
    def is_act(self) -> bool:
        """Whether it takes a form only."""
        return self.name in ACTS

    def url(self, examples: dict) -> str:
        """The address with an example in every place."""
        return reverse(self.name, kwargs={key: examples[key] for key in self.parameters})


@cache
def ours() -> tuple[Address, ...]:
    """Every address of ours; allauth's and the admin's are not."""
    return tuple(
        Address(p.name, p.callback, tuple(p.pattern.converters)) for p in _walk(get_resolver()) if _is_ours(p)
    )


def _walk(resolver: URLResolver):
    for entry in resolver.url_patterns:
        yield from _walk(entry) if isinstance(entry, URLResolver) else [entry]


def _is_ours(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.partition(".")[0] in ROOMS and pattern.name is not None


def pages() -> list[Address]:
    """The addresses that show something."""
    return [address for address in ours() if not address.is_act]


def in_a_round() -> list[Address]:
    """The addresses that stand under a round's slug."""
    return [address for address in ours() if "round" in address.parameters]
