"""Reports: what was found, as text to read and as tables to keep."""
