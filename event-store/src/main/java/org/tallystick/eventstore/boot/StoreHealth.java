package org.tallystick.eventstore.boot;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.tallystick.eventstore.journal.Journal;
import org.tallystick.eventstore.journal.JournalFigures;
import org.tallystick.eventstore.journal.StoreProbe;
import org.tallystick.storage.thread.ThreadWatch;

/**
 * Down while no command can be stored: the database does not answer or cannot be written, or no process writes. Another
 * process that writes is as good as this one, which hands commands to it. It never waits for the database.
 */
final class StoreHealth extends AbstractHealthIndicator {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    /** A lease may be without an owner for a moment, when it passes from one process to another. */
    private static final Duration LONGEST_WITHOUT_WRITER = Duration.ofSeconds(5);

    private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

    private final Journal journal;
    private final StoreProbe probe;
    private final ThreadWatch watch;

    StoreHealth(Journal journal, StoreProbe probe, ThreadWatch watch) {
        this.journal = journal;
        this.probe = probe;
        this.watch = watch;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        StoreProbe.Answer answer = probe.last();
        health.up()
                .withDetail("writer", journal.isWriter())
                .withDetail("writtenBy", answer.holder() == null ? "" : answer.holder())
                .withDetail("epoch", answer.epoch())
                .withDetail("position", answer.head())
                .withDetail("answeredMillisAgo", answer.age().toMillis());
        reason(answer).ifPresent(reason -> health.down().withDetail("reason", reason));
    }

    private Optional<String> reason(StoreProbe.Answer answer) {
        Duration write = watch.sight(JournalFigures.THREAD).standsFor();
        if (answer.age().compareTo(LONGEST_SILENCE) > 0) {
            return Optional.of(
                    "the database has not answered for " + answer.age().toSeconds() + " seconds");
        } else if (write.compareTo(LONGEST_WRITE) >= 0) {
            return Optional.of("a write to the store has not ended for " + write.toSeconds() + " seconds");
        } else if (journal.notWritable().isPresent()) {
            return journal.notWritable();
        }
        return probe.withoutWriter().compareTo(LONGEST_WITHOUT_WRITER) > 0
                ? Optional.of("no process writes to the store")
                : Optional.empty();
    }
}
