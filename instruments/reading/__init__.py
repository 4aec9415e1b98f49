"""Reading instrument files: text, shape, meaning, and what is wrong with them."""
