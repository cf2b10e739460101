"""How a language writes days and times where it differs from Django's way: a module `formats` for each."""
