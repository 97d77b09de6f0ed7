"""Measurements as ratios: ours next to what the wire allows and next to a peer, in one run."""
