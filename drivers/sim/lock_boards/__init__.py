"""Lock boards with frames of their makers' own, at byte level: own parsing and sums, no code of the drivers."""
