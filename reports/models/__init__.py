"""The rows of what leaves the building."""

from reports.models.document import Document

__all__ = ["Document"]
