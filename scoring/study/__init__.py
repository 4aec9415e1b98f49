"""What a score is made of, and what would change it."""
