"""Reviewing: answers are verified, returned with a question, and accepted."""
