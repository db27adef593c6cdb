package tessera.traces.npy;

/** The first bytes of something unexpected, for messages: as text where they are text, else in hexadecimal. */
final class Excerpt {
    private static final int LONGEST = 8;

    private Excerpt() {}

    static String of(byte[] bytes) {
        if (bytes.length == 0) {
            return "an empty file";
        }
        StringBuilder text = new StringBuilder();
        StringBuilder hex = new StringBuilder();
        boolean isText = true;
        for (int i = 0; i < Math.min(bytes.length, LONGEST); i++) {
            int value = bytes[i] & 0xff;
            isText &= value >= 0x20 && value < 0x7f;
            text.append((char) value);
            hex.append(i == 0 ? "" : " ").append(String.format("%02x", value));
        }
        return isText ? "'" + text + "'" : "bytes " + hex;
    }
}
