package tessera.traces.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileTroubleTest {
    @Test
    void saysItInTheUsersWords() {
        assertEquals("no such file or folder", FileTrouble.reason(new NoSuchFileException("/x")));
        assertEquals("permission denied", FileTrouble.reason(new AccessDeniedException("/x")));
        assertEquals("it is not text in UTF-8", FileTrouble.reason(new MalformedInputException(1)));
        assertEquals(
                "No space left on device",
                FileTrouble.reason(new FileSystemException("/x", null, "No space left on device")));
        assertEquals("Is a directory", FileTrouble.reason(new IOException("Is a directory")));
        assertEquals("IOException", FileTrouble.reason(new IOException()));
    }
}
