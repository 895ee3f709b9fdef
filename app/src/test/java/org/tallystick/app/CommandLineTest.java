package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.tallystick.app.cli.CommandLineInterface;
import org.tallystick.query.entry.AccountKey;
import org.tallystick.query.entry.PlainEntries;
import org.tallystick.query.entry.PlainEntry;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.Database;

class CommandLineTest {
    private static final String ACCOUNTS = """
            {"address": "bank", "asset": "EUR/2", "normal": "debit"}
            {"address": "customers:1", "asset": "EUR/2", "normal": "credit"}
            """;
    private static final String TRANSACTIONS = """
            {"postings": [{"debit": "bank", "credit": "customers:1", "amount": 1234, "asset": "EUR/2"}]}
            {"id": "named", "postings": [{"debit": "bank", "credit": "customers:1", "amount": 1, "asset": "EUR/2"}],
            {"id": "poor", "postings": [{"debit": "customers:1", "credit": "bank", "amount": 9999, "asset": "EUR/2"}]}
            """;

    private static final String DATED = """
            {"postings": [{"debit": "bank", "credit": "customers:1", "amount": 5, "asset": "EUR/2"}],\
             "effectiveAt": "2026-03-31T12:00:00Z"}
            {"postings": [{"debit": "bank", "credit": "customers:1", "amount": 7, "asset": "EUR/2"}],\
             "pending": true, "effectiveAt": "2026-03-30T12:00:00Z"}
            """;

    @TempDir
    Path folder;

    private Path transactions;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("accounts.ndjson"), ACCOUNTS);
        transactions = Files.writeString(folder.resolve("transactions.ndjson"), TRANSACTIONS);
    }

    private String data() {
        return "--tallystick.data=" + folder.resolve("books");
    }

    private int importFile() {
        return CommandLineInterface.run(
                "import",
                "--ledger",
                "l",
                "--accounts",
                folder.resolve("accounts.ndjson").toString(),
                transactions.toString(),
                data());
    }

    private static Printed printedBy(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int code = CommandLineInterface.run(args);
            return new Printed(
                    code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private record Printed(int code, String out, String err) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frob",
                "--nope",
                "serve --nope",
                "import",
                "import --ledger l",
                "import --ledger l /nowhere.ndjson",
                "export --ledger l --format pdf",
                "replay",
                "serve --server.address=0.0.0.0",
                "serve --tallystick.durabilty=process",
                "bench --url http://127.0.0.1:1",
                "bench --url localhost",
                "bench --url http://nowhere.invalid:80",
                "bench --seconds 1",
                "bench --clients none",
                "replay nothing! --url http://127.0.0.1:1",
                "replay entries --url http://127.0.0.1:1",
                "backup /nowhere/b.zip --url http://127.0.0.1:1",
                "restore /nowhere/b.zip --tallystick.data=target/none",
                "export --ledger l --tallystick.data=target/none",
                "replay entries --tallystick.data=target/none",
                "backup target/b.zip --tallystick.data=target/none",
                "serve --tallystick.data=a;b"
            })
    void wrongUseEndsWithOneLine(String line) {
        Printed printed = printedBy(line.split(" "));
        assertThat(printed.code()).isEqualTo(2);
        assertThat(printed.err().lines()).hasSize(1).allMatch(each -> each.startsWith("tallystick: "));
    }

    @ParameterizedTest
    @CsvSource({
        "veirfy, 'there is no command veirfy; did you mean verify?'",
        "exp, 'there is no command exp; did you mean export?'",
        "frobnicate, 'there is no command frobnicate; tallystick --help lists them'",
        "rehears, 'there is no command rehears; tallystick --help lists them'",
        "verify --jsn, 'there is no option --jsn; did you mean --json?'",
        "--jsno, 'there is no option --jsno; did you mean --json?'",
    })
    void whatWasMeantIsNamed(String line, String answer) {
        assertThat(printedBy(line.split(" ")).err()).isEqualTo("tallystick: " + answer + "\n");
    }

    /** As editors and spreadsheets write it. */
    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        Files.writeString(folder.resolve("accounts.ndjson"), "\uFEFF" + ACCOUNTS);
        Files.writeString(transactions, "\uFEFF" + DATED);
        assertThat(importFile()).isZero();
        assertThat(printedBy("export", "--ledger", "l", "--format", "csv", data())
                        .out()
                        .lines())
                .hasSize(2);
    }

    @Test
    void anImportReportsWhatWasRejectedAndCanBeRepeated() throws IOException {
        assertThat(importFile()).isEqualTo(1);
        List<String> rejected = Files.readAllLines(folder.resolve("transactions.ndjson.rejected.ndjson"));
        assertThat(rejected).hasSize(2);
        assertThat(rejected.get(0)).contains("malformed");
        assertThat(rejected.get(1)).contains("insufficient_funds");
        Printed first = printedBy("export", "--ledger", "l", "--format", "csv", data());
        assertThat(importFile()).isEqualTo(1);
        assertThat(printedBy("export", "--ledger", "l", "--format", "csv", data())
                        .out())
                .isEqualTo(first.out());
        assertThat(first.out().lines()).hasSize(2);
    }

    @Test
    void exportsInEveryFormat() throws Exception {
        importFile();
        assertThat(printedBy("export", "--ledger", "l", data()).out()).contains("\"amount\":1234");
        assertThat(printedBy("export", "--ledger", "l", "--format", "beancount", data())
                        .out())
                .contains("open Assets:Bank", "Liabilities:Customers:1  -12.34 EUR-2");
        Path journal = folder.resolve("books.journal");
        assertThat(printedBy(
                                "export",
                                "--ledger",
                                "l",
                                "--format",
                                "hledger",
                                "--output",
                                journal.toString(),
                                "--json",
                                data())
                        .out())
                .isEqualTo("{\"file\":\"" + journal + "\",\"transactions\":1}\n");
        assertThat(Files.readString(journal)).contains("bank  12.34 \"EUR/2\"");
        Assumptions.assumeTrue(isInstalled("hledger"), "hledger is not installed");
        assertThat(new ProcessBuilder("hledger", "-f", journal.toString(), "check")
                        .start()
                        .waitFor())
                .isZero();
        Process balances = new ProcessBuilder("hledger", "-f", journal.toString(), "bal", "bank").start();
        try (BufferedReader lines = balances.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).contains("12.34 \"EUR/2\"");
        }
    }

    private static boolean isInstalled(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor(20, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    @Test
    void anUnknownLedgerIsNotExported() {
        importFile();
        assertThat(printedBy("export", "--ledger", "other", data()).code()).isEqualTo(2);
    }

    @Test
    void aReplayServesTheNextVersion() {
        importFile();
        Printed printed = printedBy("replay", "entries", data());
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(printed.out()).contains("entries serves version 2");
        assertThat(printedBy("replay", "nothing", data()).code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "DELETE FROM entry_v1",
                "UPDATE entry_v1 SET entries = SUBSTRING(entries FROM 1 FOR 20)",
                "UPDATE entry_v1 SET entries = entries || entries",
                "UPDATE day_shift_v1 SET credits_posted = credits_posted + 1 WHERE address = 'customers:1'",
                "UPDATE day_shift_v1 SET on_day = on_day + 1",
                "DELETE FROM day_shift_v1",
                "DELETE FROM account_v1 WHERE address = 'bank'",
                "UPDATE account_v1 SET status = 'frozen' WHERE address = 'bank'",
                "UPDATE dated_entry_v1 SET effective_at = effective_at + 1 WHERE side = 'D'",
                "DELETE FROM dated_entry_v1",
                "UPDATE entry_folded_v1 SET position = (SELECT MAX(span + 1) * 32 FROM entry_v1)",
                "UPDATE prefix_sum_v1 SET credits_posted = credits_posted + 1 WHERE depth = 1",
                "DELETE FROM entry_account_v1 WHERE depth = 1",
                "UPDATE trial_day_v1 SET debits_posted = 0",
                "UPDATE ledger_v1 SET title = 'x'",
                "DELETE FROM ledger_v1",
                "UPDATE ledger_transaction_v1 SET postings = '[]'",
                "UPDATE ledger_transaction_v1 SET state = 'voided'",
                "DELETE FROM ledger_transaction_v1",
                "UPDATE journal SET data = data || X'00' WHERE position = (SELECT MAX(position) FROM journal)"
            })
    void verifyFindsWhatWasCorrupted(String corruption) throws Exception {
        importFile();
        Files.writeString(transactions, DATED);
        importFile();
        corrupt(corruption);
        boolean harmless = corruption.startsWith("SELECT");
        Printed printed = printedBy("verify", data());
        assertThat(printed.code()).as(printed.out() + printed.err()).isEqualTo(harmless ? 0 : 1);
    }

    private static Map<String, UnaryOperator<PlainEntry>> corruptions() {
        Map<String, UnaryOperator<PlainEntry>> all = new LinkedHashMap<>();
        all.put("another account", each -> with(each, new AccountKey(ledgerOf(each), "another"), each.amount(), 0));
        all.put("another ledger", each -> with(each, new AccountKey("another", addressOf(each)), each.amount(), 0));
        all.put(
                "another amount",
                each -> with(each, each.account(), each.amount().add(BigInteger.ONE), 0));
        all.put("another time", each -> with(each, each.account(), each.amount(), 1));
        all.put("no entry", each -> null);
        return all;
    }

    private static String ledgerOf(PlainEntry entry) {
        return entry.account().ledger();
    }

    private static String addressOf(PlainEntry entry) {
        return entry.account().address();
    }

    private static PlainEntry with(PlainEntry entry, AccountKey account, BigInteger amount, long later) {
        return new PlainEntry(
                entry.position(),
                account,
                entry.asset(),
                entry.transaction(),
                entry.posting(),
                entry.side(),
                amount,
                entry.pendingChange(),
                entry.recordedAt() + later,
                entry.counters(),
                entry.sequence(),
                entry.origin(),
                entry.textless());
    }

    private static Stream<String> namesOfCorruptions() {
        return corruptions().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("namesOfCorruptions")
    void verifyFindsAnEntryThatWasCorrupted(String corruption) {
        importFile();
        corruptEntry(4, corruptions().get(corruption));
        Printed printed = printedBy("verify", data());
        assertThat(printed.code()).as(printed.out() + printed.err()).isEqualTo(1);
        assertThat(printed.out()).contains("entry at 4: ");
    }

    private void corruptEntry(long position, UnaryOperator<PlainEntry> corruption) {
        SingleConnectionDataSource database =
                new SingleConnectionDataSource(url("tallystick-readmodels"), "sa", "", true);
        Tables tables = new Tables(1, Database.H2, new JdbcTemplate(database));
        List<PlainEntry> entries = new ArrayList<>();
        PlainEntries.between(0, Long.MAX_VALUE, tables, entries::add);
        entries.replaceAll(each -> each.position() == position ? corruption.apply(each) : each);
        entries.removeIf(Objects::isNull);
        tables.jdbc().update("DELETE FROM entry_v1");
        PlainEntries.write(entries, tables);
        database.destroy();
    }

    /** The rows of the store: its ledger, its two accounts, then one for each batch of the import and one more. */
    @Test
    void verifyListsEveryDamagedRowAndGoesOnBehindIt() throws Exception {
        importFile();
        Files.writeString(transactions, TRANSACTIONS.replace("named", "second").replace("1234", "4321"));
        importFile();
        corrupt("UPDATE journal SET data = data || X'00' WHERE position IN (1, (SELECT MAX(position) FROM journal))");
        corrupt("DELETE FROM journal WHERE position = 3");
        corruptEntry(4, corruptions().get("another amount"));
        Printed printed = printedBy("verify", data());
        assertThat(printed.code()).as(printed.out() + printed.err()).isEqualTo(1);
        assertThat(printed.out().lines().filter(line -> line.startsWith("events ")))
                .hasSize(4)
                .anyMatch(line -> line.startsWith("events 1 to 1: ") && line.endsWith("fails its checksum"))
                .anyMatch(line -> line.startsWith("events 3 to 3: the journal lacks"));
        assertThat(printed.out()).contains("entry at 4: ");
        assertThat(printed.out().lines().filter(line -> line.contains(" in the read model")))
                .hasSize(1);
    }

    private void corrupt(String statement) throws Exception {
        String file = statement.contains(" journal ") ? "tallystick" : "tallystick-readmodels";
        try (var connection = DriverManager.getConnection(url(file), "sa", "");
                var execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private String url(String file) {
        return "jdbc:h2:file:" + folder.resolve("books").resolve(file) + ";WRITE_DELAY=0";
    }

    @Test
    void verifyOfAFolderWithoutAStoreChecksNothing() {
        Printed printed = printedBy("verify", data());
        assertThat(printed.code()).isEqualTo(3);
        assertThat(printed.err().lines()).hasSize(1);
        assertThat(folder.resolve("books")).doesNotExist();
    }

    @Test
    void refusedAccountsAreReportedAndTheRestGoesOn() throws IOException {
        Files.writeString(
                folder.resolve("accounts.ndjson"),
                "{\"address\": \"no asset\"}\n[]\n{\"address\": \"x\"}\n" + ACCOUNTS);
        Files.writeString(transactions, TRANSACTIONS.lines().findFirst().orElseThrow());
        assertThat(importFile()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("transactions.ndjson.rejected.ndjson")))
                .hasSize(3);
        assertThat(printedBy("export", "--ledger", "l", data()).out()).contains("1234");
    }

    @Test
    void textThatIsNotUtf8IsNotTakenForSomethingElse() throws IOException {
        Files.write(transactions, new byte[] {'{', '"', (byte) 0xff, '"', '}', '\n'});
        Printed printed = printedBy("import", "--ledger", "l", transactions.toString(), data());
        assertThat(printed.code()).isEqualTo(2);
        assertThat(printed.err()).contains("not UTF-8").hasLineCount(1);
    }

    @Test
    void anExportThatCannotBeWrittenIsOneLine() {
        importFile();
        Printed printed = printedBy("export", "--ledger", "l", "--output", "/nowhere/at/all", data());
        assertThat(printed.code()).isEqualTo(2);
        assertThat(printed.err()).hasLineCount(1);
        Path file = folder.resolve("none.csv");
        assertThat(printedBy("export", "--ledger", "other", "--output", file.toString(), data())
                        .code())
                .isEqualTo(2);
        assertThat(file).doesNotExist();
    }

    @Test
    void addressesThatLookAlikeStayApartInBeancount() throws IOException {
        Files.writeString(
                folder.resolve("accounts.ndjson"),
                "a_b a-b A-b"
                        .replaceAll(
                                "(\\S+)\\s?", "{\"address\": \"$1\", \"asset\": \"EUR/2\", \"normal\": \"debit\"}\n"));
        Files.writeString(
                transactions,
                "{\"postings\": [{\"debit\": \"a_b\", \"credit\": \"a-b\", \"amount\": 1, \"asset\": \"EUR/2\"}]}\n");
        assertThat(importFile()).isZero();
        assertThat(printedBy("export", "--ledger", "l", "--format", "beancount", data())
                        .out())
                .contains("open Assets:A-b\n", "open Assets:A-b-2\n", "open Assets:A-b-3\n")
                .contains("Assets:A-b  0.01", "Assets:A-b-2  -0.01");
    }

    @Test
    void aBackupOfARunningServerIsRestoredElsewhere() throws Exception {
        importFile();
        Path zip = folder.resolve("backup.zip");
        try (var server = TallystickServer.start("--server.port=0", data())) {
            String url = TallystickServer.url(server);
            Printed printed = printedBy("backup", zip.toString(), "--url", url, "--json");
            assertThat(printed.code()).as(printed.err()).isZero();
            assertThat(printed.out()).startsWith("{\"file\":\"").contains("\"bytes\":" + Files.size(zip));
            assertThat(printedBy("backup", zip.toString(), "--url", url).code()).isEqualTo(2);
            Printed replayed = printedBy("replay", "accounts", "--url", url, "--json");
            assertThat(replayed.out()).contains("\"version\":2");
        }
        String elsewhere = "--tallystick.data=" + folder.resolve("elsewhere");
        assertThat(printedBy("restore", zip.toString(), elsewhere, "--json").out())
                .contains("\"store\":\"", "\"position\":\"");
        assertThat(printedBy("restore", zip.toString(), elsewhere).code()).isEqualTo(2);
        assertThat(printedBy("verify", elsewhere, "--json").out()).contains("\"differences\":0");
        assertThat(printedBy("export", "--ledger", "l", elsewhere).out())
                .isEqualTo(printedBy("export", "--ledger", "l", data()).out());
        assertThat(printedBy("restore", transactions.toString(), "--tallystick.data=" + folder.resolve("x"))
                        .code())
                .isEqualTo(2);
    }

    @Test
    void aBenchmarkSaysHowFastTheServerIs() throws Exception {
        try (var server = TallystickServer.start("--server.port=0", data())) {
            Printed printed = printedBy(
                    "bench", "--url", TallystickServer.url(server), "--seconds", "3", "--clients", "2", "--json");
            assertThat(printed.code()).as(printed.err()).isZero();
            assertThat(printed.out()).contains("\"transfers\"", "\"batched transfers\"", "\"refused\":0");
        }
    }
}
