"""Django's own way to PostgreSQL, reading times quickly: see base.py."""
