"""What an item of the return is called: its reference, which stands once in a section, and that section. Pure.

>>> in_section("care-provision", "S1")
'Care provision, S1'
"""


def section_name(slug: str) -> str:
    """A section in a word or three: the one in its address, which is the statement's in short.

    >>> section_name("case-list"), section_name("general")
    ('Case list', 'General')
    """
    return slug.replace("-", " ").capitalize()


def in_section(section: str, reference: str) -> str:
    """An item's reference with its section, without which many items have the same."""
    return f"{section_name(section)}, {reference}"
