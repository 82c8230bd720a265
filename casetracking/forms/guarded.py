"""The guard as it stands in this room, where a text is about particular people: it looks closely."""

from assurance.guard import GuardedForm


class ClosedForm(GuardedForm):
    """A form whose free text is looked through for names with titles, addresses and numbers of records too."""

    guard_closely = True
