"""Spanish times of day on a clock of twice twelve hours, where a page is written as in the United States."""

TIME_FORMAT = "g:i A"
DATETIME_FORMAT = r"j \d\e F \d\e Y \a \l\a\s g:i A"
SHORT_DATETIME_FORMAT = "d/m/Y g:i A"
