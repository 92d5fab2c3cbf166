"""Makes `oracle` importable from the tests of every wing."""
