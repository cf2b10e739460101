"""Chat rooms of groups: what is written in them, read live and forgotten after the group's period."""
