"""Pages of circles, by who opens them: the owner (`circle`, `coverage`, `network`), whoever holds an invitation
(`invitation`), somebody who supports with an account (`supporting`) or without one (`contact`). `asks`, `agreements`
and `thanks` are of both ends, `build` is the guided path, `burnout` is of whoever answers it alone.
"""
