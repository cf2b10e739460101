"""Groups: communities with a purpose and agreements, in which everybody goes by an alias of that group.

Always holds: purpose and agreements are read before joining; other members see the alias of this group and nothing that
leads to another alias or to an account; an open group has a host; a hidden group is not there for whoever is not in it.
A `Membership` is what everything of a group hangs on, never a person: whoever leaves and comes back is somebody new.
Others call `policies`, `queries` and `services`. What is one thing in a group has a package of its own, with the
same files in each: `threads`, `unanswered`, `chat`, `stage`, `regular`, `calling`, `milestones`, `aliases`.
"""
