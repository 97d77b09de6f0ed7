"""The touch screen of the cabinet: pure flows and screens, and a thin pane of glass that shows them."""
