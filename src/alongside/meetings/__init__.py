"""Meetings: what others publish and what is held here, kept fresh, found by the asker's own time, and published again.

What always holds: a meeting is named by its source and the source's slug, so that reading a source again changes what
changed and nothing else; what a source does not name any more is kept for a while as not confirmed; what looks like a
broken source is held for an organiser. Every record that cannot be used is told with its slug and a sentence. Nothing
here says who goes to a meeting.

Others may call `policies`, `queries` and `services`, and the pure modules: `timing` (when a meeting starts next),
`programs` (types in a fellowship's words), `passcodes` (what of a text is shown only when asked for), `formats`
(reading and writing what others understand).
"""
