package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of the real program, from where they can only come in a process of its own. */
class SettingsIT {
    @TempDir
    Path folder;

    /** All of it from the environment: the store, screening, a rail, which beans depend on, and an approval limit. */
    @Test
    void theEnvironmentIsFollowed() throws IOException, InterruptedException {
        Path rules = Files.writeString(folder.resolve("rules.json"), "{\"denied\": [{\"name\": \"Mallory\"}]}");
        Path data = folder.resolve("data");
        Map<String, String> environment = Map.of(
                "TALLYSTICK_DATA", data.toString(),
                "TALLYSTICK_SCREENING_RULES", rules.toString(),
                "TALLYSTICK_RAILS_ISO20022_FOLDER", folder.resolve("bank").toString(),
                "TALLYSTICK_RAILS_ISO20022_DEBTORNAME", "Marketplace",
                "TALLYSTICK_RAILS_ISO20022_DEBTOR_ACCOUNT", "DE89370400440532013000",
                "TALLYSTICK_RAILS_ISO20022_DEBTORBANK", "COBADEFFXXX",
                "TALLYSTICK_PAYMENTS_APPROVAL", "books.EUR/2=100;*.USD/2=50");
        try (ServerProcess server = ServerProcess.start(folder.resolve("log"), List.of(), environment)) {
            Api api = server.api();
            api.put("/v1/ledgers/books", "{}");
            api.put("/v1/ledgers/books/accounts/payer", account("credit"));
            api.put("/v1/ledgers/books/accounts/assets:interbank:abnanl2a", account("debit"));
            pay(api, "denied", "Mallory", 1, "simulator");
            pay(api, "large", "Ada", 101, "simulator");
            pay(api, "over-files", "Ada", 1, "iso20022");
            assertThat(awaitState(api, "denied", "rejected")).isEqualTo("rejected");
            assertThat(awaitState(api, "large", "awaiting_approval")).isEqualTo("awaiting_approval");
            assertThat(awaitState(api, "over-files", "submitted")).isEqualTo("submitted");
            assertThat(data.resolve("tallystick.mv.db")).exists();
            server.stop();
        }
    }

    private static String account(String normal) {
        return "{\"asset\": \"EUR/2\", \"floor\": null, \"normal\": \"" + normal + "\"}";
    }

    private static void pay(Api api, String id, String name, int amount, String rail) {
        Api.Answer answer = api.post(
                "/v1/payments",
                "{\"id\": \"" + id + "\", \"ledger\": \"books\", \"payer\": \"payer\", \"amount\": " + amount
                        + ", \"asset\": \"EUR/2\", \"rail\": \"" + rail + "\", \"beneficiary\": {\"name\": \"" + name
                        + "\", \"account\": \"NL91ABNA0417164300\", \"bank\": \"ABNANL2A\"}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    private static String awaitState(Api api, String id, String state) {
        return Waiting.until(
                () -> api.get("/v1/payments/" + id).json().get("state").asString(), state::equals);
    }

    static Stream<Arguments> unknown() {
        String file = "--spring.config.additional-location=unknown.yaml";
        return Stream.of(
                Arguments.of(
                        List.of("serve", "--tallystick.screening.rule=f"), Map.of(), "--tallystick.screening.rules"),
                Arguments.of(List.of("serve"), Map.of("TALLYSTICK_SCREENING_RULE", "f"), "TALLYSTICK_SCREENING_RULES"),
                Arguments.of(List.of("bench"), Map.of("TALLYSTICK_SCREENING_RULE", "f"), "TALLYSTICK_SCREENING_RULES"),
                Arguments.of(
                        List.of("serve"),
                        Map.of("JAVA_TOOL_OPTIONS", "-Dtallystick.screening.rule=f"),
                        "-Dtallystick.screening.rules"),
                Arguments.of(List.of("serve", file), Map.of(), "tallystick.screening.rules"),
                Arguments.of(List.of("verify", file), Map.of(), "tallystick.screening.rules"),
                Arguments.of(
                        List.of("serve"),
                        Map.of("SPRING_APPLICATION_JSON", "{\"tallystick\": {\"screening\": {\"rule\": \"f\"}}}"),
                        "tallystick.screening.rules"));
    }

    @ParameterizedTest
    @MethodSource
    void unknown(List<String> arguments, Map<String, String> environment, String nearest)
            throws IOException, InterruptedException {
        Path settings = Files.writeString(folder.resolve("unknown.yaml"), "tallystick:\n  screening:\n    rule: f\n");
        Path output = folder.resolve("output");
        List<String> placed = arguments.stream()
                .map(each -> each.replace("unknown.yaml", settings.toString()))
                .toList();
        Process process = ServerProcess.run(output, placed, environment);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readAllLines(output))
                .filteredOn(each -> !each.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .singleElement()
                .asString()
                .startsWith("tallystick: unknown setting ")
                .endsWith("; did you mean " + nearest + "?");
    }

    /** A command on the data folder finds the same store as the server. */
    @Test
    void aFileSaysWhereTheStoreIs() throws IOException, InterruptedException {
        Path data = folder.resolve("elsewhere");
        Path settings = Files.writeString(folder.resolve("settings.yaml"), "tallystick.data: " + data + "\n");
        String option = "--spring.config.additional-location=" + settings;
        try (ServerProcess server = ServerProcess.start(folder.resolve("log"), List.of(option))) {
            server.stop();
        }
        Path output = folder.resolve("output");
        Process verify = ServerProcess.run(output, List.of("verify", option, "--server.port=8080"));
        try {
            assertThat(verify.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            verify.destroyForcibly();
        }
        assertThat(Files.readString(output)).contains("the books are right");
        assertThat(verify.exitValue()).isZero();
    }
}
