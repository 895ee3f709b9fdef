package org.tallystick.command.http;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps an answer that has to wait: in memory up to a limit, beyond it in a temporary file that goes with the process. */
final class AnswerBuffer extends OutputStream {
    private static final int MOST_IN_MEMORY = 1 << 20;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(1 << 13);
    private FileChannel file;
    private OutputStream rest;
    private long size;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (rest == null && memory.size() + length > MOST_IN_MEMORY) {
            Path path = Files.createTempFile("tallystick-answer", null);
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            rest = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
        }
        (rest == null ? memory : rest).write(bytes, offset, length);
        size += length;
    }

    /** In bytes. */
    long size() {
        return size;
    }

    void sendTo(OutputStream out) throws IOException {
        memory.writeTo(out);
        if (rest != null) {
            rest.flush();
            file.position(0);
            Channels.newInputStream(file).transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
