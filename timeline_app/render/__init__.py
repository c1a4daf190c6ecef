"""Paints a scene with QtGui: fonts, measuring, screen, PNG, SVG, PDF. Knows no widgets."""
