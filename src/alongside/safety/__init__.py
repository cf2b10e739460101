"""Safety: what is asked before a text is sent, and what is said to somebody whose words sound like danger to life."""
