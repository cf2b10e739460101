"""Voice notes on pages: the field that takes one, the answer that plays one, who may ask for the microphone."""
