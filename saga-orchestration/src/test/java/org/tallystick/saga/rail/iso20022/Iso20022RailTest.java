package org.tallystick.saga.rail.iso20022;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.saga.rail.iso20022.Orders.messageId;
import static org.tallystick.saga.rail.iso20022.Orders.order;
import static org.tallystick.saga.rail.iso20022.Orders.settings;

import com.prowidesoftware.swift.model.mx.MxPain00100109;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.saga.TestFaults;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.rail.RailNews;
import org.tallystick.saga.rail.TestClaims;
import org.tallystick.values.Asset;

@Timeout(60)
class Iso20022RailTest {
    @TempDir
    Path folder;

    private final TestClaims claims = new TestClaims();
    private final BlockingQueue<RailNews> news = new LinkedBlockingQueue<>();

    private Iso20022Rail open(Duration bundleEvery) throws IOException {
        return open(bundleEvery, () -> true);
    }

    private Iso20022Rail open(Duration bundleEvery, BooleanSupplier mayExchange) throws IOException {
        Iso20022Rail rail = Iso20022Rail.open(
                settings(folder, bundleEvery),
                one -> CompletableFuture.completedFuture(news.add(one)),
                claims,
                Clock.systemUTC(),
                mayExchange);
        rail.start();
        return rail;
    }

    private static RailAnswer submit(Rail rail, RailInstruction order) throws Exception {
        return rail.submit(order).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private List<Path> awaitFiles(int count) throws Exception {
        List<Path> files = DurableFiles.files(folder.resolve("outbox"));
        while (files.size() < count) {
            Thread.onSpinWait();
            files = DurableFiles.files(folder.resolve("outbox"));
        }
        return files;
    }

    @Test
    void paysThroughFiles() throws Exception {
        try (Iso20022Rail rail = open(Duration.ZERO)) {
            submit(rail, order("p1"));
            submit(rail, order("p2"));
            awaitFiles(2);
            RailAnswer answer = submit(rail, order("p1"));
            while (!(answer instanceof RailAnswer.Accepted)) {
                answer = rail.inquire(order("p1")).toCompletableFuture().get(10, TimeUnit.SECONDS);
            }
            assertThat(answer).isEqualTo(new RailAnswer.Accepted(messageId("p1")));
            Files.writeString(folder.resolve("inbox/r.xml"), TestBank.report(TestBank.status(messageId("p1"), "ACSC")));
            assertThat(news.take())
                    .isEqualTo(new RailNews(
                            "iso20022",
                            messageId("p1"),
                            order("p1").payment(),
                            RailNews.Kind.SETTLED,
                            messageId("p1"),
                            null,
                            null));
        }
    }

    @ParameterizedTest
    @MethodSource("org.tallystick.saga.TestFaults#ofEachKind")
    void exchangesFilesAgainAfterAFault(Throwable fault) throws Exception {
        try (TestFaults faults = new TestFaults();
                Iso20022Rail rail = open(Duration.ZERO, () -> {
                    faults.happen();
                    return true;
                })) {
            faults.next(fault);
            faults.awaitFailing("iso20022-files");
            submit(rail, order("p1"));
            faults.next(null);
            awaitFiles(1);
            faults.awaitRecovered("iso20022-files");
        }
    }

    @Test
    void bundlesWhatComesInTheInterval() throws Exception {
        try (Iso20022Rail rail = open(Duration.ofSeconds(2))) {
            for (int i = 0; i < 5; i++) {
                assertThat(submit(rail, order("p" + i))).isEqualTo(new RailAnswer.Waiting());
            }
            Path file = awaitFiles(1).get(0);
            assertThat(MxPain00100109.parse(Files.readString(file))
                            .getCstmrCdtTrfInitn()
                            .getGrpHdr()
                            .getNbOfTxs())
                    .isEqualTo("5");
        }
    }

    @Test
    void neverGivesWhatWasWithdrawnWhileItWaited() throws Exception {
        try (Iso20022Rail rail = open(Duration.ofSeconds(2))) {
            submit(rail, order("p1"));
            submit(rail, order("p2"));
            claims.withdraw("p1");
            String content = Files.readString(awaitFiles(1).get(0));
            assertThat(content).contains(messageId("p2")).doesNotContain(messageId("p1"));
        }
    }

    @Test
    void refusesWhatNoFileCanHold() throws Exception {
        try (Iso20022Rail rail = open(Duration.ZERO)) {
            RailInstruction points = order("p", "1", new Asset("POINTS", 0).toString(), Orders.BENEFICIARY, null);
            assertThat(submit(rail, points))
                    .isEqualTo(
                            new RailAnswer.Refused("invalid_currency", "The asset is no currency of three letters."));
            claims.withdraw("p");
            assertThat(submit(rail, points)).isEqualTo(new RailAnswer.Withdrawn());
        }
    }

    @Test
    void onlyOneOfTwoExchangesFilesAndTheOtherTakesOver() throws Exception {
        Iso20022Rail first = open(Duration.ZERO);
        try (Iso20022Rail second = open(Duration.ZERO)) {
            submit(second, order("p1"));
            awaitFiles(1);
            first.close();
            submit(second, order("p1"));
            submit(second, order("p2"));
            awaitFiles(2);
        }
        assertThat(DurableFiles.files(folder.resolve("outbox"))).hasSize(2);
    }

    @Test
    void saysThatNothingWasSentWhenTheFolderIsGone() throws Exception {
        try (Iso20022Rail rail = open(Duration.ofDays(1))) {
            Files.delete(folder.resolve("state/waiting"));
            assertThat(submit(rail, order("p1"))).isInstanceOf(RailAnswer.NotSent.class);
        }
    }
}
