"""English days and times as they are understood wherever English is read: the month in words, a clock of 24 hours.

Which figure is the month differs between London and New York, so in figures a day is year, month, day alone.
What somebody types is read in the same way.
"""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
