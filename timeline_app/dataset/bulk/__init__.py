"""Large datasets into columns, piece by piece, with the problems and places of the careful reader."""
