"""Scripts that import each other, as they are served."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from interviewprep.static_files import StaticFiles


def test_a_script_imports_another_by_the_name_that_changes_with_it(tmp_path: Path) -> None:
    storage = StaticFiles(location=str(tmp_path), base_url="/static/")
    names = ["js/draft-store.js", "js/draft-keeper.js"]
    for name in names:
        storage.save(name, ContentFile((settings.BASE_DIR / "static" / name).read_bytes()))
    list(storage.post_process({name: (storage, name) for name in names}))
    served = (tmp_path / storage.stored_name("js/draft-keeper.js")).read_text()
    imported = re.search(r'from "\./(.+?)"', served)
    assert imported
    assert storage.stored_name("js/draft-store.js") == f"js/{imported[1]}"
    assert imported[1] != "draft-store.js"
    compressed = {each.suffix for each in tmp_path.rglob("draft-keeper.*.js.*")}
    assert compressed == {".br", ".gz"}
