"""Writes the arrays that NpyReaderTest and NpzFileTest read: NumPy's own files are the reference for ours.

Usage: python3 make_arrays.py (in this folder). Expected values stand in the tests.
"""
import numpy as np

np.save("f4.npy", np.array([[1.5, -2], [3, 4.25], [0, 2.0**-10]], "<f4"))
np.save("f2_fortran.npy", np.asfortranarray(np.arange(6, dtype="<f2").reshape(2, 3) / 4))
np.save("f8_big_endian_0d.npy", np.array(2.5, ">f8"))
np.save("i8_fortran_3d.npy", np.asfortranarray(np.arange(24, dtype="<i8").reshape(2, 3, 4)))
np.save("u2_big_endian.npy", np.array([1, 256, 65535], ">u2"))
np.save("u8.npy", np.array([1, 2**63], "<u8"))
np.save("bool.npy", np.array([True, False, True]))
np.save("empty.npy", np.zeros((0, 3), "<f4"))
np.save("text.npy", np.array("qé\U0001f600"))
np.save("object.npy", np.array([{}], dtype=object), allow_pickle=True)
np.save("record.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
np.savez("stored.npz", a=np.arange(3, dtype="<i2"), b=np.array(7, "<u1"))
np.savez_compressed("deflated.npz", a=np.repeat(np.arange(8, dtype="<i4"), 500))
