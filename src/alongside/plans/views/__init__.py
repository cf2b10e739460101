"""The pages of plans: the owner's, and those of whoever may read a step."""
