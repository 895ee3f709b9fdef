package org.tallystick.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection that stays open, with at most one request under way. */
final class LoadConnection implements AutoCloseable {
    private static final int SHOWN = 400;

    private final SocketAddress address;
    private final Selector selector;
    private final RequestSource source;
    private final AnswerParser parser = new AnswerParser();
    private SocketChannel channel;
    private SelectionKey key;
    private LoadRequest request;
    private ByteBuffer unsent;
    private long since;

    LoadConnection(SocketAddress address, Selector selector, RequestSource source) throws IOException {
        this.address = address;
        this.selector = selector;
        this.source = source;
        open();
    }

    private void open() throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean isBusy() {
        return request != null;
    }

    /** @param since the moment from which its latency counts */
    void send(long since) throws IOException {
        this.since = since;
        request = source.next();
        unsent = ByteBuffer.wrap(request.bytes());
        parser.begin();
        write();
    }

    private void write() throws IOException {
        channel.write(unsent);
        key.interestOps(unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Goes on with what the channel is ready for; true when the answer has come to its end. */
    boolean proceed(ByteBuffer buffer, Measurements measurements) throws IOException {
        if (key.isWritable() && unsent.hasRemaining()) {
            write();
        }
        return key.isReadable() && read(buffer, measurements);
    }

    private boolean read(ByteBuffer buffer, Measurements measurements) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            closedByServer();
            return false;
        }
        buffer.flip();
        boolean complete = request != null && parser.take(buffer);
        if (complete) {
            if (parser.status() >= 400) {
                measurements.refusal(parser.status() + " " + beginning(buffer));
            }
            measurements.answered(request, parser.status(), since, System.nanoTime());
            request = null;
            if (parser.isLast()) {
                closedByServer();
            }
        }
        return complete;
    }

    private void closedByServer() throws IOException {
        channel.close();
        if (isBusy()) {
            throw new EOFException("the server closed a connection before it had answered");
        }
        open();
    }

    private static String beginning(ByteBuffer buffer) {
        byte[] bytes = new byte[Math.min(buffer.limit(), SHOWN)];
        buffer.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
