"""Real processes, started, frozen and killed."""
