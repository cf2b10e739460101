"""The toolbox: short practices that steady somebody, and worksheets to fill in. Each is a file of data.

Always holds: a practice needs no account, keeps nothing about anybody, makes no sound and moves only when asked to; all
it says stands on the page as text. A filled worksheet, a sheet, is its owner's alone until they share it with somebody
who said yes to them; what is shared ends at once with the tie or the choice, and every look at it is noted. A community
adds either by putting a file into `data`. Others find practices, and what somebody wrote to themselves, through
`ui.at_hand`.
"""
