"""The receipt printer (ESC/POS): bytes out, its state asked before and after."""
