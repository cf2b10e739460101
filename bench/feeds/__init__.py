"""How quickly a feed of meetings is brought in."""
