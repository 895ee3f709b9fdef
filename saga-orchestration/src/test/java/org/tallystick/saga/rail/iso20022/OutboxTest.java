package org.tallystick.saga.rail.iso20022;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.saga.rail.iso20022.Orders.NOW;
import static org.tallystick.saga.rail.iso20022.Orders.messageId;
import static org.tallystick.saga.rail.iso20022.Orders.order;

import com.prowidesoftware.swift.model.mx.MxPain00100109;
import com.prowidesoftware.swift.model.mx.dic.CreditTransferTransaction34;
import com.prowidesoftware.swift.model.mx.dic.CustomerCreditTransferInitiationV09;
import com.prowidesoftware.swift.model.mx.dic.PaymentInstruction30;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.rail.TestClaims;
import org.tallystick.values.Beneficiary;

class OutboxTest {
    @TempDir
    Path folder;

    private final TestClaims claims = new TestClaims();
    private Register register;
    private Outbox outbox;

    @BeforeEach
    void open() throws IOException {
        register = new Register(folder.resolve("state"));
        register.makeFolders();
        outbox = new Outbox(folder.resolve("state"), folder.resolve("outbox"), register, Orders.DEBTOR, claims);
        outbox.makeFolders();
    }

    private List<Path> visible() throws IOException {
        return DurableFiles.files(folder.resolve("outbox"));
    }

    private CustomerCreditTransferInitiationV09 only() throws IOException {
        assertThat(visible()).hasSize(1);
        return read(visible().get(0));
    }

    private static CustomerCreditTransferInitiationV09 read(Path file) throws IOException {
        return MxPain00100109.parse(Files.readString(file)).getCstmrCdtTrfInitn();
    }

    private Path sealing(String file) {
        return folder.resolve("state/sealing").resolve(file);
    }

    private Path waiting(String payment) {
        return folder.resolve("state/waiting").resolve(messageId(payment) + ".json");
    }

    @Test
    void writesWhatAnIndependentReaderReads() throws IOException {
        outbox.take(order("p1"));
        outbox.publish(1, NOW);

        CustomerCreditTransferInitiationV09 message = only();
        assertThat(visible().get(0).getFileName())
                .hasToString(message.getGrpHdr().getMsgId() + ".xml");
        assertThat(message.getGrpHdr().getNbOfTxs()).isEqualTo("1");
        assertThat(message.getGrpHdr().getCtrlSum()).isEqualTo(new BigDecimal("123.45"));
        assertThat(message.getGrpHdr().getInitgPty().getNm()).isEqualTo("Marketplace & Söhne");
        PaymentInstruction30 batch = message.getPmtInf().get(0);
        assertThat(batch.getPmtMtd().value()).isEqualTo("TRF");
        assertThat(batch.getReqdExctnDt().getDt()).hasToString("2026-03-31");
        assertThat(batch.getDbtrAcct().getId().getIBAN()).isEqualTo("DE89370400440532013000");
        assertThat(batch.getDbtrAgt().getFinInstnId().getBICFI()).isEqualTo("COBADEFFXXX");
        CreditTransferTransaction34 order = batch.getCdtTrfTxInf().get(0);
        assertThat(order.getPmtId().getEndToEndId()).isEqualTo(messageId("p1"));
        assertThat(order.getAmt().getInstdAmt().getValue()).isEqualTo(new BigDecimal("123.45"));
        assertThat(order.getAmt().getInstdAmt().getCcy()).isEqualTo("EUR");
        assertThat(order.getCdtr().getNm()).isEqualTo("Zoë <b> & \"Co\"");
        assertThat(order.getCdtrAcct().getId().getIBAN()).isEqualTo("NL91ABNA0417164300");
        assertThat(order.getCdtrAgt().getFinInstnId().getBICFI()).isEqualTo("ABNANL2A");
        assertThat(order.getRmtInf().getUstrd()).containsExactly("invoice 7");
    }

    @Test
    void writesOtherNumbersAndScalesAsTheyAre() throws IOException {
        Beneficiary other = new Beneficiary("X", "NL92ABNA0417164300", "EF");
        outbox.take(order("yen", "7", "JPY/0", other, null));
        outbox.take(order("dinar", "1", "KWD/3", other, null));
        outbox.publish(10, NOW);

        List<PaymentInstruction30> batches = only().getPmtInf();
        assertThat(batches).extracting(PaymentInstruction30::getPmtInfId).allMatch(id -> id.length() <= 35);
        assertThat(batches)
                .extracting(batch ->
                        batch.getCdtTrfTxInf().get(0).getAmt().getInstdAmt().getValue())
                .containsExactlyInAnyOrder(new BigDecimal("7"), new BigDecimal("0.001"));
        CreditTransferTransaction34 order = batches.get(0).getCdtTrfTxInf().get(0);
        assertThat(order.getCdtrAcct().getId().getOthr().getId()).isEqualTo("NL92ABNA0417164300");
        assertThat(order.getCdtrAgt().getFinInstnId().getOthr().getId()).isEqualTo("EF");
        assertThat(order.getRmtInf()).isNull();
    }

    @Test
    void bundlesUpToTheLimit() throws IOException {
        for (int i = 0; i < 7; i++) {
            outbox.take(order("p" + i));
        }
        outbox.publish(3, NOW);

        List<String> sizes = new ArrayList<>();
        for (Path file : visible()) {
            sizes.add(read(file).getGrpHdr().getNbOfTxs());
        }
        assertThat(sizes).containsExactlyInAnyOrder("3", "3", "1");
    }

    @Test
    void givesAnOrderOnceHoweverOftenItIsTaken() throws IOException {
        outbox.take(order("p1"));
        outbox.take(order("p1"));
        outbox.publish(1, NOW);
        assertThat(visible()).hasSize(1);

        outbox.take(order("p1"));
        outbox.publish(1, NOW);
        assertThat(visible()).hasSize(1);
        Files.delete(visible().get(0));

        open();
        outbox.take(order("p1"));
        outbox.publish(1, NOW);
        assertThat(visible()).isEmpty();
    }

    @Test
    void refusesTheSameMessageWithAnotherAmount() throws IOException {
        outbox.take(order("p1"));
        RailInstruction other = order("p1", "12346", "EUR/2", Orders.BENEFICIARY, null);
        assertThatThrownBy(() -> outbox.take(other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsNothingOfTheBeneficiaryOnceTheFileIsGiven() throws IOException {
        outbox.take(order("p1"));
        outbox.publish(1, NOW);
        try (var all = Files.walk(folder.resolve("state"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain("Zo", "NL91ABNA0417164300");
            }
        }
    }

    @Test
    void takesAnOrderAgainThatWasNotRegisteredBeforeACrash() throws IOException {
        outbox.take(order("p1"));
        byte[] order = Files.readAllBytes(waiting("p1"));
        outbox.publish(1, NOW);
        Files.write(waiting("p1"), order);

        outbox.publish(1, NOW);

        assertThat(visible()).hasSize(1);
        assertThat(waiting("p1")).doesNotExist();
    }

    @Test
    void goesOnAfterACrashBeforeTheFileWasWritten() throws IOException {
        outbox.take(order("p1"));
        Files.createDirectory(sealing("TSbundle"));
        Files.move(waiting("p1"), sealing("TSbundle").resolve(messageId("p1") + ".json"));
        Files.writeString(sealing("TSbundle").resolve(".half"), "<Docu");

        outbox.recover(NOW);

        assertThat(only().getGrpHdr().getMsgId()).isEqualTo("TSbundle");
        assertThat(sealing("TSbundle")).doesNotExist();
        outbox.publish(1, NOW);
        assertThat(visible()).hasSize(1);
    }

    @Test
    void goesOnWithAFileOfAnEarlierVersionFromWhichOrdersWereDeleted() throws IOException {
        outbox.take(order("p1"));
        outbox.take(order("p2"));
        Path left = Files.copy(waiting("p2"), folder.resolve("left"));
        outbox.publish(2, NOW);
        Path written = visible().get(0);
        String name = written.getFileName().toString().replace(".xml", "");
        Files.createDirectory(sealing(name));
        Files.move(written, sealing(name).resolve(name + ".xml"));
        Files.move(left, sealing(name).resolve(messageId("p2") + ".json"));

        claims.withdraw("p1");
        claims.said();

        outbox.recover(NOW);

        assertThat(only().getGrpHdr().getNbOfTxs()).isEqualTo("2");
        assertThat(register.paymentsIn(name)).hasSize(2);
        assertThat(claims.said()).containsExactlyInAnyOrder("left p1", "left p2");
    }

    @Test
    void claimsRightBeforeAFileLeavesAndTellsAfterwards() throws IOException {
        outbox.take(order("p1"));
        outbox.take(order("p2"));
        assertThat(claims.said()).isEmpty();
        assertThat(outbox.hasLeft(messageId("p1"))).isFalse();
        outbox.publish(2, NOW);
        assertThat(claims.said()).containsExactlyInAnyOrder("claim p1", "claim p2", "left p1", "left p2");
        assertThat(outbox.hasLeft(messageId("p1"))).isTrue();
    }

    @Test
    void leavesOutWhatWasWithdrawn() throws IOException {
        outbox.take(order("p1"));
        outbox.take(order("p2"));
        outbox.take(order("p3"));
        claims.withdraw("p2");
        outbox.publish(3, NOW);
        assertThat(Files.readString(visible().get(0)))
                .contains(messageId("p1"), messageId("p3"))
                .doesNotContain(messageId("p2"));
        assertThat(only().getGrpHdr().getNbOfTxs()).isEqualTo("2");
        String name = visible().get(0).getFileName().toString().replace(".xml", "");
        assertThat(register.paymentsIn(name)).hasSize(2);
        assertThat(register.payment(messageId("p2"))).isEmpty();
        assertThat(claims.said()).contains("left p1", "left p3").doesNotContain("left p2");
        assertStateIsClean();
    }

    @Test
    void writesNoFileWhenAllWereWithdrawn() throws IOException {
        outbox.take(order("p1"));
        claims.withdraw("p1");
        outbox.publish(1, NOW);
        assertThat(visible()).isEmpty();
        assertThat(claims.said()).containsExactly("claim p1");
        assertStateIsClean();
    }

    private void assertStateIsClean() {
        assertThat(folder.resolve("state/sealing")).isEmptyDirectory();
        assertThat(folder.resolve("state/waiting")).isEmptyDirectory();
    }

    @Test
    void givesNothingWhileItCannotClaimAndTheSameFileLater() throws IOException {
        outbox.take(order("p1"));
        outbox.take(order("p2"));
        claims.failWith(new IllegalStateException("the store is not there"));
        assertThatThrownBy(() -> outbox.publish(2, NOW)).isInstanceOf(IOException.class);
        assertThat(visible()).isEmpty();
        assertThat(outbox.hasLeft(messageId("p1"))).isFalse();
        String name = DurableFiles.folders(folder.resolve("state/sealing"))
                .get(0)
                .getFileName()
                .toString();

        claims.failWith(null);
        claims.withdraw("p2");
        outbox.recover(NOW);

        assertThat(only().getGrpHdr().getMsgId()).isEqualTo(name);
        assertThat(only().getGrpHdr().getNbOfTxs()).isEqualTo("1");
        assertStateIsClean();
    }

    /** Each of the steps in which withdrawn orders are dropped is the last before a crash. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void dropsTheRestAfterACrashWhileItDropped(int steps) throws IOException {
        outbox.take(order("p1"));
        outbox.take(order("p2"));
        claims.failWith(new IllegalStateException("the process ends here"));
        assertThatThrownBy(() -> outbox.publish(2, NOW)).isInstanceOf(IOException.class);
        Path sealed = DurableFiles.folders(folder.resolve("state/sealing")).get(0);
        String name = sealed.getFileName().toString();
        claims.failWith(null);
        claims.withdraw("p1");
        claims.withdraw("p2");
        List<IoStep> drop = List.of(
                () -> {
                    register.removeGiven(messageId("p1"));
                    register.removeGiven(messageId("p2"));
                },
                () -> register.putFile(name, List.of()),
                () -> Files.delete(sealed.resolve(name + ".xml")),
                () -> {
                    register.remove(messageId("p1"));
                    Files.delete(sealed.resolve(messageId("p1") + ".json"));
                });
        for (IoStep step : drop.subList(0, steps)) {
            step.take();
        }

        outbox.recover(NOW);

        assertThat(visible()).isEmpty();
        assertThat(claims.said()).noneMatch(said -> said.startsWith("left"));
        assertStateIsClean();
    }

    private interface IoStep {
        void take() throws IOException;
    }

    @Test
    void tellsAgainWhatLeftRightBeforeACrash() throws IOException {
        outbox.take(order("p1"));
        byte[] order = Files.readAllBytes(waiting("p1"));
        outbox.publish(1, NOW);
        String name = visible().get(0).getFileName().toString().replace(".xml", "");
        Files.delete(visible().get(0));
        Files.createDirectory(sealing(name));
        Files.write(sealing(name).resolve(messageId("p1") + ".json"), order);
        claims.said();

        outbox.recover(NOW);

        assertThat(visible()).isEmpty();
        assertThat(claims.said()).containsExactly("left p1");
        assertStateIsClean();
    }

    @Test
    void leavesAnEmptyFolderOfACrashAfterTheFileBecameVisible() throws IOException {
        Files.createDirectory(sealing("TSempty"));
        outbox.recover(NOW);
        assertThat(sealing("TSempty")).doesNotExist();
        assertThat(visible()).isEmpty();
    }
}
