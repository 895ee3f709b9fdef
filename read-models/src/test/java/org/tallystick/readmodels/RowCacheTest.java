package org.tallystick.readmodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which of the rows that were read may be shown again. */
class RowCacheTest {
    private final MemoryLog log = new MemoryLog();
    private final RowCache<String> rows = new RowCache<>(String::length);
    private final RowCache<String>.Source source = rows.source();
    private final RowCache<String>.Source other = rows.source();

    RowCacheTest() {
        log.add("a");
        log.add("b");
        source.confirmed(System.nanoTime());
        other.confirmed(System.nanoTime());
    }

    private static StreamRow<String> row(String value, long position) {
        return new StreamRow<>(value, position);
    }

    @Test
    void aRowThatABatchHasOvertakenIsNotKept() {
        source.published(log.read(0, 2), 2);
        rows.keep("a", row("before", 1), 0);
        assertThat(rows.find("a")).isNull();
        rows.keep("a", row("after", 2), 0);
        assertThat(rows.find("a")).isEqualTo(row("after", 2));
    }

    @Test
    void aBatchEndsTheRowsThatItTouchesAndNoOthers() {
        rows.keep("a", row("a", 1), 0);
        rows.keep("b", row("b", 1), 0);
        source.published(log.read(1, 1), 2);
        assertThat(rows.find("a")).isEqualTo(row("a", 1));
        assertThat(rows.find("b")).isNull();
    }

    @Test
    void aRowReadBeforeAllWereForgottenIsNotKept() {
        long before = rows.timesForgotten();
        rows.keep("a", row("a", 2), before);
        source.forget(2);
        assertThat(rows.find("a")).isNull();
        rows.keep("a", row("a", 2), before);
        assertThat(rows.find("a")).isNull();
        rows.keep("a", row("again", 2), rows.timesForgotten());
        assertThat(rows.find("a")).isEqualTo(row("again", 2));
    }

    /** The position of a row is the lower one of its sources. */
    @Test
    void whileItsSourcesAreApartNothingIsKept() {
        source.published(log.read(0, 2), 2);
        rows.keep("a", row("apart", 1), 0);
        assertThat(rows.find("a")).isNull();
        other.published(log.read(0, 2), 2);
        rows.keep("a", row("abreast", 2), 0);
        assertThat(rows.find("a")).isEqualTo(row("abreast", 2));
        other.forget(2);
        assertThat(rows.find("a")).isNull();
    }

    @Test
    void anOlderRowDoesNotTakeThePlaceOfANewerOne() {
        rows.keep("a", row("newer", 2), 0);
        rows.keep("a", row("older", 1), 0);
        assertThat(rows.find("a")).isEqualTo(row("newer", 2));
    }

    @Test
    void nothingIsShownThatWasNotSeenToBeCurrentOrIsWrittenByOthers() {
        RowCache<String> unconfirmed = new RowCache<>(String::length);
        unconfirmed.source().confirmed(System.nanoTime());
        unconfirmed.source();
        unconfirmed.keep("a", row("a", 1), 0);
        assertThat(unconfirmed.find("a")).isNull();
        rows.keep("a", row("a", 1), 0);
        source.foundShared();
        assertThat(rows.find("a")).isNull();
    }

    @Test
    void whatIsKeptIsBounded() {
        String large = "x".repeat(1 << 20);
        List<String> streams = IntStream.range(0, 100).mapToObj(i -> "s" + i).toList();
        streams.forEach(stream -> rows.keep(stream, row(large, 1), 0));
        assertThat(streams.stream().filter(stream -> rows.find(stream) != null).count())
                .isBetween(1L, 16L);
    }
}
