"""The pages of safety: reporting, the moderators' queue, what was decided about somebody, and numbers."""
