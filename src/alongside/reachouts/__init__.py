"""Reach-outs: asking for company or help now, and somebody answering.

Always holds: a reach-out is never lost and ends answered, cancelled or unanswered; its plan is frozen when it starts,
and each later wave looks at what holds when it begins; nobody is notified twice by the same wave; a page that cannot
alert anybody says so. Others call `services.reach_out`, `queries` and `policies`.
"""
