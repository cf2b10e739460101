"""People: joining under an alias, signing in, roles, sessions, export and erase.

Always holds: no e-mail address is needed; an alias is the only thing others may see; erasing destroys the data key.
Others may call `models.Person`, `policies`, `services`.
"""
