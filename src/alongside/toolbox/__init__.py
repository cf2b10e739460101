"""The toolbox: short practices that steady somebody, each a file of data.

Always holds: a practice needs no account, keeps nothing about anybody, makes no sound and moves only when asked to; all
it says stands on the page as text. A community adds one by putting a file into `data/practices`. Others find them
through `ui.at_hand`.
"""
