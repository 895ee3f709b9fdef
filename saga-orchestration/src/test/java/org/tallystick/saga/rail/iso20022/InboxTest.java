package org.tallystick.saga.rail.iso20022;

import static com.prowidesoftware.swift.model.mx.dic.CreditDebitCode.CRDT;
import static com.prowidesoftware.swift.model.mx.dic.CreditDebitCode.DBIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.saga.rail.iso20022.Orders.NOW;
import static org.tallystick.saga.rail.iso20022.Orders.messageId;
import static org.tallystick.saga.rail.iso20022.Orders.order;
import static org.tallystick.saga.rail.iso20022.TestBank.batch;
import static org.tallystick.saga.rail.iso20022.TestBank.entry;
import static org.tallystick.saga.rail.iso20022.TestBank.file;
import static org.tallystick.saga.rail.iso20022.TestBank.notification;
import static org.tallystick.saga.rail.iso20022.TestBank.refused;
import static org.tallystick.saga.rail.iso20022.TestBank.report;
import static org.tallystick.saga.rail.iso20022.TestBank.returned;
import static org.tallystick.saga.rail.iso20022.TestBank.settled;
import static org.tallystick.saga.rail.iso20022.TestBank.status;
import static org.tallystick.saga.rail.iso20022.TestBank.transaction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.saga.TestFaults;
import org.tallystick.saga.rail.RailNews;
import org.tallystick.saga.rail.TestClaims;

class InboxTest {
    private static final int MAX_BYTES = 100_000;

    @TempDir
    Path folder;

    private final List<String> news = new ArrayList<>();
    private final List<String> references = new ArrayList<>();
    private Function<RailNews, CompletableFuture<Boolean>> ledger = one -> CompletableFuture.completedFuture(true);
    private Inbox inbox;

    @BeforeEach
    void giveThreePayments() throws IOException {
        Register register = new Register(folder.resolve("state"));
        register.makeFolders();
        Outbox outbox = new Outbox(
                folder.resolve("state"), folder.resolve("outbox"), register, Orders.DEBTOR, new TestClaims());
        outbox.makeFolders();
        outbox.take(order("p1"));
        outbox.take(order("p2"));
        outbox.take(order("p3", "100", "SEK/2", Orders.BENEFICIARY, null));
        outbox.publish(3, NOW);
        NoticeDelivery delivery = new NoticeDelivery(register, one -> {
            references.add(one.railReference());
            news.add(one.kind() + " " + one.payment() + (one.code() == null ? "" : " " + one.code()));
            return ledger.apply(one);
        });
        inbox = new Inbox(folder, register, delivery, MAX_BYTES);
        inbox.makeFolders();
    }

    private String givenFile() throws IOException {
        Path file = DurableFiles.files(folder.resolve("outbox")).get(0);
        return file.getFileName().toString().replace(".xml", "");
    }

    private void arrives(String name, String content) throws Exception {
        Files.writeString(folder.resolve("inbox").resolve(name), content);
        inbox.look();
        inbox.look();
    }

    private void assertDone(String name) {
        assertThat(folder.resolve("inbox").resolve(name)).doesNotExist();
        assertThat(folder.resolve("done").resolve(name)).exists();
        assertThat(folder.resolve("rejected")).isEmptyDirectory();
    }

    private String reason(String name) throws IOException {
        assertThat(folder.resolve("inbox").resolve(name)).doesNotExist();
        assertThat(folder.resolve("rejected").resolve(name)).exists();
        return Files.readString(folder.resolve("rejected").resolve(name + ".reason.txt"));
    }

    @Test
    void takesStatusesOfTransactions() throws Exception {
        arrives(
                "r.xml",
                report(
                        settled(messageId("p1"), "123.45", "EUR"),
                        refused(messageId("p2"), "AC04"),
                        status(messageId("p3"), "ACSP")));
        assertThat(news).containsExactly("SETTLED p1", "REFUSED p2 AC04");
        assertDone("r.xml");
    }

    @Test
    void takesTheStatusOfAFileForAllThatIsNotNamed() throws Exception {
        String file = givenFile();
        arrives(
                "r.xml",
                report(
                        file(file, "RJCT"),
                        batch(file + "-EUR", "ACSP").addTxInfAndSts(status(messageId("p1"), "ACSC"))));
        assertThat(news).containsExactlyInAnyOrder("SETTLED p1", "REFUSED p2 FF01", "REFUSED p3 FF01");
        assertDone("r.xml");
    }

    @Test
    void takesTheStatusOfABatchForItsCurrency() throws Exception {
        String file = givenFile();
        arrives("r.xml", report(file(file, "PART"), batch(file + "-SEK", "RJCT")));
        assertThat(news).containsExactly("REFUSED p3 AC01");
        assertDone("r.xml");
    }

    @Test
    void takesBookedEntriesAndReturns() throws Exception {
        arrives(
                "n.xml",
                notification(
                        entry(
                                DBIT,
                                "BOOK",
                                "246.90",
                                transaction(messageId("p1"), "123.45"),
                                transaction(messageId("p2"), "123.45")),
                        entry(DBIT, "PDNG", "1.00", transaction(messageId("p3"), "1.00")),
                        entry(CRDT, "BOOK", "9.00", transaction("somebody-else", "9.00")),
                        entry(CRDT, "BOOK", "123.45", returned(messageId("p1"), "123.45", "AC04"))));
        assertThat(news).containsExactly("SETTLED p1", "SETTLED p2", "RETURNED p1 AC04");
        assertDone("n.xml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", " 1 "})
    void takesAReversalHoweverItIsWritten(String flag) throws Exception {
        arrives("n.xml", reversal(flag));
        assertThat(news).containsExactly("RETURNED p1");
        assertDone("n.xml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0"})
    void takesNoOtherCreditForAReversal(String flag) throws Exception {
        arrives("n.xml", reversal(flag));
        assertThat(news).isEmpty();
        assertDone("n.xml");
    }

    private static String reversal(String flag) {
        String credit = notification(entry(CRDT, "BOOK", "123.45", transaction(messageId("p1"), "123.45")));
        return credit.replaceFirst("(<doc:Sts>)", "<doc:RvslInd>" + flag + "</doc:RvslInd>$1");
    }

    @Test
    void guessesNeitherAReversalNorASide() throws Exception {
        arrives("n.xml", reversal("yes"));
        assertThat(reason("n.xml")).contains("RvslInd is neither true nor false but yes");
        arrives("m.xml", reversal("true").replace("CRDT", "CREDIT"));
        assertThat(reason("m.xml")).contains("neither debit nor credit but CREDIT");
        assertThat(news).isEmpty();
    }

    @Test
    void tellsBookingsApartByTheReferenceOfTheirEntries() throws Exception {
        for (String booking : List.of("B1", "B2")) {
            String debit = notification(entry(DBIT, "BOOK", "123.45", transaction(messageId("p1"), "123.45")));
            arrives(
                    booking,
                    debit.replaceFirst("<doc:AcctSvcrRef>.*</doc:AcctSvcrRef>", "")
                            .replaceFirst("(<doc:NtryDtls>)", "<doc:AcctSvcrRef>" + booking + "</doc:AcctSvcrRef>$1"));
        }
        assertThat(references).containsExactly("B1", "B2");
    }

    @Test
    void findsADuplicateInAnyReasonAtAnyLevel() throws Exception {
        String file = givenFile();
        arrives(
                "file.xml",
                report(file(file, "RJCT", "DU01"), batch("b", "RJCT").addTxInfAndSts(status(messageId("p1"), "RJCT"))));
        assertThat(news).containsExactlyInAnyOrder("REFUSED p1 DU01", "REFUSED p2 DU01", "REFUSED p3 DU01");
        news.clear();
        arrives(
                "batch.xml",
                report(
                        file(file, "PART"),
                        batch(file + "-EUR", "RJCT", "DU02").addTxInfAndSts(status(messageId("p1"), "RJCT"))));
        assertThat(news).containsExactlyInAnyOrder("REFUSED p1 DU02", "REFUSED p2 DU02");
        news.clear();
        arrives("tx.xml", report(refused(messageId("p1"), "AC04", "AM05")));
        arrives(
                "own.xml",
                report(file(file, "RJCT"), batch("b", "RJCT").addTxInfAndSts(refused(messageId("p3"), "AC04"))));
        assertThat(news).contains("REFUSED p1 AM05", "REFUSED p3 AC04");
    }

    @Test
    void waitsForAFileThatStillGrows() throws Exception {
        Path file = folder.resolve("inbox/r.xml");
        String content = report(status(messageId("p1"), "ACSC"));
        Files.writeString(file, content.substring(0, 100));
        inbox.look();
        Files.writeString(file, content);
        inbox.look();
        assertThat(news).isEmpty();
        inbox.look();
        assertThat(news).containsExactly("SETTLED p1");
        assertDone("r.xml");
    }

    @Test
    void takesTheSameContentOnce() throws Exception {
        String content = report(status(messageId("p1"), "ACSC"));
        arrives("r.xml", content);
        arrives("r.xml", content);
        arrives("again.xml", content);
        assertThat(news).containsExactly("SETTLED p1");
        assertThat(folder.resolve("done/r.xml.2")).exists();
        assertDone("again.xml");
    }

    @Test
    void takesDuplicateTransactionsOnce() throws Exception {
        arrives("r.xml", report(status(messageId("p1"), "ACSC"), status(messageId("p1"), "ACSC")));
        assertThat(news).containsExactly("SETTLED p1");
        assertDone("r.xml");
    }

    @Test
    void leavesAFileUntilItsNewsIsStored() throws Exception {
        try (TestFaults faults = new TestFaults()) {
            ledger = one -> CompletableFuture.failedFuture(new IllegalStateException("the store is not there"));
            arrives("r.xml", report(status(messageId("p1"), "ACSC")));
            assertThat(folder.resolve("inbox/r.xml")).exists();
            faults.awaitFailing("iso20022-inbox");
            ledger = one -> CompletableFuture.completedFuture(true);
            inbox.look();
            assertDone("r.xml");
            faults.awaitRecovered("iso20022-inbox");
        }
    }

    @Test
    void takesTheRestOfAFileAndSaysWhatItDidNotTake() throws Exception {
        ledger = one -> CompletableFuture.completedFuture(!one.payment().value().equals("p3"));
        arrives(
                "r.xml",
                report(
                        settled(messageId("p1"), "123.46", "EUR"),
                        status(messageId("p2"), "ACSC"),
                        status(messageId("p3"), "ACSC"),
                        status("unheard-of", "RJCT"),
                        status("../../etc/passwd", "RJCT")));
        assertThat(news).containsExactly("SETTLED p2", "SETTLED p3");
        assertThat(reason("r.xml"))
                .contains(messageId("p1") + ": the bank says EUR 123.46, ordered was EUR 123.45")
                .contains(messageId("p3") + ": there is no such payment")
                .contains("unheard-of: no payment")
                .contains("../../etc/passwd: no payment");
    }

    @Test
    void takesNeitherOfTwoStatusesThatContradict() throws Exception {
        arrives("r.xml", report(status(messageId("p1"), "ACSC"), refused(messageId("p1"), "AC04")));
        assertThat(news).isEmpty();
        assertThat(reason("r.xml")).contains("both");
    }

    @Test
    void takesNoOtherCurrency() throws Exception {
        arrives("r.xml", report(settled(messageId("p1"), "123.45", "USD")));
        assertThat(news).isEmpty();
        assertThat(reason("r.xml")).contains("the bank says USD 123.45");
    }

    @Test
    void rejectsAStatusOfAFileThatIsNotOurs() throws Exception {
        arrives("r.xml", report(file("theirs", "RJCT")));
        assertThat(reason("r.xml")).contains("theirs: no payment");
    }

    @Test
    void rejectsATruncatedFileAsAWhole() throws Exception {
        String content = report(status(messageId("p1"), "ACSC"), status(messageId("p2"), "ACSC"));
        arrives("r.xml", content.substring(0, content.length() - 20));
        assertThat(news).isEmpty();
        assertThat(reason("r.xml")).contains("not well-formed");
    }

    @Test
    void rejectsAFileThatIsTooLargeUnread() throws Exception {
        arrives("r.xml", report(status(messageId("p1"), "ACSC")) + " ".repeat(MAX_BYTES));
        assertThat(news).isEmpty();
        assertThat(reason("r.xml")).contains("more than 100000 bytes");
    }

    @Test
    void rejectsWrongNamespacesAndUnknownStatuses() throws Exception {
        String content = report(status(messageId("p1"), "ACSC"));
        arrives("r.xml", content.replace("pain.002.001.10", "pain.001.001.09"));
        assertThat(reason("r.xml")).contains("not that of a pain.002 or camt.054");
        arrives("s.xml", content.replace("ACSC", "GOOD"));
        assertThat(reason("s.xml")).contains("there is no status GOOD");
        arrives("t.xml", report(settled(messageId("p1"), "123.45", "EUR")).replace("123.45", "1e2"));
        assertThat(reason("t.xml")).contains("amount");
        assertThat(news).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "\u0000\u0001",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\"><x/>",
                "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><l>&c;</l>",
                "<x>&undeclared;</x>"
            })
    void rejectsWhatIsNoMessage(String content) throws Exception {
        arrives("r.xml", content);
        assertThat(reason("r.xml")).doesNotContain("root:");
        assertThat(news).isEmpty();
    }

    @Test
    void rejectsEntitiesInsideAMessage() throws Exception {
        String content = report(status(messageId("p1"), "ACSC"));
        String withEntity = content.replace("ACSC", "&e;");
        String prolog = "<!DOCTYPE Document [<!ENTITY e \"ACSC\">]>";
        arrives("r.xml", withEntity.replaceFirst("<doc:Document", prolog + "<doc:Document"));
        assertThat(reason("r.xml")).contains("document type");
        arrives("s.xml", withEntity);
        assertThat(reason("s.xml")).isNotEmpty();
        assertThat(news).isEmpty();
    }

    @Test
    void rejectsNestingWithoutEnd() throws Exception {
        arrives("r.xml", "<a>".repeat(20_000));
        assertThat(reason("r.xml")).isNotEmpty();
        String deep = report(status(messageId("p1"), "ACSC"))
                .replaceFirst("</doc:GrpHdr>", "<x>".repeat(3_000) + "</x>".repeat(3_000) + "</doc:GrpHdr>");
        arrives("s.xml", deep);
        assertThat(reason("s.xml")).isNotEmpty();
        assertThat(news).isEmpty();
    }

    @Test
    void looksAtNeitherHiddenFilesNorLinksNorFolders() throws Exception {
        byte[] content = report(status(messageId("p1"), "ACSC")).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("inbox/.r.xml"), content);
        Files.write(folder.resolve("elsewhere"), content);
        Files.createSymbolicLink(folder.resolve("inbox/link.xml"), folder.resolve("elsewhere"));
        Files.createDirectory(folder.resolve("inbox/sub"));
        inbox.look();
        inbox.look();
        assertThat(news).isEmpty();
        assertThat(folder.resolve("rejected")).isEmptyDirectory();
    }
}
