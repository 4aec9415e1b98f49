"""The facilitator's pack: a room on paper and on a projector, at one press."""
