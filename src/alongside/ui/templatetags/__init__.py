"""Template tags of the interface; `{% load ui %}`."""
