"""Shows: the web application over meter."""
