"""Pictures on pages: the field that takes one, and the answer that shows one."""
