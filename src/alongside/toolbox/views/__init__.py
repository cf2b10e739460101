"""The pages of the toolbox: practices, worksheets, an urge that is waited out, who reads a sheet."""
