"""The unanswered guarantee: posts that wait, who is asked next, and what everybody concerned is told of it."""
