"""Mailing: what people are due, the outbox it waits in, and the mail server."""
