package org.tallystick.app.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body does not tell its length: the memory that it needs is taken as it comes. */
final class CountedBody extends HttpServletRequestWrapper {
    private final RequestMemory.Share memory;

    CountedBody(HttpServletRequest request, RequestMemory.Share memory) {
        super(request);
        this.memory = memory;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Counting(super.getInputStream());
    }

    private final class Counting extends ServletInputStream {
        private final ServletInputStream body;

        Counting(ServletInputStream body) {
            this.body = body;
        }

        /** @throws org.tallystick.api.ProblemException {@code overloaded} when there is no memory for it */
        private int counted(int bytes) {
            if (bytes > 0 && !memory.take((long) AdmissionFilter.PER_BODY_BYTE * bytes)) {
                throw AdmissionFilter.overloaded();
            }
            return bytes;
        }

        @Override
        public int read() throws IOException {
            int read = body.read();
            counted(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return counted(body.read(into, offset, length));
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
