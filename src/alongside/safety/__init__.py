"""Safety: what is asked before a text is sent, what is said to somebody in danger, and moderation.

Whoever owns something that can be reported registers it in `reportable`; whatever takes what people write asks
`pauses.check_may_write` first, and hands what sounds like danger to `services.bring`. Always: nobody reports what they
do not see, looks after what is about themself, or removes somebody alone; what was seen is destroyed at its time.
"""
