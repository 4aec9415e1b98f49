"""Forms: what was posted to a section becomes answers; items become markup."""
