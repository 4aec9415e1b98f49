"""Reports of results: what a result page shows, worded once and written as files."""
