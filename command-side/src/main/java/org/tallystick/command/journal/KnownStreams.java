package org.tallystick.command.journal;

import java.util.Map;

/**
 * Streams that the index was seen to hold, the least recently used ones forgotten first. What is in the index is durable
 * and stays there for ever, so this never has to be taken back.
 */
final class KnownStreams {
    private static final int MOST = 100_000;

    private final Map<String, Boolean> streams = new RecentlyUsed<>(MOST);

    boolean contains(String stream) {
        return streams.get(stream) != null;
    }

    void add(String stream) {
        streams.put(stream, Boolean.TRUE);
    }
}
