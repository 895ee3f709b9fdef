package org.tallystick.saga.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.api.ApiJson;
import org.tallystick.saga.http.Signature;
import org.tallystick.saga.http.TestProvider;

@Timeout(60)
class HttpScreeningTest {
    private static final Signature SIGNATURE = new Signature("secret", Duration.ofMinutes(5), Clock.systemUTC());
    private static final ScreeningRequest REQUEST = new Initiations().add("a", "5", Instant.EPOCH);

    private static ScreeningVerdict screen(URI url) {
        return new HttpScreening(url, Duration.ofMillis(500), SIGNATURE)
                .screen(REQUEST)
                .toCompletableFuture()
                .join();
    }

    @Test
    void asksSignedAndTakesTheVerdict() throws Exception {
        try (TestProvider service = new TestProvider(
                (exchange, number) -> TestProvider.answer(exchange, 200, "{\"verdict\": \"passed\"}"))) {
            assertThat(screen(service.url())).isEqualTo(new ScreeningVerdict.Passed());
            TestProvider.Call call = service.calls().get(0);
            assertThat(SIGNATURE.isValid(call.timestamp(), call.signature(), call.body()))
                    .isTrue();
            assertThat(ApiJson.read(call.body()).get("payment").stringValue()).isEqualTo("p0");
        }
        try (TestProvider service = new TestProvider((exchange, number) -> TestProvider.answer(
                exchange, 200, "{\"verdict\": \"denied\", \"code\": \"sanctions\", \"reason\": \"on a list\"}"))) {
            assertThat(screen(service.url())).isEqualTo(new ScreeningVerdict.Denied("sanctions", "on a list"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500|{\"verdict\": \"passed\"}",
                "302|{\"verdict\": \"passed\"}",
                "200|{\"verdict\": \"maybe\"}",
                "200|{}",
                "200|passed"
            })
    void takesNothingElseForAVerdict(int status, String body) throws Exception {
        try (TestProvider service =
                new TestProvider((exchange, number) -> TestProvider.answer(exchange, status, body))) {
            assertThatThrownBy(() -> screen(service.url())).isNotNull();
        }
    }

    @Test
    void isAFaultWhenNobodyAnswersInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TestProvider service = new TestProvider((exchange, number) -> await(end))) {
            assertThatThrownBy(() -> screen(service.url())).isNotNull();
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
