package org.tallystick.command.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.tallystick.api.Bodies;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;

/** The lines of an NDJSON body, read one at a time within the limits of a batch. */
final class BatchLines {
    static final int MAX_LINES = 10_000;
    static final int MAX_BYTES = 16 << 20;
    static final int MAX_LINE_BYTES = 1 << 20;

    private final InputStream in;
    private int bytes;
    private int lines;

    BatchLines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * The next line without its end, null at the end of the body. Blank lines are skipped and do not count.
     *
     * @throws ProblemException 413 when the body has too many or too long lines, or is too long; {@code malformed} when it
     *     breaks off
     */
    byte[] next() {
        try {
            return read();
        } catch (IOException e) {
            throw Bodies.brokenOff();
        }
    }

    private byte[] read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        boolean blank = true;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (++bytes > MAX_BYTES) {
                throw new ProblemException(Problem.tooLarge(MAX_BYTES));
            }
            if (b == '\n') {
                if (!blank) {
                    return counted(line);
                }
                line.reset();
            } else {
                line.write(b);
                blank &= b == ' ' || b == '\r' || b == '\t';
                if (line.size() > MAX_LINE_BYTES) {
                    throw new ProblemException(Problem.tooLarge(MAX_LINE_BYTES));
                }
            }
        }
        return blank ? null : counted(line);
    }

    private byte[] counted(ByteArrayOutputStream line) {
        if (++lines > MAX_LINES) {
            throw new ProblemException(
                    new Problem(413, "too_large", "The batch has more than " + MAX_LINES + " lines.", Map.of()));
        }
        return line.toByteArray();
    }
}
