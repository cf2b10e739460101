"""Voice and video in the room of a meeting: a small mesh of browsers, through relays of this place only.

What always holds: nobody's address is told to anybody else in the room. Browsers are told to speak through the relays
alone, and what they tell each other passes by here, where anything that names another address is refused
(`descriptions`). Without a relay there is no voice. Who speaks is forgotten with who is there.
The room is whole without.
"""
