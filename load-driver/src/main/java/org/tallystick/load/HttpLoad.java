package org.tallystick.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/** Puts load on one server. All connections are served by the thread that calls. */
public final class HttpLoad {
    private static final int BUFFER = 1 << 16;
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final InetSocketAddress address;

    /**
     * @param url the root of the server, of the form {@code http://host:port}
     * @throws IllegalArgumentException when it has another form, or the host is not known
     */
    public HttpLoad(String url) {
        URI uri = URI.create(url);
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("not of the form http://host:port: " + url);
        }
        address = new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("not a known host: " + uri.getHost());
        }
    }

    /** @param sources makes what a connection sends, from its number */
    public LoadResult run(LoadSettings settings, IntFunction<RequestSource> sources, LongConsumer progress)
            throws IOException {
        try (Run run = new Run(settings, sources, progress)) {
            run.drive();
            return run.measurements.result(settings);
        }
    }

    /** Sends each request once, over one connection. @throws IOException also when one of them is refused */
    public void sendAll(List<LoadRequest> requests) throws IOException {
        Iterator<LoadRequest> each = requests.iterator();
        Measurements measurements = new Measurements(0, 0, ignored -> {});
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (Selector selector = Selector.open();
                LoadConnection connection = new LoadConnection(address, selector, each::next)) {
            while (each.hasNext()) {
                connection.send(0);
                while (connection.isBusy()) {
                    select(selector);
                    selector.selectedKeys().clear();
                    connection.proceed(buffer, measurements);
                }
                if (measurements.firstRefusal() != null) {
                    throw new IOException("refused: " + measurements.firstRefusal());
                }
            }
        }
    }

    private static void select(Selector selector) throws IOException {
        if (selector.select(LONGEST_WAIT_MILLIS) == 0) {
            throw new IOException("the server did not answer within a minute");
        }
    }

    private final class Run implements AutoCloseable {
        private final LoadSettings settings;
        private final Selector selector = Selector.open();
        private final List<LoadConnection> connections = new ArrayList<>();
        private final Deque<LoadConnection> idle = new ArrayDeque<>();
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        private final long begin;
        private final long end;
        private final Measurements measurements;
        private long due;

        Run(LoadSettings settings, IntFunction<RequestSource> sources, LongConsumer progress) throws IOException {
            this.settings = settings;
            for (int i = 0; i < settings.connections(); i++) {
                connections.add(new LoadConnection(address, selector, sources.apply(i)));
            }
            idle.addAll(connections);
            begin = System.nanoTime();
            long from = begin + settings.warmUp().toNanos();
            end = from + settings.measured().toNanos();
            measurements = new Measurements(from, end, progress);
        }

        void drive() throws IOException {
            for (long now = begin; now < end || idle.size() < connections.size(); now = System.nanoTime()) {
                if (now < end) {
                    sendDue(now);
                }
                await();
                Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    LoadConnection connection = (LoadConnection) ready.next().attachment();
                    ready.remove();
                    if (connection.proceed(buffer, measurements)) {
                        answered(connection);
                    }
                }
            }
        }

        /** In a closed loop what is answered sends at once, without waiting for the others that are ready. */
        private void answered(LoadConnection connection) throws IOException {
            long now = settings.isOpen() ? end : System.nanoTime();
            if (now < end) {
                connection.send(now);
            } else {
                idle.add(connection);
            }
        }

        private void sendDue(long now) throws IOException {
            while (!idle.isEmpty() && (!settings.isOpen() || nextDue() <= now)) {
                idle.poll().send(settings.isOpen() ? nextDue() : now);
                due++;
            }
        }

        private long nextDue() {
            return begin + (long) (due * 1e9 / settings.perSecond());
        }

        /** Waits for something to do: in an open loop no longer than a millisecond, for the next request to be due. */
        private void await() throws IOException {
            if (settings.isOpen() && !idle.isEmpty() && System.nanoTime() < end) {
                selector.select(1);
            } else {
                select(selector);
            }
        }

        @Override
        public void close() throws IOException {
            for (LoadConnection connection : connections) {
                connection.close();
            }
            selector.close();
        }
    }
}
