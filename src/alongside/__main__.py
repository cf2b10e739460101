"""`python -m alongside` is the `alongside` command."""

from alongside.config.cli import main

if __name__ == "__main__":
    main(prog_name="alongside")
