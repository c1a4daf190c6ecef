"""Fail unless a PNG has the size asked for and shows something: `check_figure.py FILE WIDTH HEIGHT`."""

import sys

import numpy as np
from PySide6.QtGui import QImage

file, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
image = QImage(file, "png").convertToFormat(QImage.Format.Format_RGB32)
if (image.width(), image.height()) != (width, height):
    sys.exit(f"{file} is {image.width()} x {image.height()} pixels, not {width} x {height}")
pixels = np.frombuffer(image.constBits(), np.uint32).reshape(height, -1)
colours, counts = np.unique(pixels, return_counts=True)
if colours.size < 100 or counts.max() > 0.99 * pixels.size:
    sys.exit(f"{file} is blank: {colours.size} colours")
print(f"{file}: {width} x {height} pixels, {colours.size} colours")
