"""Our settings with the mirrored language of `tests.support.pseudo`, for processes that tests start."""

from alongside.config.settings import *  # noqa: F403 - all of them
from alongside.config.settings import LANGUAGES as OURS
from tests.support.pseudo import CODE, NAME, catalog_folder

LANGUAGES = [*OURS, (CODE, NAME)]
LOCALE_PATHS = [catalog_folder()]
