"""The committed bundle is what its sources make, checked and small."""

from __future__ import annotations

import json

from nodejs import FRONTEND, npm

STATIC = FRONTEND.parent / "static"
LIMIT = 300_000  # bytes; every widget instance carries its own copy


def test_types_agree(frontend):
    npm("run", "check", cwd=frontend)


def test_unit_tests_pass(frontend):
    npm("test", cwd=frontend)


def test_committed_bundle_is_up_to_date(frontend, tmp_path):
    npm("run", "build", "--", f"--outdir={tmp_path}", cwd=frontend)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in STATIC.iterdir()}
    assert set(built) == set(committed)
    stale = [name for name in built if built[name] != committed[name]]
    assert not stale, "run `npm run build` in lcn_widgets/frontend and commit lcn_widgets/static"


def test_bundle_is_small():
    assert (STATIC / "explorer.js").stat().st_size <= LIMIT


def test_lock_file_holds_no_addresses():
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]
