"""How soon does a change in a room reach everybody who is in it?"""
