"""Pages of a community beside those of Misago and NodeBB, and the made-up communities that others measure with."""
