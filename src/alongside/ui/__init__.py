"""What every page is made of: the frame, components, headers, sentences for errors, crisis lines.

Always holds: no page asks another host for anything; nothing is inline; every page works without JavaScript.
"""
