"""Asks HarfBuzz, which also shapes the page, whether a face can put a letter's accents in their place.

The tables of a font alone do not tell: letters and accents are composed, decomposed and exchanged (a dotless i, a
flatter accent over capitals) before they are placed. WeasyPrint loads the same library, so nothing new is needed.
"""

from ctypes import CDLL, POINTER, Array, Structure, byref, c_char_p, c_int, c_int32, c_uint32, c_void_p, cast
from functools import cache, lru_cache
from os import fsencode
from typing import NamedTuple

from workshops.printing.faces import Face

LIBRARIES = "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"
SMALL_CAPITALS = "smcp", "c2sc"


class _Glyph(Structure):
    _fields_ = [(name, c_uint32) for name in ("number", "mask", "cluster", "own_1", "own_2")]


class _Position(Structure):
    _fields_ = [*((name, c_int32) for name in ("wide", "high", "x", "y")), ("own", c_uint32)]


class _Feature(Structure):
    _fields_ = [(name, c_uint32) for name in ("tag", "value", "start", "end")]


class Placed(NamedTuple):
    """A glyph as it is set: its advance and its shift in font units; `width` is the advance that it has by itself."""

    glyph: int
    advance: int
    x: int
    y: int
    width: int


@lru_cache(maxsize=4096)
def places(face: Face, cluster: str, *, small_capitals: bool = False) -> bool:
    """Whether the letter and all its accents come out, each accent moved to an anchor or made one with the letter.

    One that has no anchor is left where it stands, at the foot of the next letter. An accent that belongs precisely
    there is taken for one of these: then a face that could is passed over, never the other way round.
    """
    first, *accents = shaped(face, cluster, SMALL_CAPITALS if small_capitals else ())
    return first.glyph != 0 and all(
        one.glyph != 0 and one.advance == 0 and (one.x, one.y) not in {(0, 0), (-one.width, 0)} for one in accents
    )


def shaped(face: Face, text: str, features: tuple[str, ...] = ()) -> list[Placed]:
    """The glyphs of `text`, in the order in which they are drawn."""
    harfbuzz, font, buffer = _harfbuzz(), _font(face), _harfbuzz().hb_buffer_create()
    try:
        spelled = text.encode("utf-32-le", "replace")
        harfbuzz.hb_buffer_add_utf32(buffer, spelled, len(text), 0, len(text))
        harfbuzz.hb_buffer_set_language(buffer, harfbuzz.hb_language_from_string(b"en-GB", -1))
        harfbuzz.hb_buffer_guess_segment_properties(buffer)
        harfbuzz.hb_shape(font, buffer, _switched_on(features), len(features))
        count = c_uint32()
        glyphs = cast(harfbuzz.hb_buffer_get_glyph_infos(buffer, byref(count)), POINTER(_Glyph))
        set_at = cast(harfbuzz.hb_buffer_get_glyph_positions(buffer, None), POINTER(_Position))
        return [_placed(font, glyphs[n], set_at[n]) for n in range(count.value)]
    finally:
        harfbuzz.hb_buffer_destroy(buffer)


def _placed(font: int, glyph: _Glyph, at: _Position) -> Placed:
    width = _harfbuzz().hb_font_get_glyph_h_advance(font, glyph.number)
    return Placed(glyph.number, at.wide, at.x, at.y, width)


def _switched_on(features: tuple[str, ...]) -> Array[_Feature]:
    made = (_Feature(int.from_bytes(tag.encode()), 1, 0, 0xFFFFFFFF) for tag in features)
    return (_Feature * len(features))(*made)


@cache
def _font(face: Face) -> int:
    """Kept for good, as there are few; the file is mapped into memory, not read."""
    harfbuzz = _harfbuzz()
    font: int = harfbuzz.hb_font_create(
        harfbuzz.hb_face_create(harfbuzz.hb_blob_create_from_file(fsencode(face.path)), 0)
    )
    return font


@cache
def _harfbuzz() -> CDLL:
    library, pointer = _loaded(), c_void_p
    library.hb_blob_create_from_file.argtypes, library.hb_blob_create_from_file.restype = [c_char_p], pointer
    library.hb_face_create.argtypes, library.hb_face_create.restype = [pointer, c_uint32], pointer
    library.hb_font_create.argtypes, library.hb_font_create.restype = [pointer], pointer
    library.hb_font_get_glyph_h_advance.argtypes = [pointer, c_uint32]
    library.hb_language_from_string.argtypes, library.hb_language_from_string.restype = [c_char_p, c_int], pointer
    library.hb_buffer_create.argtypes, library.hb_buffer_create.restype = [], pointer
    library.hb_buffer_add_utf32.argtypes = [pointer, c_char_p, c_int, c_uint32, c_int]
    library.hb_buffer_set_language.argtypes = [pointer, pointer]
    library.hb_shape.argtypes = [pointer, pointer, pointer, c_uint32]
    for name in ("hb_buffer_get_glyph_infos", "hb_buffer_get_glyph_positions"):
        getattr(library, name).argtypes, getattr(library, name).restype = [pointer, pointer], pointer
    for name in ("hb_buffer_guess_segment_properties", "hb_buffer_destroy"):
        getattr(library, name).argtypes = [pointer]
    return library


def _loaded() -> CDLL:
    for name in LIBRARIES:
        try:
            return CDLL(name)
        except OSError:
            continue
    raise OSError(f"HarfBuzz is not installed: none of {', '.join(LIBRARIES)} can be loaded.")
