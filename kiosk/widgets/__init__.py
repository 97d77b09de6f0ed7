"""The small set of things screens are built from. Each draws itself on a :class:`kiosk.page.Page`; none knows Kivy."""
