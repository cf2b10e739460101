"""How long does it take to know who could answer: in one circle, and in all circles of a community together?"""
