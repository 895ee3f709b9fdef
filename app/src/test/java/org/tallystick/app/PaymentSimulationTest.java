package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentStates;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.PaymentFunds;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import tools.jackson.databind.JsonNode;

/**
 * Hundreds of payments at once over a rail that answers, refuses, is silent, repeats and contradicts itself at random. All
 * of them end, or wait for a person, and the books say the same as the payments.
 */
class PaymentSimulationTest {
    private static final int EVENTS_AT_ONCE = 10_000;
    private static final int PAYMENTS = 300;
    private static final int PAYERS = 10;
    private static final String BROKE = "customers:broke";
    private static final String CLEARING = "assets:interbank:genodef1";
    private static final List<String> SCRIPTS = List.of(
            "settle",
            "later",
            "refuse",
            "refuse-later",
            "silent",
            "silent-once",
            "fault",
            "twice",
            "late",
            "return",
            "contradict");

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext server;
    private static Api api;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeAll
    static void start() {
        server = TallystickServer.start(
                "--server.port=0",
                "--tallystick.data=" + data,
                "--tallystick.payments.answer-within=PT3S",
                "--tallystick.payments.approval.sim.EUR/2=900");
        api = new Api(TallystickServer.url(server));
        for (String body : List.of("", "/accounts/bank debit", "/accounts/" + CLEARING + " debit")) {
            create(body);
        }
        for (int i = 0; i < PAYERS; i++) {
            create("/accounts/customers:" + i + " credit");
            Api.Answer funded = api.post(
                    "/v1/ledgers/sim/transactions",
                    ApiTest.posting("in-" + i, "bank", "customers:" + i, "1000000", ""));
            assertThat(funded.status()).isEqualTo(201);
        }
        create("/accounts/" + BROKE + " credit");
    }

    private static void create(String pathAndNormal) {
        String[] parts = pathAndNormal.split(" ");
        String body = parts.length == 1 ? "{}" : "{\"asset\": \"EUR/2\", \"normal\": \"" + parts[1] + "\"}";
        assertThat(api.put("/v1/ledgers/sim" + parts[0], body).status()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyPaymentEndsAndTheBooksAgree() {
        Map<String, String> sent = send();
        Map<String, PaymentState> resting = Waiting.until(Duration.ofSeconds(90), this::payments, this::allRest);
        resting.values()
                .forEach(
                        payment -> assertRightEnd(payment, sent.get(payment.id().value())));
        assertBooks(resting.values());
        resting.values().stream()
                .filter(payment -> payment.phase() == PaymentPhase.UNKNOWN)
                .forEach(this::resolve);
        Map<String, PaymentState> ended = Waiting.until(
                Duration.ofSeconds(60),
                this::payments,
                payments -> payments.values().stream().allMatch(PaymentState::isEnded));
        assertBooks(ended.values());
        assertThat(account(CLEARING).get("creditsPending").asInt()).isZero();
    }

    private Map<String, String> send() {
        Map<String, String> sent = new HashMap<>();
        for (int i = 0; i < PAYMENTS; i++) {
            String script = SCRIPTS.get(random.nextInt(SCRIPTS.size()));
            String payer = random.nextInt(20) == 0 ? BROKE : "customers:" + random.nextInt(PAYERS);
            int amount = 1 + random.nextInt(1_000);
            String body = "{\"id\": \"sim-" + i + "\", \"ledger\": \"sim\", \"payer\": \"" + payer + "\", \"amount\": "
                    + amount + ", \"asset\": \"EUR/2\", \"rail\": \"simulator\", \"beneficiary\": {\"name\": \"Ada\","
                    + " \"account\": \"DE0" + i + "\", \"bank\": \"GENODEF1\"}, \"metadata\": {\"simulator\": \""
                    + script
                    + "\"}}";
            assertThat(api.postAs("/v1/payments", "clerk", body).status())
                    .as("seed %d", seed)
                    .isEqualTo(202);
            sent.put("sim-" + i, payer.equals(BROKE) ? "broke" : amount > 900 ? "above " + script : script);
            if (random.nextInt(10) == 0) {
                api.post("/v1/payments/sim-" + random.nextInt(i + 1) + "/cancel", "{}");
            }
        }
        return sent;
    }

    /** What the events make of each payment. */
    private Map<String, PaymentState> payments() {
        Map<String, PaymentState> payments = new HashMap<>();
        EventLog log = server.getBean(EventLog.class);
        List<RecordedEvent> events = log.read(0, EVENTS_AT_ONCE);
        while (!events.isEmpty()) {
            events.forEach(event -> add(event, payments));
            events = log.read(events.get(events.size() - 1).position(), EVENTS_AT_ONCE);
        }
        return payments;
    }

    private static void add(RecordedEvent event, Map<String, PaymentState> payments) {
        if (event.payload() instanceof PaymentEvent happened) {
            String actor = event.metadata().get(EventMetadata.ACTOR);
            payments.compute(
                    happened.payment().value(),
                    (id, before) -> PaymentStates.after(before, happened, event.recordedAt(), actor));
        }
    }

    private boolean allRest(Map<String, PaymentState> payments) {
        payments.values().stream()
                .filter(payment -> payment.phase() == PaymentPhase.AWAITING_APPROVAL)
                .forEach(this::approve);
        return payments.values().stream().allMatch(this::rests);
    }

    private boolean rests(PaymentState payment) {
        String script = payment.metadata().get("simulator");
        return switch (script) {
            case "contradict" -> payment.phase() == PaymentPhase.UNKNOWN || endedBefore(payment);
            case "silent" -> payment.phase() == PaymentPhase.UNKNOWN || endedBefore(payment);
            case "return" -> payment.isEnded() && payment.phase() != PaymentPhase.SETTLED;
            default -> payment.isEnded();
        };
    }

    private static boolean endedBefore(PaymentState payment) {
        return payment.isEnded() && payment.messageId() == null;
    }

    private void approve(PaymentState payment) {
        assertThat(api.post("/v1/payments/" + payment.id() + "/approve", "{}").code())
                .as("seed %d", seed)
                .isIn("identity_needed", "already_approved", "payment_ended");
        api.postAs("/v1/payments/" + payment.id() + "/approve", "boss", "{}");
    }

    private void assertRightEnd(PaymentState payment, String sent) {
        if (payment.phase() == PaymentPhase.CANCELLED) {
            return;
        }
        String script = payment.metadata().get("simulator");
        PaymentPhase right = sent.equals("broke")
                ? PaymentPhase.REJECTED
                : switch (script) {
                    case "refuse", "refuse-later" -> PaymentPhase.FAILED;
                    case "silent", "contradict" -> PaymentPhase.UNKNOWN;
                    case "return" -> PaymentPhase.RETURNED;
                    default -> PaymentPhase.SETTLED;
                };
        assertThat(payment.phase()).as("payment %s, seed %d", payment, seed).isEqualTo(right);
    }

    private void resolve(PaymentState payment) {
        String outcome = random.nextBoolean() ? "settled" : "failed";
        Api.Answer answer =
                api.postAs("/v1/payments/" + payment.id() + "/resolve", "boss", "{\"outcome\": \"" + outcome + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void assertBooks(Collection<PaymentState> payments) {
        JsonNode clearing = account(CLEARING);
        assertThat(clearing.get("creditsPending").bigIntegerValue())
                .as("money in flight, seed %d", seed)
                .isEqualTo(sum(payments, PaymentFunds.HELD));
        assertThat(clearing.get("balance").bigIntegerValue().negate())
                .as("what the rail settled, seed %d", seed)
                .isEqualTo(sum(payments, PaymentFunds.POSTED));
    }

    private static BigInteger sum(Collection<PaymentState> payments, PaymentFunds funds) {
        return payments.stream()
                .filter(payment -> payment.funds() == funds)
                .map(PaymentState::amount)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static JsonNode account(String address) {
        return api.getAtHead("/v1/ledgers/sim/accounts/" + address).json();
    }
}
