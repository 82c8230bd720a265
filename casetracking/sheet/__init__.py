"""A council's own spreadsheet, read in a process of its own into references and attributes; nothing else leaves it."""
