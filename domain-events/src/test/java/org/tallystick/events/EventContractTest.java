package org.tallystick.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentOrigin;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.Posting;
import org.tallystick.values.Schedule;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.Side;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferStep;
import tools.jackson.databind.JsonNode;

/**
 * Each stored event against its approved file. A file is what stores out there hold: it may be added to by a new revision,
 * never changed.
 */
class EventContractTest {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final Address ADDRESS = new Address("customers:42:wallet");
    private static final TransactionId ID = new TransactionId("order-1");
    private static final Asset EUR = Asset.parse("EUR/2");
    private static final Instant THEN = Instant.parse("2026-03-31T12:00:00.000001Z");
    private static final BigInteger TEN = BigInteger.TEN;
    private static final Map<String, String> METADATA = Map.of("country", "DE");
    private static final Counters COUNTERS =
            new Counters(Amounts.MAX, BigInteger.valueOf(Long.MAX_VALUE), BigInteger.ONE, BigInteger.ZERO);
    private static final List<Posting> POSTINGS = List.of(new Posting(new Address("bank"), ADDRESS, TEN, EUR));
    private static final LedgerState LEDGER_STATE = new LedgerState("Main book", METADATA, THEN);

    private static final PaymentId PAYMENT = new PaymentId("pay-1");
    private static final TransactionId HOLD = new TransactionId("ts:0123456789");
    private static final TransferId TRANSFER = new TransferId("move-1");
    private static final TransferLeg FROM = new TransferLeg(LEDGER, ADDRESS, new Address("exchange:america"), TEN, EUR);
    private static final TransferLeg TO = new TransferLeg(
            new LedgerName("america"),
            new Address("bob"),
            new Address("exchange:books"),
            Amounts.MAX,
            new Asset("USD", 2));
    private static final StandingOrderId ORDER = new StandingOrderId("rent");
    private static final String MESSAGE = "0123456789abcdef0123456789abcdef";

    private static final Map<EventType, DomainEvent> SAMPLES = Stream.of(
                    new LedgerCreated(LEDGER, LEDGER_STATE),
                    new LedgerChanged(LEDGER, LEDGER_STATE),
                    new AccountOpened(LEDGER, ADDRESS, account(AccountStatus.OPEN)),
                    new AccountChanged(LEDGER, ADDRESS, account(AccountStatus.OPEN)),
                    new AccountFrozen(LEDGER, ADDRESS, account(AccountStatus.FROZEN)),
                    new AccountUnfrozen(LEDGER, ADDRESS, account(AccountStatus.OPEN)),
                    new AccountClosed(LEDGER, ADDRESS, account(AccountStatus.CLOSED)),
                    new AccountDebited(LEDGER, ADDRESS, ID, 0, EUR, TEN, THEN, COUNTERS),
                    new AccountCredited(LEDGER, ADDRESS, ID, 999, EUR, Amounts.MAX, null, COUNTERS),
                    new DebitHeld(LEDGER, ADDRESS, ID, 0, EUR, TEN, THEN, COUNTERS),
                    new CreditHeld(LEDGER, ADDRESS, ID, 1, EUR, TEN, null, COUNTERS),
                    new HeldDebitPosted(LEDGER, ADDRESS, ID, 0, EUR, TEN, BigInteger.ONE, THEN, COUNTERS),
                    new HeldCreditPosted(LEDGER, ADDRESS, ID, 1, EUR, TEN, BigInteger.ZERO, null, COUNTERS),
                    new HeldDebitReleased(LEDGER, ADDRESS, ID, 0, EUR, TEN, COUNTERS),
                    new HeldCreditReleased(LEDGER, ADDRESS, ID, 1, EUR, TEN, COUNTERS),
                    new TransactionPosted(
                            LEDGER, ID, POSTINGS, THEN, "invoice 7", "text", METADATA, new TransactionId("order-0")),
                    new TransactionHeld(LEDGER, ID, POSTINGS, THEN, THEN, "invoice 7", "text", METADATA),
                    new HeldTransactionPosted(LEDGER, ID, List.of(TEN, BigInteger.ZERO)),
                    new TransactionVoided(LEDGER, ID),
                    new TransactionExpired(LEDGER, ID),
                    new TransactionReversed(LEDGER, ID, new TransactionId("order-2")),
                    new PaymentInitiated(
                            LEDGER,
                            PAYMENT,
                            ADDRESS,
                            TEN,
                            EUR,
                            "simulator",
                            new SealedBeneficiary("key-7", "GENODEF1", "c2VhbGVk"),
                            "invoice 7",
                            THEN,
                            METADATA,
                            new PaymentTerms(
                                    new Address("assets:interbank:genodef1"),
                                    BigInteger.ONE,
                                    Duration.ofMinutes(10),
                                    Duration.ofDays(3),
                                    Duration.ofMinutes(1)),
                            HOLD,
                            new PaymentOrigin(ORDER, List.of("bob"))),
                    new PaymentStarted(LEDGER, PAYMENT),
                    new PaymentHeld(LEDGER, PAYMENT, HOLD),
                    new PaymentRejected(LEDGER, PAYMENT, PaymentStep.SCREEN, "denied", "text"),
                    new PaymentScreened(LEDGER, PAYMENT),
                    new PaymentApprovalRequested(LEDGER, PAYMENT, TEN, THEN),
                    new PaymentApproved(LEDGER, PAYMENT, "approved", "text"),
                    new PaymentDeclined(LEDGER, PAYMENT, "declined", "text"),
                    new PaymentCancelled(LEDGER, PAYMENT, "cancelled", "text"),
                    new PaymentExpired(LEDGER, PAYMENT, PaymentStep.APPROVE, "approval_expired", "text"),
                    new PaymentClaimed(LEDGER, PAYMENT, "simulator", MESSAGE),
                    new PaymentSubmitted(LEDGER, PAYMENT, "simulator", MESSAGE),
                    new PaymentAccepted(LEDGER, PAYMENT, MESSAGE, "rail-1"),
                    new PaymentConfirmed(LEDGER, PAYMENT, MESSAGE, "rail-1", "resolved", "text"),
                    new PaymentFailed(LEDGER, PAYMENT, MESSAGE, "rail-1", "AC04", "text"),
                    new PaymentUnknown(LEDGER, PAYMENT, PaymentStep.SUBMIT, "silent", "text"),
                    new PaymentSettled(LEDGER, PAYMENT, HOLD),
                    new PaymentReturned(LEDGER, PAYMENT, MESSAGE, "rail-1", "AC04", "text"),
                    new PaymentReleased(LEDGER, PAYMENT, HOLD),
                    new PaymentReversed(LEDGER, PAYMENT, ID, HOLD),
                    new PaymentAttemptFailed(LEDGER, PAYMENT, PaymentStep.HOLD, 2, "fault", "text"),
                    new PaymentNewsNoted(LEDGER, PAYMENT, MESSAGE, "settled", "rail-2", "AC04", "text"),
                    new BeneficiaryErased(LEDGER, PAYMENT),
                    new TransferInitiated(LEDGER, TRANSFER, FROM, TO, "invoice 7", METADATA, HOLD, ID),
                    new TransferHeld(LEDGER, TRANSFER, HOLD),
                    new TransferRejected(LEDGER, TRANSFER, "insufficient_funds", "text"),
                    new TransferDelivered(LEDGER, TRANSFER, ID),
                    new TransferRefused(LEDGER, TRANSFER, TransferStep.DELIVER, "account_frozen", "text"),
                    new TransferCompleted(LEDGER, TRANSFER, HOLD),
                    new TransferUndone(LEDGER, TRANSFER, TransferStep.VOID, HOLD),
                    new TransferAttemptFailed(LEDGER, TRANSFER, TransferStep.RECALL, 2, "fault", "text"),
                    new StandingOrderPlaced(
                            LEDGER,
                            ORDER,
                            ADDRESS,
                            TEN,
                            EUR,
                            "simulator",
                            new SealedBeneficiary("key-7", "GENODEF1", "c2VhbGVk"),
                            "rent",
                            METADATA,
                            new Schedule(
                                    Schedule.Period.MONTH,
                                    31,
                                    ZoneId.of("Europe/Berlin"),
                                    LocalDate.parse("2026-01-31"),
                                    LocalDate.parse("2027-12-31"))),
                    new StandingOrderChanged(
                            LEDGER,
                            ORDER,
                            TEN,
                            "simulator",
                            new SealedBeneficiary("key-7", "GENODEF1", "c2VhbGVk"),
                            "rent",
                            METADATA,
                            new Schedule(
                                    Schedule.Period.MONTH,
                                    31,
                                    ZoneId.of("Europe/Berlin"),
                                    LocalDate.parse("2026-01-31"),
                                    LocalDate.parse("2027-12-31"))),
                    new StandingOrderEnded(LEDGER, ORDER),
                    new StandingOrderPaused(LEDGER, ORDER),
                    new StandingOrderResumed(LEDGER, ORDER),
                    new StandingOrderRan(
                            LEDGER, ORDER, LocalDate.parse("2026-02-28"), PAYMENT, "account_not_found", "text"))
            .collect(Collectors.toMap(EventType::of, Function.identity()));

    private static AccountState account(AccountStatus status) {
        return new AccountState(EUR, Side.CREDIT, status, TEN.negate(), Amounts.MAX, METADATA, COUNTERS);
    }

    private static JsonNode approved(EventType type) throws IOException {
        return approved(type, type.revision());
    }

    private static JsonNode approved(EventType type, int revision) throws IOException {
        String name = "/contracts/" + type.logicalName() + "." + revision + ".json";
        try (InputStream file = EventContractTest.class.getResourceAsStream(name)) {
            assertThat(file).as("approved file %s for %s", name, written(type)).isNotNull();
            return EventMappers.json().readTree(file);
        }
    }

    private static String written(EventType type) {
        return EventMappers.json().writeValueAsString(SAMPLES.get(type));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void isWrittenAsApproved(EventType type) throws IOException {
        assertThat(EventMappers.json().readTree(written(type))).isEqualTo(approved(type));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void isReadFromTheApprovedForm(EventType type) throws IOException {
        DomainEvent read = EventMappers.json().treeToValue(approved(type), type.payloadClass());
        assertThat(read).isEqualTo(SAMPLES.get(type));
    }

    @Test
    void aPaymentOfTheFirstRevisionHasNoOrigin() throws IOException {
        PaymentInitiated read =
                EventMappers.json().treeToValue(approved(EventType.PAYMENT_INITIATED, 1), PaymentInitiated.class);
        PaymentInitiated now = (PaymentInitiated) SAMPLES.get(EventType.PAYMENT_INITIATED);
        assertThat(read.origin()).isNull();
        assertThat(read.hold()).isEqualTo(now.hold());
        assertThat(read.terms()).isEqualTo(now.terms());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void comesBackFromTheBinaryForm(EventType type) {
        byte[] stored = EventMappers.smile().writeValueAsBytes(SAMPLES.get(type));
        DomainEvent read = EventMappers.smile().readValue(stored, type.payloadClass());
        assertThat(read).isEqualTo(SAMPLES.get(type));
        assertThat(read.stream()).isEqualTo(SAMPLES.get(type).stream());
    }
}
