package tessera.traces.npy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as 64 hexadecimal digits. */
public final class Sha256 {
    private static final int CHUNK = 1 << 20;

    private Sha256() {}

    /** An empty digest to be fed. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest's result; the digest is empty afterwards. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    public static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return hex(digest);
    }

    /** Of all bytes of a source, read piece by piece. */
    public static String of(ByteSource source) {
        MessageDigest digest = digest();
        byte[] chunk = new byte[CHUNK];
        for (long offset = 0; offset < source.size(); offset += CHUNK) {
            int length = (int) Math.min(CHUNK, source.size() - offset);
            source.read(offset, chunk, 0, length);
            digest.update(chunk, 0, length);
        }
        return hex(digest);
    }
}
