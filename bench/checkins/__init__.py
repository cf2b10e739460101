"""How many check-ins does a worker ask and note as missed, and does that stay as a community grows to a million?"""
