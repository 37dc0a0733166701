"""What comes from elsewhere is exactly what its makers published, and says under which licence."""

import hashlib
import json

import pytest

from .files import VENDOR

PACKAGES = json.loads((VENDOR / "MANIFEST.json").read_text())["packages"]
FILES = {name: digest for package in PACKAGES for name, digest in package["files"].items()}


@pytest.mark.parametrize("name", FILES)
def test_a_vendored_file_is_what_the_manifest_says(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == FILES[name]


def test_every_vendored_file_is_in_the_manifest():
    present = {path.name for path in VENDOR.iterdir()} - {"MANIFEST.json"}
    assert present == set(FILES)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_a_vendored_package_has_its_licence_beside_it(package):
    assert package["version"] and package["licence"]
    assert any(name.endswith("LICENSE") for name in package["files"])


def test_no_vendored_file_points_to_a_source_map_we_do_not_have():
    assert not [path.name for path in VENDOR.iterdir() if b"# sourceMappingURL" in path.read_bytes()]
