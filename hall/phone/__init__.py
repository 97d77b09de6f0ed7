"""The page for the applicant's own phone: pictures of papers, sealed at once to the visit at the kiosk."""
