package org.tallystick.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.http.HttpRequest;

/** The body of a client on its way to the writer. When it breaks off, it was the client that did, and not the writer. */
final class ForwardedBody extends FilterInputStream {
    private final long length;
    private long read;
    private volatile boolean brokenOff;

    ForwardedBody(HttpServletRequest request) throws IOException {
        super(new PushbackInputStream(request.getInputStream(), 1));
        this.length = request.getContentLengthLong();
    }

    /** With its length where that is told: what is told of a body decides how much memory the writer keeps for it. */
    HttpRequest.BodyPublisher publisher() throws IOException {
        if (length == 0 || length < 0 && isEmpty()) {
            return HttpRequest.BodyPublishers.noBody();
        }
        HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofInputStream(() -> this);
        return length < 0 ? publisher : HttpRequest.BodyPublishers.fromPublisher(publisher, length);
    }

    /** An empty body without a length would be a body for the writer, which asks for its type. */
    private boolean isEmpty() throws IOException {
        byte[] first = new byte[1];
        if (read(first, 0, 1) < 0) {
            return true;
        }
        read = 0;
        ((PushbackInputStream) in).unread(first);
        return false;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        try {
            int got = super.read(into, offset, wanted);
            if (got < 0 && read < length) {
                throw new EOFException("the body is shorter than its length");
            }
            read += Math.max(0, got);
            return got;
        } catch (IOException e) {
            brokenOff = true;
            throw e;
        }
    }

    boolean isBrokenOff() {
        return brokenOff;
    }
}
