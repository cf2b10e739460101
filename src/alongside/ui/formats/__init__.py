"""How a language writes times where it differs from Django's way: a module `formats` for each."""
