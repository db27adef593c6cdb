package tessera.traces.npy;

/**
 * Where one entry of a ZIP lies.
 *
 * @param method 0 stored, 8 deflated
 * @param size bytes when unpacked, as the directory says
 * @param compressedSize bytes in the file, inside the file
 * @param crc32 checksum of the unpacked bytes
 * @param offset of the first packed byte in the file
 */
record ZipEntryRange(String name, int method, long size, long compressedSize, long crc32, long offset) {
    static final int STORED = 0;
    static final int DEFLATED = 8;
}
