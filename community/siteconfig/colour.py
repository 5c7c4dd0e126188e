"""From a picked colour to the two numbers that the design takes: a hue and its strength."""

from __future__ import annotations

import math

MOST_CHROMA = 0.13  # up to here contrast holds for all 360 hues


def hue_and_chroma(colour: str) -> tuple[float, float]:
    """OKLCH hue (0 to 360) and chroma (0 to .13) of "#rrggbb"; its lightness is left out, as that is the design's.

    Björn Ottosson, "A perceptual color space for image processing" (2020), https://bottosson.github.io/posts/oklab/:
    sRGB to linear light, to cone response, cube root, to OKLab; hue and chroma are its polar form.
    """
    r, g, b = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b_ = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    chroma = math.hypot(a, b_)
    hue = math.degrees(math.atan2(b_, a)) % 360 if chroma > 0.001 else 0.0
    return round(hue, 1), round(min(chroma, MOST_CHROMA), 3)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def brand_css(colour: str) -> str:
    """The small sheet that turns the whole design to the owner's hue."""
    hue, chroma = hue_and_chroma(colour)
    return f":root{{--brand-h:{hue:g};--brand-c:{chroma:g}}}\n"
