"""Pages of circles, by who opens them: the owner (`circle`, `network`), whoever holds an invitation (`invitation`),
somebody who supports with an account (`supporting`) or without one (`contact`).
"""
