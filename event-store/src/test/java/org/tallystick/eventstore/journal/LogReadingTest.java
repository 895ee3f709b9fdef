package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.eventstore.DamagedEventsException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.lending.LendingEvents.BookReturned;
import org.tallystick.lending.LendingStore;

/** What an answer of the log says of what follows it, whatever its size. */
@Timeout(120)
class LogReadingTest {
    private static final String BOOK = "moby";
    private static final int[] SIZES = {3, 9, 81};
    private static final int[] PORTIONS = {1, 2, 3, 4, 5, 6, 7, 8, 20, 1_000};

    private final DataSource database = LendingStore.database();
    private LendingStore lending;
    private long ofBook;
    private int others;

    @AfterEach
    void close() {
        if (lending != null) {
            lending.close();
        }
    }

    /** Units of 3, 9 and 81 events: in the store, each with a block of the index to itself, and after them in memory. */
    private EventLog units(DataSource where, JournalSettings settings) throws Exception {
        lending = LendingStore.with(where, settings);
        for (int i = 0; i < 9; i++) {
            lending.store(unit(SIZES[i % SIZES.length]));
            if (i < 6) {
                lending.close();
                lending = LendingStore.with(where, settings);
            }
        }
        return lending.store().log();
    }

    private EventLog units() throws Exception {
        return units(database, LendingStore.settings());
    }

    /** Of one book as often as of others. */
    private DomainEventMessage<?>[] unit(int size) {
        DomainEventMessage<?>[] events = new DomainEventMessage<?>[size];
        for (int i = 0; i < size; i++) {
            events[i] = i % 2 == 0 ? event(BOOK, ofBook++) : event("other" + others++, 0);
        }
        return events;
    }

    private static DomainEventMessage<?> event(String book, long sequence) {
        return new GenericDomainEventMessage<>("Book", book, sequence, new BookReturned(book));
    }

    /** Goes on behind the last event of an answer until an answer is empty. */
    private static List<RecordedEvent> toTheEnd(LongFunction<List<RecordedEvent>> read) {
        List<RecordedEvent> all = new ArrayList<>();
        List<RecordedEvent> some = read.apply(0);
        while (!some.isEmpty()) {
            all.addAll(some);
            some = read.apply(some.get(some.size() - 1).position());
        }
        return all;
    }

    private static List<Long> positions(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::position).toList();
    }

    @Test
    void onlyAtTheHeadIsAnAnswerEmptyAndAShortOneEndsWithAUnit() throws Exception {
        EventLog log = units();
        List<RecordedEvent> all = log.read(0, 100_000);
        assertThat(all).hasSize((int) log.head());
        for (int portion : PORTIONS) {
            for (long after = 0; after < log.head(); after++) {
                List<RecordedEvent> some = log.read(after, portion);
                assertThat(some).isNotEmpty().hasSizeLessThanOrEqualTo(portion);
                assertThat(some).isEqualTo(all.subList((int) after, (int) after + some.size()));
                int next = (int) after + some.size();
                if (some.size() < portion && next < all.size()) {
                    assertThat(cause(all.get(next))).isNotEqualTo(cause(all.get(next - 1)));
                }
            }
            assertThat(log.read(log.head(), portion)).isEmpty();
        }
    }

    @Test
    void unitsAreReadWholeHoweverLargeTheyAre() throws Exception {
        EventLog log = units();
        List<RecordedEvent> all = log.read(0, 100_000);
        for (int portion : PORTIONS) {
            for (long after = 0; after < log.head(); after++) {
                List<RecordedEvent> some = log.readUnits(after, portion);
                int next = (int) after + some.size();
                assertThat(some).isNotEmpty().isEqualTo(all.subList((int) after, next));
                if (next < all.size()) {
                    assertThat(cause(all.get(next))).isNotEqualTo(cause(all.get(next - 1)));
                }
                if (some.size() > portion) {
                    assertThat(some).extracting(LogReadingTest::cause).containsOnly(cause(some.get(0)));
                }
            }
            assertThat(log.readUnits(log.head(), portion)).isEmpty();
        }
    }

    private static String cause(RecordedEvent event) {
        return event.metadata().get(LendingStore.CAUSE);
    }

    @Test
    void aStreamIsReadToItsEndInPortionsOfAnySize() throws Exception {
        assertIsReadToItsEnd(units());
    }

    private static void assertIsReadToItsEnd(EventLog log) {
        List<RecordedEvent> expected = log.read(0, 100_000).stream()
                .filter(event -> event.stream().equals(BOOK))
                .toList();
        assertThat(expected).hasSize(3 * (2 + 5 + 41));
        for (int portion : PORTIONS) {
            assertThat(positions(toTheEnd(after -> log.readStream(BOOK, after, portion))))
                    .as("portions of %s", portion)
                    .isEqualTo(positions(expected));
        }
        assertThat(log.readStream(BOOK)).isEqualTo(expected);
    }

    @Test
    void aProcessThatDoesNotWriteReadsStreamsBeyondTheIndex() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            units(postgres.getPostgresDatabase(), rarelyIndexing());
            try (LendingStore other = LendingStore.with(postgres.getPostgresDatabase(), rarelyIndexing())) {
                assertThat(other.store().journal().isWriter()).isFalse();
                assertIsReadToItsEnd(other.store().log());
            }
            lending.close();
            lending = null;
        }
    }

    /** The index is written at the end of the process. */
    private static JournalSettings rarelyIndexing() {
        return new JournalSettings(
                Durability.PROCESS, 10, 100, 1_000, 100_000, 100, Duration.ofHours(1), Duration.ofSeconds(10), 1);
    }

    @Test
    void aTailThatIsMissingIsNotTakenForTheEnd() throws Exception {
        long head = units().head();
        lending.close();
        lending = LendingStore.with(database, LendingStore.settings());
        new JdbcTemplate(database).update("DELETE FROM journal WHERE position = ?", head);
        EventLog log = lending.store().log();
        assertThatThrownBy(() -> log.read(head - 1, 10)).isInstanceOf(DamagedEventsException.class);
    }
}
