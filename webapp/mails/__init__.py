"""Mails: their words, in the language of whoever reads them."""
