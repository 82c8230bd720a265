"""An app that only test processes have: see apps.py."""
