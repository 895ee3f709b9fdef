package org.tallystick.eventstore.journal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What a thread knows of streams without asking the index: those that it was seen to hold, which are durable and stay there
 * for ever, and those that did not exist when they were looked up together, until they are appended to or forgotten.
 */
final class KnownStreams {
    private static final int MOST = 100_000;

    private final Set<String> present = new HashSet<>();
    private final Set<String> absent = new HashSet<>();

    boolean isPresent(String stream) {
        return present.contains(stream);
    }

    boolean isAbsent(String stream) {
        return absent.contains(stream);
    }

    /** Of so many that they need not all be kept it starts anew: what is used is soon known again. */
    void addPresent(String stream) {
        if (present.size() >= MOST) {
            present.clear();
        }
        present.add(stream);
    }

    void setAbsent(Collection<String> streams) {
        absent.clear();
        absent.addAll(streams);
    }

    void appended(Collection<String> streams) {
        if (!absent.isEmpty()) {
            streams.forEach(absent::remove);
        }
    }
}
