"""What connects METER to other programs: their tokens, events they are told."""
