package org.tallystick.saga.rail.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.api.ApiJson;
import org.tallystick.saga.http.Signature;
import org.tallystick.saga.http.TestProvider;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.rail.RailAnswer.Accepted;
import org.tallystick.saga.rail.RailAnswer.Refused;
import org.tallystick.saga.rail.RailAnswer.Settled;
import org.tallystick.saga.rail.RailAnswer.Silent;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.rail.TestClaims;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Money;
import org.tallystick.values.PaymentId;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HttpRailTest {
    private static final PaymentId PAYMENT = new PaymentId("p-1");
    private static final String MESSAGE = DerivedIds.railMessage(PAYMENT);
    private static final Signature SIGNATURE =
            new Signature("a secret of the test", Duration.ofMinutes(5), Clock.systemUTC());
    private static final RailInstruction INSTRUCTION = new RailInstruction(
            PAYMENT,
            new LedgerName("books"),
            MESSAGE,
            new Money(BigInteger.TEN.pow(37), Asset.parse("EUR/2")),
            new Address("customers:1"),
            new Beneficiary("Zoë", "NL91ABNA0417164300", "ABNANL2A"),
            "invoice 7",
            Map.of("k", "v"),
            Instant.parse("2026-03-31T12:00:00Z"));

    private static RailAnswer submit(URI url) throws Exception {
        try (HttpRail rail = rail(url)) {
            return rail.submit(INSTRUCTION).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static RailAnswer inquire(URI url) throws Exception {
        try (HttpRail rail = rail(url)) {
            return rail.inquire(INSTRUCTION).toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static HttpRail rail(URI url) {
        return rail(url, new TestClaims());
    }

    private static HttpRail rail(URI url, TestClaims claims) {
        return new HttpRail(
                new HttpRailSettings(url, Duration.ofMillis(500), 3, Duration.ofMillis(20)), SIGNATURE, claims);
    }

    @Test
    void claimsEachAttemptAndSendsNothingOnceItIsWithdrawn() throws Exception {
        TestClaims claims = new TestClaims();
        try (TestProvider provider = new TestProvider((exchange, number) -> {
                    claims.withdraw("p-1");
                    TestProvider.answer(exchange, 500, "");
                });
                HttpRail rail = rail(provider.url(), claims)) {
            assertThat(rail.submit(INSTRUCTION).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isEqualTo(new RailAnswer.Withdrawn());
            assertThat(provider.calls()).hasSize(1);
            assertThat(claims.said()).containsExactly("claim p-1", "claim p-1");
        }
    }

    @Test
    void sendsNothingThatWasWithdrawnDuringAnInquiry() throws Exception {
        TestClaims claims = new TestClaims();
        try (TestProvider provider = new TestProvider((exchange, number) -> {
                    claims.withdraw("p-1");
                    TestProvider.answer(exchange, 404, "");
                });
                HttpRail rail = rail(provider.url(), claims)) {
            assertThat(rail.inquire(INSTRUCTION).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isEqualTo(new RailAnswer.Withdrawn());
            assertThat(provider.calls()).extracting(TestProvider.Call::method).containsExactly("GET");
        }
    }

    @Test
    void sendsNothingWhileItCannotClaim() throws Exception {
        TestClaims claims = new TestClaims();
        claims.failWith(new IllegalStateException("the store is not there"));
        try (TestProvider provider = new TestProvider((exchange, number) -> TestProvider.answer(exchange, 200, ""));
                HttpRail rail = rail(provider.url(), claims)) {
            assertThat(rail.submit(INSTRUCTION).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(Silent.class);
            assertThat(provider.calls()).isEmpty();
        }
    }

    /** It is a fault of the program, and no silence of the provider. */
    @Test
    void anErrorIsNotTakenForSilence() throws Exception {
        TestClaims claims = new TestClaims();
        claims.failWith(new StackOverflowError());
        try (TestProvider provider = new TestProvider((exchange, number) -> TestProvider.answer(exchange, 200, ""));
                HttpRail rail = rail(provider.url(), claims)) {
            assertThat(rail.submit(INSTRUCTION))
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void sendsThePaymentSignedAndWithItsKey() throws Exception {
        try (TestProvider provider = new TestProvider((exchange, number) ->
                TestProvider.answer(exchange, 202, "{\"status\": \"accepted\", \"reference\": \"prov-1\"}"))) {
            assertThat(submit(provider.url())).isEqualTo(new Accepted("prov-1"));
            TestProvider.Call call = provider.calls().get(0);
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.key()).isEqualTo(MESSAGE);
            assertThat(SIGNATURE.isValid(call.timestamp(), call.signature(), call.body()))
                    .isTrue();
            JsonNode body = ApiJson.read(call.body());
            assertThat(body.get("message").stringValue()).isEqualTo(MESSAGE);
            assertThat(body.get("amount").bigIntegerValue()).isEqualTo(BigInteger.TEN.pow(37));
            assertThat(body.get("asset").stringValue()).isEqualTo("EUR/2");
            assertThat(body.get("beneficiary").get("name").stringValue()).isEqualTo("Zoë");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "thanks", "[]", "{\"status\": \"what\"}", "{\"status\": 7}"})
    void takesAnySuccessForAReceipt(String body) throws Exception {
        try (TestProvider provider = new TestProvider((exchange, number) -> TestProvider.answer(exchange, 200, body))) {
            assertThat(submit(provider.url())).isEqualTo(new Accepted(MESSAGE));
        }
    }

    @Test
    void takesOutcomesThatAreKnownAtOnce() throws Exception {
        try (TestProvider provider = new TestProvider((exchange, number) ->
                TestProvider.answer(exchange, 200, "{\"status\": \"settled\", \"reference\": \"s\"}"))) {
            assertThat(submit(provider.url())).isEqualTo(new Settled("s"));
        }
        try (TestProvider provider = new TestProvider((exchange, number) -> TestProvider.answer(
                exchange, 200, "{\"status\": \"refused\", \"code\": \"closed\", \"reason\": \"no account\"}"))) {
            assertThat(submit(provider.url())).isEqualTo(new Refused("closed", "no account"));
        }
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "404", "422"})
    void isRefusedByAClientError(int status) throws Exception {
        try (TestProvider provider =
                new TestProvider((exchange, number) -> TestProvider.answer(exchange, status, "{\"detail\": \"no\"}"))) {
            assertThat(submit(provider.url())).isEqualTo(new Refused("http_" + status, "no"));
            assertThat(provider.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 503})
    void sendsTheSameAgainUntilItIsAnswered(int status) throws Exception {
        try (TestProvider provider = new TestProvider((exchange, number) ->
                TestProvider.answer(exchange, number < 3 ? status : 200, "{\"status\": \"settled\"}"))) {
            assertThat(submit(provider.url())).isEqualTo(new Settled(MESSAGE));
            assertThat(provider.calls())
                    .hasSize(3)
                    .extracting(TestProvider.Call::key)
                    .containsOnly(MESSAGE);
            assertThat(provider.calls().get(2).body())
                    .isEqualTo(provider.calls().get(0).body());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 500})
    void isSilentAfterTheLastAttempt(int status) throws Exception {
        try (TestProvider provider =
                new TestProvider((exchange, number) -> TestProvider.answer(exchange, status, ""))) {
            assertThat(submit(provider.url())).isEqualTo(new Silent("the provider answered " + status));
        }
    }

    @Test
    void isSilentWhenNobodyAnswersInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TestProvider provider = new TestProvider((exchange, number) -> await(end))) {
            assertThat(submit(provider.url())).isInstanceOf(Silent.class);
            assertThat(provider.calls()).hasSize(3);
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void isSilentWhenNobodyListensOrTheAnswerIsTooLarge() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(submit(URI.create("http://127.0.0.1:" + port + "/pay"))).isInstanceOf(Silent.class);
        try (TestProvider provider =
                new TestProvider((exchange, number) -> TestProvider.answer(exchange, 200, " ".repeat(100_000)))) {
            assertThat(submit(provider.url())).isInstanceOf(Silent.class);
        }
    }

    @Test
    void doesNotTakeAClientErrorForARefusalOfAnAttemptWithoutAnswer() throws Exception {
        try (TestProvider provider =
                new TestProvider((exchange, number) -> TestProvider.answer(exchange, number == 1 ? 500 : 401, "{}"))) {
            assertThat(submit(provider.url())).isEqualTo(new Silent("the provider answered 401"));
        }
        try (TestProvider provider = new TestProvider((exchange, number) ->
                TestProvider.answer(exchange, number == 1 ? 500 : 422, "{\"status\": \"refused\"}"))) {
            assertThat(submit(provider.url())).isEqualTo(new Refused("http_422", null));
        }
    }

    @Test
    void asksForAPaymentByItsMessage() throws Exception {
        try (TestProvider provider = new TestProvider((exchange, number) ->
                TestProvider.answer(exchange, 200, "{\"status\": \"settled\", \"reference\": \"s\"}"))) {
            assertThat(inquire(provider.url())).isEqualTo(new Settled("s"));
            TestProvider.Call call = provider.calls().get(0);
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.path()).isEqualTo("/" + MESSAGE);
            assertThat(SIGNATURE.isValid(call.timestamp(), call.signature(), MESSAGE.getBytes()))
                    .isTrue();
        }
    }

    @Test
    void sendsAPaymentThatTheProviderNeverGot() throws Exception {
        try (TestProvider provider =
                new TestProvider((exchange, number) -> TestProvider.answer(exchange, number == 1 ? 404 : 202, ""))) {
            assertThat(inquire(provider.url())).isEqualTo(new Accepted(MESSAGE));
            assertThat(provider.calls()).extracting(TestProvider.Call::method).containsExactly("GET", "POST");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 500})
    void guessesNothingFromAnAnswerThatSaysNothingOfThePayment(int status) throws Exception {
        try (TestProvider provider =
                new TestProvider((exchange, number) -> TestProvider.answer(exchange, status, "{}"))) {
            assertThat(inquire(provider.url())).isInstanceOf(Silent.class);
        }
    }

    @Test
    void letsNothingThroughWhileTheProviderFails() throws Exception {
        try (TestProvider provider = new TestProvider((exchange, number) -> TestProvider.answer(exchange, 500, ""));
                HttpRail rail = rail(provider.url())) {
            for (int i = 0; i < 6; i++) {
                assertThat(rail.submit(INSTRUCTION).toCompletableFuture().get(30, TimeUnit.SECONDS))
                        .isInstanceOf(Silent.class);
            }
            assertThat(provider.calls()).hasSize(10);
        }
    }
}
