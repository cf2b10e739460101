"""Reading a file that a stranger made in a process that is held back, and taking only what it writes anew.

Always holds: what was sent is opened in no process of ours; the child that reads it has no environment, no file, no
connection, little time and little memory, and ends by itself; what it says is not believed beyond its size. Others
call `run_child` with a script of their own, which calls `held.answer`, and let a `Door` say how many run at once.
"""

from alongside.kernel.heldback.running import Door, run_child

__all__ = ["Door", "run_child"]
