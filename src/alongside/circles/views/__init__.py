"""Pages of circles, by who opens them: the owner (`circle`), whoever holds an invitation (`invitation`), somebody who
supports with an account (`supporting`) or without one (`contact`). `asks` are of both ends, `build` is the
guided path.
"""
