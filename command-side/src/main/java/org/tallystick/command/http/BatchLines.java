package org.tallystick.command.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.tallystick.api.Bodies;
import org.tallystick.api.ByteOrderMark;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;

/** The lines of an NDJSON body, read one at a time within the limits of a batch. */
final class BatchLines {
    static final int MAX_LINES = 10_000;
    static final int MAX_BYTES = 16 << 20;
    static final int MAX_LINE_BYTES = 1 << 20;

    private final InputStream in;
    private final byte[] read = new byte[1 << 13];
    private int from;
    private int to;
    private int bytes;
    private int lines;
    private boolean atStart = true;

    BatchLines(InputStream in) {
        this.in = in;
    }

    /**
     * The next line without its end, null at the end of the body. Blank lines are skipped and do not count.
     *
     * @throws ProblemException 413 when the body has too many or too long lines, or is too long; {@code malformed} when it
     *     breaks off
     */
    byte[] next() {
        try {
            byte[] line = atStart ? withoutMark(line()) : line();
            atStart = false;
            while (line != null && isBlank(line)) {
                line = line();
            }
            return line == null ? null : counted(line);
        } catch (IOException e) {
            throw Bodies.brokenOff();
        }
    }

    private static byte[] withoutMark(byte[] line) {
        return line == null ? null : ByteOrderMark.skippedIn(line);
    }

    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (from < to || fill()) {
            int end = from;
            while (end < to && read[end] != '\n') {
                end++;
            }
            line.write(read, from, end - from);
            if (line.size() > MAX_LINE_BYTES) {
                throw new ProblemException(Problem.tooLarge(MAX_LINE_BYTES));
            }
            from = end;
            if (end < to) {
                from++;
                return line.toByteArray();
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    private boolean fill() throws IOException {
        int count = in.read(read);
        from = 0;
        to = Math.max(0, count);
        bytes += to;
        if (bytes > MAX_BYTES) {
            throw new ProblemException(Problem.tooLarge(MAX_BYTES));
        }
        return count >= 0;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private byte[] counted(byte[] line) {
        if (++lines > MAX_LINES) {
            throw new ProblemException(
                    new Problem(413, "too_large", "The batch has more than " + MAX_LINES + " lines.", Map.of()));
        }
        return line;
    }
}
