"""Rows into what the pages of the ground floor show."""
