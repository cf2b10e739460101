"""A person's circle: their ties, and what each supporter offers."""
