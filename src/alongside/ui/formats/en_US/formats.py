"""English times of day on a clock of twice twelve hours, for readers in the United States; days read as everywhere."""

TIME_FORMAT = "g:i A"
DATETIME_FORMAT = "j F Y, g:i A"
SHORT_DATETIME_FORMAT = "j M Y, g:i A"
