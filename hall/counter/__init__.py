"""The hall's counter: what kiosks reach over HTTPS, and the process that serves it."""
