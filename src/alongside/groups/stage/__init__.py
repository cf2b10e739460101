"""Live events of groups: the stage, what is asked of it, the moderators' queue and the summary."""
