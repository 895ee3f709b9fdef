package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.app.cli.CommandLineInterface;
import org.tallystick.eventstore.EventLog;

/** 30,000 real transactions, against balances that another program has summed. Skipped where they are not there. */
class BerkaImportTest {
    private static final Path DATA =
            Path.of(System.getProperty("test.dataset", "../../shared/data")).resolve("berka");

    @TempDir
    Path folder;

    @Test
    void everyBalanceIsAsExpected() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "the data set is not there: " + DATA);
        String data = "--tallystick.data=" + folder;
        int code = CommandLineInterface.run(
                "import",
                data,
                "--ledger",
                "berka",
                "--accounts",
                DATA.resolve("accounts.ndjson").toString(),
                DATA.resolve("transactions.ndjson").toString());
        assertThat(code).isZero();
        try (var server = TallystickServer.start(data, "--server.port=0")) {
            Api api = new Api(TallystickServer.url(server));
            long head = server.getBean(EventLog.class).head();
            List<String> expected = Files.readAllLines(DATA.resolve("expected-balances.csv"));
            for (String line : expected.subList(1, expected.size())) {
                String[] columns = line.split(",");
                Api.Answer answer = api.getWhenThere("/v1/ledgers/berka/accounts/" + columns[0] + "?position=" + head);
                assertThat(answer.json().path("balance").bigIntegerValue())
                        .as(columns[0])
                        .hasToString(columns[1]);
            }
        }
        assertThat(CommandLineInterface.run("verify", data)).isZero();
    }
}
