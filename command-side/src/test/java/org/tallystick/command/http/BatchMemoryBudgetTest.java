package org.tallystick.command.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tallystick.api.ProblemException;
import org.tallystick.values.LedgerName;

/** How many lines may be under way, of all batches together. */
@Timeout(60)
class BatchMemoryBudgetTest {
    private static final String LINE =
            "{\"postings\":[{\"debit\":\"a\",\"credit\":\"b\",\"amount\":1,\"asset\":\"EUR/2\"}]}\n";
    private static final int LINES_THAT_FIT = 3;

    private final BatchMemoryBudget space = new BatchMemoryBudget(LINES_THAT_FIT * 4_500L);
    private final BatchMemoryBudget.Share share = space.share();

    private BatchReader reader(boolean atomic, BatchMemoryBudget.Share share) {
        byte[] body = LINE.repeat(10).getBytes(StandardCharsets.US_ASCII);
        BatchLines lines = new BatchLines(new ByteArrayInputStream(body));
        return new BatchReader(new LedgerName("l"), atomic, null, lines, new TimeOrderedIds(), share);
    }

    @Test
    void aChunkEndsWhereThereIsNoMoreRoom() {
        BatchChunks chunks = BatchChunks.awaited(reader(false, share), share::isRoom);
        List<BatchReader.Line> first = chunks.next(true);
        assertThat(first).hasSize(LINES_THAT_FIT);
        assertThat(chunks.next(false)).isEmpty();
        first.forEach(line -> share.giveBack(line.memory()));
        assertThat(chunks.next(false)).hasSize(LINES_THAT_FIT);
    }

    @Test
    void oneThatHasNotBegunIsRefused() {
        share.take(100_000);
        assertThatThrownBy(() -> reader(false, space.share()).next())
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(503);
                    assertThat(e.problem().code()).isEqualTo("overloaded");
                    assertThat(e.retryAfterSeconds()).isPositive();
                });
    }

    @Test
    void oneThatIsAloneAndMayNotBeCutIsReadAllTheSame() {
        assertThat(BatchChunks.awaited(reader(false, share), () -> true).next(true))
                .hasSize(10);
        assertThat(reader(true, space.share()).all()).hasSize(10);
    }

    @Test
    void oneThatHasBegunWaits() {
        BatchReader reader = reader(false, share);
        reader.next();
        BatchMemoryBudget.Share other = space.share();
        other.take(100_000);
        CompletableFuture<BatchReader.Line> next = CompletableFuture.supplyAsync(reader::next);
        other.close();
        assertThat(next.join().problem()).isNull();
    }

    @Test
    void whatIsNotAnsweredIsGivenBackAtTheEnd() {
        share.take(100_000);
        share.giveBack(40_000);
        assertThat(share.isRoom()).isFalse();
        share.close();
        assertThat(share.awaitRoom(Duration.ZERO)).isTrue();
    }
}
