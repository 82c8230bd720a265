"""Figures between a file and the database: what a file would change, as plain values."""
