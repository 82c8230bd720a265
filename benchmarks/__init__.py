"""What docs/performance.md reports, measured by `make bench-pages`."""
