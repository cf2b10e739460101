"""Side-by-side measurements, one folder a question: `python -m bench.reachout [--quick]`, all with `make bench`.

Each runs real processes on a scratch PostgreSQL, is seeded, ends by itself, and prints one table with its reference
from the same run beside it. By default the database is a fresh embedded one; with DATABASE_URL set, a scratch
database beside the one it names, dropped at the end.
"""
