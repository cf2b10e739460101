"""The ground every capability stands on: time, jobs, sealed fields, errors."""
