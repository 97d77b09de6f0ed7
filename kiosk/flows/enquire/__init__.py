"""Without applying anew: a notice or slip is scanned, progress asked, a case rated, paper originals handed in."""
