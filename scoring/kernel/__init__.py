"""The one way from coded answers to scores, for one response and for a million."""
