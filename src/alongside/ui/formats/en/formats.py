"""English times of day on a clock of 24 hours, as the hours of a week and the fields of forms are everywhere else."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "N j, Y, H:i"
SHORT_DATETIME_FORMAT = "m/d/Y H:i"
