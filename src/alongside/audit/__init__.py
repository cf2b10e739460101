"""Who did what, and who looked: append only, chained, without content.

Always holds: an entry names people and rows by id and an action by a fixed word, never what somebody wrote;
nobody, this program included, changes or deletes one (a database trigger refuses). Others call `services.record`.
"""
