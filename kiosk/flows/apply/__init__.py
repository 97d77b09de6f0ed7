"""From the wish to the filled form: finding the item, its guide, consent, who applies, the form."""
