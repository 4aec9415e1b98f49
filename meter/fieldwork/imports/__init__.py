"""Taking answers of another system over: who is meant, what is wrong, what is kept."""
