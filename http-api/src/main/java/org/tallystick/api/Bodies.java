package org.tallystick.api;

import java.io.IOException;
import java.io.InputStream;

/** Reads bodies of requests within their limits. */
public final class Bodies {
    private Bodies() {}

    /** What a body is read from. */
    public interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Reads a body to its end.
     *
     * @param length in bytes, as the client told it; negative when it did not
     * @throws ProblemException {@code too_large} beyond the limit, {@code malformed} when the body breaks off
     */
    public static byte[] read(Source body, long length, int maxBytes) {
        int mostBytes = maxBytes + 1;
        try {
            int wanted = length < 0 ? mostBytes : (int) Math.min(length, mostBytes);
            byte[] bytes = body.open().readNBytes(wanted);
            if (length >= 0 && bytes.length < wanted) {
                throw brokenOff();
            }
            if (bytes.length > maxBytes) {
                throw new ProblemException(Problem.tooLarge(maxBytes));
            }
            return bytes;
        } catch (IOException e) {
            throw brokenOff();
        }
    }

    /** What a body that cannot be read to its end is answered with. */
    public static ProblemException brokenOff() {
        return new ProblemException(Problem.malformed("The body could not be read to its end."));
    }
}
