"""Safety: what is asked before a text is sent, what is said to somebody in danger, and moderation.

Always holds: nobody reports what they do not see, looks after what is about themself, or removes somebody alone; what
was seen is destroyed at its time; whoever is paused or removed can still reach out, read why, take their own along.
Whoever owns something that can be reported registers it in `reportable`. Whatever takes what others will read builds
its form on `asking.AsksFirst`, asks `pauses.check_may_write` before it keeps a word, and hands what sounds like danger
to `services.bring` where moderators look; `slow_start` counts what those who are new write.
"""
