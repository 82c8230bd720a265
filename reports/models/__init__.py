"""The rows of what leaves the building."""

from reports.models.document import Document
from reports.models.pack import Pack

__all__ = ["Document", "Pack"]
