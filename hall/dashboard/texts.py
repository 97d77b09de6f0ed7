"""Words."""


def language_context(request):
    return {"lang": "zh"}
