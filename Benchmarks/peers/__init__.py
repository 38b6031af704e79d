"""The questions of README.md in the words of other engines, several formulations each. `peer.py` runs them."""
