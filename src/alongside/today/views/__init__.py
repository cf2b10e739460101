"""The pages of today: home, the first visit, and the organisers'."""
