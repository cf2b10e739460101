"""The pages of check-ins: one's own (`own`, `answering`), and those of whoever supports somebody (`shared`)."""
