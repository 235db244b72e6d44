"""The window: PySide6 widgets, models, actions and theme over what core and paper give."""
