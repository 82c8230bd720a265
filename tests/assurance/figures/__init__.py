"""Figures on their way into the database and back."""
