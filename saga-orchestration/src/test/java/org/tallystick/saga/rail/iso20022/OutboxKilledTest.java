package org.tallystick.saga.rail.iso20022;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.saga.rail.TestClaims;

/**
 * A process that gives orders to the bank, one in ten of them withdrawn, is killed again and again, while the bank takes the
 * files away. Some of them bundle and some do not.
 */
class OutboxKilledTest {
    private static final int ORDERS = 200;
    private static final int KILLS = 6;
    private static final int WITHDRAWN_OF = 10;

    @TempDir
    Path folder;

    private final StringBuilder taken = new StringBuilder();

    @Test
    @Timeout(180)
    void givesEveryOrderExactlyOnceAndWhatWasWithdrawnNever() throws Exception {
        long seed = System.nanoTime();
        System.out.println("OutboxKilledTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < KILLS; i++) {
            Process giver = giver(i % 2 == 0 ? Duration.ZERO : Duration.ofMillis(50));
            awaitFirstLine(giver);
            long end = System.nanoTime() + random.nextInt(400) * 1_000_000L;
            while (System.nanoTime() < end) {
                takeFiles();
            }
            giver.destroyForcibly().waitFor();
        }
        Process last = giver(Duration.ofMillis(50));
        while (last.isAlive()) {
            takeFiles();
        }
        assertThat(last.waitFor()).isZero();
        takeFiles();
        assertThat(IntStream.range(0, ORDERS)).allSatisfy(i -> {
            String id = "<EndToEndId>" + Orders.messageId("p" + i) + "<";
            if (i % WITHDRAWN_OF == 0) {
                assertThat(taken).doesNotContain(id);
            } else {
                assertThat(taken).containsOnlyOnce(id);
            }
        });
        assertThat(folder.resolve("state/sealing")).isEmptyDirectory();
    }

    private Process giver(Duration bundleEvery) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Giver.class.getName(),
                        folder.toString(),
                        bundleEvery.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitFirstLine(Process giver) throws IOException {
        assertThat(giver.getInputStream().read()).isNotEqualTo(-1);
    }

    private void takeFiles() throws IOException {
        if (!Files.exists(folder.resolve("outbox"))) {
            return;
        }
        for (Path file : DurableFiles.files(folder.resolve("outbox"))) {
            try {
                String content = Files.readString(file);
                assertThat(content).endsWith("</Document>");
                Files.delete(file);
                taken.append(content);
            } catch (NoSuchFileException e) {
                throw new AssertionError("a file went away from the outbox: " + file, e);
            }
        }
    }

    /** Submits all orders from the first on, whatever became of them before, and waits until they are written. */
    static final class Giver {
        private Giver() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            TestClaims claims = new TestClaims();
            for (int i = 0; i < ORDERS; i += WITHDRAWN_OF) {
                claims.withdraw("p" + i);
            }
            try (Iso20022Rail rail = Iso20022Rail.open(
                    Orders.settings(folder, Duration.parse(arguments[1])),
                    one -> CompletableFuture.completedFuture(true),
                    claims,
                    Clock.systemUTC(),
                    () -> true)) {
                rail.start();
                System.out.println("started");
                for (int i = 0; i < ORDERS; i++) {
                    rail.submit(Orders.order("p" + i)).toCompletableFuture().get(10, TimeUnit.SECONDS);
                }
                while (!DurableFiles.files(folder.resolve("state/waiting")).isEmpty()) {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
