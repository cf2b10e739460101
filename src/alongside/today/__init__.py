"""The pages that mix capabilities: home and what comes first.

Every capability registers its card in `ready()`; nobody is named here.
"""
