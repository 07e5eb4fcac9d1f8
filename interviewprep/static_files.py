"""Static files whose names change with their content, also where one of our scripts imports another.

Django can do so for all scripts, but stumbles over imports in comments of other people's.
"""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = r"""(?P<matched>import (?P<import>.+?) from "(?P<url>\./.+?)";)"""


class StaticFiles(CompressedManifestStaticFilesStorage):
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((IMPORT, 'import %(import)s from "%(url)s";'),)),
    )
