package tessera.traces.check;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;

/** Why a file could not be read or written, in the user's words instead of Java's. */
public final class FileTrouble {
    private FileTrouble() {}

    /** A few words, such as {@code "permission denied"}; what Java says where there are no better ones. */
    public static String reason(Exception trouble) {
        if (trouble instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (trouble instanceof AccessDeniedException || trouble instanceof SecurityException) {
            return "permission denied";
        }
        if (trouble instanceof FileAlreadyExistsException || trouble instanceof NotDirectoryException) {
            return "a file stands where a folder is needed";
        }
        if (trouble instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        if (trouble instanceof ReadOnlyFileSystemException) {
            return "the file system is read-only";
        }
        if (trouble instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage();
    }
}
