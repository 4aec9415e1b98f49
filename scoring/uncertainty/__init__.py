"""How sure a score is: what other choices, and open answers, would make of it."""
