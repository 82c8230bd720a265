#!/usr/bin/env python
"""The command line of Prepare for assessment: `python manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    """Run one management command; a wrong setting ends with a sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db.utils import InterfaceError, OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Prepare for assessment can't start: {error}")
    except (OperationalError, InterfaceError) as error:
        reason = str(error).strip().splitlines()[0]
        sys.exit(
            f"Prepare for assessment can't use its database: {reason}\n"
            "Nothing was changed. Check DATABASE_URL and that the database is running, then try again; "
            "if the service was never set up here, run `make run` or `manage.py migrate` first."
        )


if __name__ == "__main__":
    main()
