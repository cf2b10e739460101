"""Instruments: questionnaires that others have tested, taken by somebody for themselves and compared over time.

An instrument is a file (`files` says what stands in it), scored by `scoring` alone. Always holds: what somebody answers
is sealed with their own key and theirs alone, until they let somebody who said yes to them read the numbers of one
questionnaire; nobody is told anything because of an answer; an answer that points to danger leads to help before the
number is shown, and the page says so beforehand. A number is no diagnosis and no forecast. Others call `policies`,
`queries` and `services`.
"""
