"""What stands in the database as a slug, a yes or a number, in words."""

import re

NOT_RECORDED = "Not recorded"
_AGES = re.compile(r"^(\d+)-(\d+)$")
_TO = re.compile(r"(?<=\d)-to-(?=\d)")
# Slugs whose words are more than the slug without its hyphens.
_SAID = {
    "service-user": "Draws on care", "carer": "Unpaid carer", "both": "Draws on care and is a carer",
    "linked-carer": "Known through somebody else", "full-cost": "Pays in full", "fully-council": "Paid by the council",
    "joint": "Paid by both",
    "other-council": "Another council", "nhs": "To the NHS", "advice": "Information and advice",
    "to-financial-or-end-of-life": "To financial assessment or end of life care", "st-max": "ST-Max",
    "not": "Not met", "fully": "Fully met", "partially": "Partly met", "self-funder": "Paid for their own care",
}  # fmt: skip


def words_of(value: bool | str | int | None) -> str:
    """A value in words: "Yes", "75 to 84", "Personal care", "Not recorded"."""
    if value is None or value == "":
        return NOT_RECORDED
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return f"{value:,}"
    if value in _SAID:
        return _SAID[value]
    ages = _AGES.match(value)
    if ages:
        return f"{ages[1]} to {ages[2]}"
    return _TO.sub(" to ", value).replace("-", " ").capitalize()


def as_written(value: bool | str | int | None) -> str:
    """A value as a key of JSON: yes, no, a choice's slug, a number, or empty for "not recorded"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def count_of(number: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 person", "2,000 people"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
