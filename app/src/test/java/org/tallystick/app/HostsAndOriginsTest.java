package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.app.RawHttp.refused;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.app.settings.UsageException;

/** By which names a server is called, and which pages may call it: by default, by settings, and on each of its ports. */
@Timeout(60)
class HostsAndOriginsTest {
    private static final String EVIL = "Host: evil.example\r\n";
    private static final String OWN = "Host: localhost\r\n";

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext server;
    private static int port;

    @BeforeAll
    static void start() {
        server = TallystickServer.start(
                "--server.port=0",
                "--tallystick.data=" + data,
                "--tallystick.hosts=Ledger.Example, 10.1.2.3,[2001:db8:0::7]",
                "--tallystick.origins=https://Console.example, http://127.0.0.1:9000");
        port = URI.create(TallystickServer.url(server)).getPort();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A read with these headers. */
    private static String ledgers(String headers) throws IOException {
        return RawHttp.send(port, "GET", "/v1/ledgers", headers + "\r\n", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "localhost.",
                "localhost.:80",
                "127.0.0.1",
                "127.0.0.1:1",
                "127.0.0.2:8080",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "ledger.example",
                "LEDGER.example.:8443",
                "10.1.2.3:8080",
                "[2001:DB8::7]"
            })
    void isAnsweredByItsOwnNames(String host) throws IOException {
        assertThat(RawHttp.status(ledgers("Host: " + host))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "notlocalhost",
                "x.ledger.example",
                "2130706433",
                "0x7f000001",
                "127.1",
                "127.0.0.01",
                "0177.0.0.1",
                "0.0.0.0:8080",
                "10.1.2.4",
                "[::]",
                "[::2]",
                "[::ffff:10.1.2.4]"
            })
    void isNotAnsweredByAnyOtherName(String host) throws IOException {
        refused(ledgers("Host: " + host), 421, "unknown_host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/ledgers HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "GET /v1/ledgers HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n\r\n",
                "GET /v1/ledgers HTTP/1.1\r\nHost: evil.example@localhost\r\n\r\n",
                "GET /v1/ledgers HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n",
                "GET /v1/ledgers HTTP/1.1\r\nHost: localhost:80:evil.example\r\n\r\n",
                "GET /v1/ledgers HTTP/1.1\r\nHost: .\r\n\r\n",
                "GET /v1/ledgers HTTP/1.1\r\nHost: localhost..\r\n\r\n",
                "GET /v1/ledgers HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n",
                "GET /v1/ledgers HTTP/1.1\r\nHost: http://localhost\r\n\r\n",
                "GET /v1/ledgers HTTP/1.1\r\n\r\n",
                "GET http://evil.example/v1/ledgers HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://localhost/v1/ledgers HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "GET http://evil.example/v1/ledgers HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "GET http://evil.example/v1/ledgers HTTP/1.0\r\n\r\n",
                "GET /v1/ledgers HTTP/1.0\r\n\r\n"
            })
    void isNotAnsweredWhereTheHostIsUnclear(String request) throws IOException {
        String answer = RawHttp.send(port, request);
        assertThat(RawHttp.status(answer)).as(answer).isIn(400, 421);
        assertThat(answer).contains("\"code\":").doesNotContain("\"data\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost:8080\r\nOrigin: http://localhost:8080",
                "Host: localhost:8080\r\nOrigin: HTTP://LOCALHOST.:8080",
                "Host: localhost\r\nOrigin: http://localhost",
                "Host: localhost:80\r\nOrigin: http://localhost",
                "Host: ledger.example\r\nOrigin: https://ledger.example\r\nSec-Fetch-Site: same-origin",
                "Host: ledger.example:443\r\nOrigin: https://ledger.example",
                "Host: [::1]:8080\r\nOrigin: http://[0:0:0:0:0:0:0:1]:8080",
                "Host: 127.0.0.1:8080\r\nOrigin: https://console.example\r\nSec-Fetch-Site: same-origin",
                "Host: 127.0.0.1:8080\r\nOrigin: http://127.0.0.1:9000",
                "Host: localhost\r\nSec-Fetch-Site: same-origin",
                "Host: localhost\r\nSec-Fetch-Site: none"
            })
    void aPageOfItsOwnIsAnswered(String headers) throws IOException {
        assertThat(RawHttp.status(ledgers(headers))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost:8080\r\nOrigin: http://localhost:8081",
                "Host: localhost:8080\r\nOrigin: http://localhost",
                "Host: localhost\r\nOrigin: http://localhost:8080",
                "Host: localhost:8080\r\nOrigin: http://127.0.0.1:8080",
                "Host: localhost:8080\r\nOrigin: localhost:8080",
                "Host: localhost:8080\r\nOrigin: http://localhost:8080/",
                "Host: localhost:8080\r\nOrigin: http://evil@localhost:8080",
                "Host: localhost:8080\r\nOrigin: http://localhost:8080.evil.example",
                "Host: localhost:8080\r\nOrigin: chrome-extension://localhost:8080",
                "Host: localhost:8080\r\nOrigin: http://console.example",
                "Host: localhost:8080\r\nOrigin: https://console.example:8443",
                "Host: localhost:8080\r\nOrigin: https://console.example\r\nSec-Fetch-Site: cross-site",
                "Host: localhost:8080\r\nSec-Fetch-Site: SAME-ORIGIN",
                "Host: localhost:8080\r\nSec-Fetch-Site:"
            })
    void anyOtherPageIsNot(String headers) throws IOException {
        refused(ledgers(headers), 403, "cross_site");
    }

    @Test
    void theSettingsAreCheckedAtStart() {
        for (String wrong : List.of(
                "hosts=*",
                "hosts=a b",
                "hosts=ledger.example:8080",
                "hosts=http://ledger.example",
                "hosts=a.example,,b.example",
                "origins=*",
                "origins=null",
                "origins=ledger.example",
                "origins=https://ledger.example/",
                "origins=ftp://ledger.example")) {
            assertThatThrownBy(() -> TallystickServer.start(
                                    "--server.port=0",
                                    "--tallystick.data=" + data.resolve("settings"),
                                    "--tallystick." + wrong)
                            .close())
                    .as(wrong)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("tallystick." + wrong.split("=")[0]);
        }
    }

    /** A port of its own is a server of its own. The name that it listens at is its own, too: other processes use it. */
    @Test
    void theSameHoldsOnAPortForManagement() throws IOException {
        try (ConfigurableApplicationContext other = TallystickServer.start(
                "--server.port=0",
                "--server.address=localhost",
                "--management.server.port=0",
                "--tallystick.data=" + data.resolve("management"))) {
            int management = other.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
            for (String path : List.of("/actuator", "/actuator/prometheus", "/error")) {
                String get = "GET " + path + " HTTP/1.1\r\nConnection: close\r\n";
                refused(RawHttp.send(management, get + EVIL + "\r\n"), 421, "unknown_host");
                refused(RawHttp.send(management, get + OWN + "Origin: null\r\n\r\n"), 403, "cross_site");
                refused(RawHttp.send(management, get + OWN + "Sec-Fetch-Site: same-site\r\n\r\n"), 403, "cross_site");
            }
            String get = "GET /actuator/%s HTTP/1.1\r\nConnection: close\r\n";
            assertThat(RawHttp.send(management, get.formatted("health") + EVIL + "\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(RawHttp.send(management, get.formatted("prometheus") + OWN + "\r\n"))
                    .startsWith("HTTP/1.1 200");
            refused(RawHttp.send(management, get.formatted("health?x=%zz") + OWN + "\r\n"), 400, "malformed");
            assertThat(new Api(TallystickServer.url(other)).get("/v1/ledgers").status())
                    .isEqualTo(200);
        }
    }

    /** There the host is no header. */
    @Test
    void theSameHoldsOverHttp2() throws Exception {
        try (ConfigurableApplicationContext other = TallystickServer.start(
                "--server.port=0", "--server.http2.enabled=true", "--tallystick.data=" + data.resolve("http2"))) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(TallystickServer.url(other) + "/v1/ledgers"));
            HttpClient http = HttpClient.newHttpClient();
            http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            HttpResponse<String> own = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(own.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
            HttpResponse<String> foreign = http.send(
                    request.header("Origin", "http://evil.example").build(), HttpResponse.BodyHandlers.ofString());
            assertThat(foreign.statusCode()).isEqualTo(403);
        }
    }
}
