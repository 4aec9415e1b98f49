"""Staff: who organises rounds, and how they sign in and out."""
