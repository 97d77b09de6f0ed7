"""The words between a kiosk and the hall about applications, over HTTPS. ``submission.py`` what is handed in,
``questions.py`` what a kiosk asks, ``answers.py`` what the hall says, ``paths.py`` where."""
