"""The hall: receives what the kiosks log, stores, tells applicants by SMS, and shows it all to maintenance staff."""
