package org.tallystick.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds the status and the end of HTTP/1.1 answers in bytes that come in pieces, and looks at nothing else. */
final class AnswerParser {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_LINE = 8_192;

    private enum State {
        STATUS,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        TRAILERS,
        DONE
    }

    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private State state = State.STATUS;
    private int status;
    private long remaining;
    private boolean chunked;
    private boolean last;

    void begin() {
        state = State.STATUS;
        lineLength = 0;
        remaining = 0;
        chunked = false;
        last = false;
    }

    /** Whether the server closes the connection after this answer. */
    boolean isLast() {
        return last;
    }

    int status() {
        return status;
    }

    /** Takes bytes; true when the answer is complete. An answer before the final one (1xx) is passed over. */
    boolean take(ByteBuffer bytes) throws IOException {
        while (state != State.DONE && bytes.hasRemaining()) {
            if (state == State.BODY || state == State.CHUNK) {
                skip(bytes);
            } else if (readLine(bytes)) {
                endOfLine();
                lineLength = 0;
            }
        }
        return state == State.DONE;
    }

    private void skip(ByteBuffer bytes) {
        int taken = (int) Math.min(remaining, bytes.remaining());
        bytes.position(bytes.position() + taken);
        remaining -= taken;
        if (remaining == 0) {
            state = state == State.BODY ? State.DONE : State.CHUNK_SIZE;
        }
    }

    /** Collects a line without its end; false when the end has not come yet. */
    private boolean readLine(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                return true;
            } else if (lineLength == LONGEST_LINE) {
                throw new IOException("the answer has a line of more than " + LONGEST_LINE + " bytes");
            } else if (next != '\r') {
                line[lineLength++] = next;
            }
        }
        return false;
    }

    private void endOfLine() throws IOException {
        switch (state) {
            case STATUS -> {
                status = (int) number(9, 10);
                state = State.HEADERS;
            }
            case HEADERS -> header();
            case CHUNK_SIZE -> chunkSize();
            case TRAILERS -> state = lineLength == 0 ? State.DONE : State.TRAILERS;
            default -> throw new IllegalStateException(state.name());
        }
    }

    private void header() throws IOException {
        if (lineLength == 0) {
            endOfHeaders();
        } else if (begins(LENGTH)) {
            int digits = LENGTH.length;
            while (digits < lineLength && line[digits] == ' ') {
                digits++;
            }
            remaining = number(digits, 10);
        } else if (begins(CHUNKED)) {
            chunked = true;
        } else if (begins(CLOSE)) {
            last = true;
        }
    }

    private void endOfHeaders() {
        if (status < 200) {
            begin();
        } else if (chunked) {
            state = State.CHUNK_SIZE;
        } else {
            state = remaining == 0 ? State.DONE : State.BODY;
        }
    }

    /** The line end after a chunk comes as an empty line. */
    private void chunkSize() throws IOException {
        if (lineLength > 0) {
            remaining = number(0, 16);
            state = remaining == 0 ? State.TRAILERS : State.CHUNK;
        }
    }

    private boolean begins(byte[] lowerCase) {
        if (lineLength < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            if (Character.toLowerCase(line[i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private long number(int from, int radix) throws IOException {
        long number = 0;
        int at = from;
        for (int digit; at < lineLength && (digit = Character.digit(line[at], radix)) >= 0; at++) {
            number = number * radix + digit;
        }
        if (at == from) {
            throw new IOException(
                    "this is not an answer of HTTP/1.1: " + new String(line, 0, lineLength, StandardCharsets.US_ASCII));
        }
        return number;
    }
}
