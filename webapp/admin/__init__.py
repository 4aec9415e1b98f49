"""Administration: who has an account, and who looks after them."""
