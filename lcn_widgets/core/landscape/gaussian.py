"""Complex numbers with rational parts, for arrays of objects."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Gaussian:
    """re + i·im, exactly."""

    re: Fraction
    im: Fraction = Fraction(0)

    @classmethod
    def of(cls, z: complex) -> Gaussian:
        """The number that a complex float is."""
        return cls(Fraction(z.real), Fraction(z.imag))

    def __add__(self, other: Gaussian) -> Gaussian:
        """Sum."""
        return Gaussian(self.re + other.re, self.im + other.im)

    def __sub__(self, other: Gaussian) -> Gaussian:
        """Difference."""
        return Gaussian(self.re - other.re, self.im - other.im)

    def __neg__(self) -> Gaussian:
        """Negative."""
        return Gaussian(-self.re, -self.im)

    def __mul__(self, other: Gaussian | Fraction | int) -> Gaussian:
        """Product."""
        if isinstance(other, Gaussian):
            re = self.re * other.re - self.im * other.im
            return Gaussian(re, self.re * other.im + self.im * other.re)
        return Gaussian(self.re * other, self.im * other)

    __rmul__ = __mul__

    def conjugate(self) -> Gaussian:
        """Complex conjugate."""
        return Gaussian(self.re, -self.im)

    def __abs__(self) -> Fraction:
        """|re| + |im|, a norm that is submultiplicative and rational."""
        return abs(self.re) + abs(self.im)

    def rounded(self, bits: int) -> Gaussian:
        """The nearest number with parts in 2^-bits·Z."""
        scale = 2**bits
        return Gaussian(
            Fraction(round(self.re * scale), scale), Fraction(round(self.im * scale), scale)
        )

    def __complex__(self) -> complex:
        """The nearest complex float."""
        return complex(float(self.re), float(self.im))
