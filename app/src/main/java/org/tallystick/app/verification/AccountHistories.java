package org.tallystick.app.verification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.AccountEvent;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.eventstore.DamagedEventsException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.AccountState;
import org.tallystick.values.Counters;

/** What accounts are by their events: those seen last are kept, others are read again from their streams. */
final class AccountHistories {
    private static final int KEPT = 100_000;
    private static final int PAGE = 1_000;

    private final EventLog log;
    private final Map<String, Last> kept = new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Last> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * The number of the last event of an account, and its state after it.
     *
     * @param whole whether the state is known for sure: an event that cannot be read may have changed it
     */
    record Last(long sequence, AccountState state, boolean whole) {}

    AccountHistories(EventLog log) {
        this.log = log;
    }

    /** Null for the event that opened an account, and where what was before cannot be read. */
    Last before(RecordedEvent event) {
        Last known = kept.get(event.stream());
        return known != null || event.sequence() == 0 ? known : read(event.stream(), event.position());
    }

    /** Null when the account was never opened, or it cannot be read. */
    Last last(String stream) {
        Last known = kept.get(stream);
        return known == null ? read(stream, Long.MAX_VALUE) : known;
    }

    void happened(RecordedEvent event, AccountEvent account) {
        Last after = after(kept.get(event.stream()), event, account);
        if (after != null) {
            kept.put(event.stream(), after);
        }
    }

    private Last read(String stream, long before) {
        try {
            return readAll(stream, before);
        } catch (DamagedEventsException e) {
            return null;
        }
    }

    private Last readAll(String stream, long before) {
        Last last = null;
        long position = 0;
        for (List<RecordedEvent> page = log.readStream(stream, 0, PAGE);
                !page.isEmpty();
                page = log.readStream(stream, position, PAGE)) {
            for (RecordedEvent event : page) {
                if (event.position() >= before) {
                    return last;
                }
                last = after(last, event, (AccountEvent) event.payload());
                position = event.position();
            }
        }
        return last;
    }

    /** What the event says is taken as it is, so that one that is wrong is not held against those after it. */
    private static Last after(Last before, RecordedEvent event, AccountEvent account) {
        if (account instanceof AccountStateEvent changed) {
            return new Last(event.sequence(), changed.state(), true);
        } else if (before == null) {
            return null;
        }
        boolean whole = before.whole() && event.sequence() == before.sequence() + 1;
        return new Last(event.sequence(), before.state().withCounters(account.counters()), whole);
    }

    /** The counters that an event must tell. */
    static Counters countersAfter(Last before, AccountEvent account) {
        Counters counters = before == null ? Counters.ZERO : before.state().counters();
        return account instanceof AccountEntry entry
                ? counters.plusPosted(entry.side(), entry.postedChange())
                        .plusPending(entry.side(), entry.pendingChange())
                : counters;
    }
}
