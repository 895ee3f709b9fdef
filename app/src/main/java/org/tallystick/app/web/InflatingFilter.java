package org.tallystick.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;

/**
 * Takes a batch that comes in gzip as if it came without. It is inflated as it is read, so that what limits a body limits
 * what comes out of it, and its length is not known before.
 */
final class InflatingFilter extends HttpFilter {

    /** Whether a request has a body in gzip that is taken. */
    static boolean inflates(HttpServletRequest request) {
        return "gzip".equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING))
                && request.getMethod().equals("POST")
                && request.getRequestURI().endsWith("/batches");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(inflates(request) ? new Inflated(request) : request, response);
    }

    private static final class Inflated extends HttpServletRequestWrapper {
        private final ServletInputStream body;

        Inflated(HttpServletRequest request) throws IOException {
            super(request);
            this.body = new InflatedBody(request.getInputStream());
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }

        @Override
        public int getContentLength() {
            return -1;
        }

        @Override
        public long getContentLengthLong() {
            return -1;
        }
    }

    /** What is read first is the head of the gzip, and that may come late: nothing is read before it is asked for. */
    private static final class InflatedBody extends ServletInputStream {
        private final ServletInputStream deflated;
        private GZIPInputStream inflated;

        InflatedBody(ServletInputStream deflated) {
            this.deflated = deflated;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                if (inflated == null) {
                    inflated = new GZIPInputStream(deflated, 1 << 13);
                }
                return inflated.read(into, offset, length);
            } catch (ZipException e) {
                throw new ProblemException(Problem.malformed("The body is not well-formed gzip."));
            }
        }

        @Override
        public boolean isFinished() {
            return deflated.isFinished();
        }

        @Override
        public boolean isReady() {
            return deflated.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            deflated.setReadListener(listener);
        }
    }
}
