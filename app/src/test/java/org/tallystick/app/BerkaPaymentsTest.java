package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.app.cli.CommandLineInterface;
import org.tallystick.eventstore.EventLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** 3,000 real remittances to other banks, through files that a bank answers. Skipped where they are not there. */
class BerkaPaymentsTest {
    private static final Path DATA =
            Path.of(System.getProperty("test.dataset", "../../shared/data")).resolve("berka");
    private static final String LEDGER = "/v1/ledgers/berka";
    private static final int CLIENTS = 16;
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private static List<JsonNode> payments;
    private static Map<String, BigInteger> sent;

    @TempDir
    Path folder;

    @BeforeAll
    static void read() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "the data set is not there: " + DATA);
        payments = new ArrayList<>();
        sent = new TreeMap<>();
        for (String line : Files.readAllLines(DATA.resolve("payments.ndjson"))) {
            JsonNode payment = JsonMapper.shared().readTree(line);
            payments.add(payment);
            sent.merge(payment.get("payer").asString(), payment.get("amount").bigIntegerValue(), BigInteger::add);
        }
    }

    private String data() {
        return "--tallystick.data=" + folder.resolve("data");
    }

    private ConfigurableApplicationContext start() {
        return TallystickServer.start(
                "--server.port=0",
                data(),
                "--tallystick.payments.answer-within=PT5M",
                "--tallystick.rails.iso20022.folder=" + folder.resolve("bank"),
                "--tallystick.rails.iso20022.bundle-every=PT1S",
                "--tallystick.rails.iso20022.look-every=PT0.2S",
                "--tallystick.rails.iso20022.debtor-name=Berka",
                "--tallystick.rails.iso20022.debtor-account=1",
                "--tallystick.rails.iso20022.debtor-bank=YZ");
    }

    /** @param floored whether customers may not go below zero */
    private static void open(Api api, boolean floored) throws Exception {
        api.put(LEDGER, "{}");
        atOnce(Files.readAllLines(DATA.resolve("accounts.ndjson")), line -> {
            ObjectNode account = (ObjectNode) JsonMapper.shared().readTree(line);
            String address = account.remove("address").asString();
            if (floored && address.startsWith("customers:")) {
                account.put("floor", 0);
            }
            assertThat(api.put(LEDGER + "/accounts/" + address, account.toString())
                            .status())
                    .isEqualTo(201);
        });
    }

    private static <T> void atOnce(Collection<T> all, Consumer<T> work) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> begun = new ArrayList<>();
            all.forEach(each -> begun.add(clients.submit(() -> work.accept(each))));
            for (Future<?> each : begun) {
                each.get();
            }
        } finally {
            clients.shutdown();
        }
    }

    /** Sends all payments and lets the bank work until each has ended. */
    private FileBank payAll(Api api) throws Exception {
        atOnce(payments, payment -> {
            Api.Answer answer = api.post("/v1/payments", payment.toString());
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        });
        FileBank bank = new FileBank(folder.resolve("bank"));
        Waiting.until(LONGEST, () -> afterWork(bank, api), openOnes -> openOnes == 0);
        return bank;
    }

    private static long afterWork(FileBank bank, Api api) {
        try {
            bank.work();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return count(api, "initiated")
                + count(api, "held")
                + count(api, "screened")
                + count(api, "submitting")
                + count(api, "submitted")
                + count(api, "unknown")
                + unended(api);
    }

    private static long count(Api api, String state) {
        return api.get("/v1/payments?limit=1&state=" + state)
                .json()
                .path("data")
                .size();
    }

    private static long unended(Api api) {
        JsonNode rows = api.get("/v1/payments/in-flight").json().path("data");
        long held = 0;
        for (JsonNode row : rows) {
            assertThat(row.path("equal").asBoolean()).as(row.toString()).isTrue();
            held += row.path("payments").asLong();
        }
        return held;
    }

    private static Map<String, BigInteger> balances(Api api, long position) {
        Map<String, BigInteger> balances = new HashMap<>();
        String next = "&position=" + position;
        do {
            JsonNode page =
                    api.getWhenThere(LEDGER + "/accounts?limit=1000" + next).json();
            page.path("data").forEach(account -> {
                assertThat(account.path("creditsPending").asInt()
                                + account.path("debitsPending").asInt())
                        .as("held on %s", account)
                        .isZero();
                balances.put(
                        account.path("address").asString(),
                        account.path("balance").bigIntegerValue());
            });
            next = page.path("next").isNull()
                    ? null
                    : "&cursor=" + page.path("next").asString();
        } while (next != null);
        return balances;
    }

    @Test
    void everyBankReceivesWhatIsExpectedAndEveryCustomerHasPaidIt() throws Exception {
        try (var server = start()) {
            Api api = new Api(TallystickServer.url(server));
            open(api, false);
            FileBank bank = payAll(api);
            Map<String, FileBank.Total> expected = new TreeMap<>();
            List<String> lines = Files.readAllLines(DATA.resolve("expected-bank-totals.csv"));
            for (String line : lines.subList(1, lines.size())) {
                String[] columns = line.split(",");
                expected.put(columns[0], new FileBank.Total(Integer.parseInt(columns[1]), new BigInteger(columns[2])));
            }
            assertThat(bank.totals()).isEqualTo(expected);
            Map<String, BigInteger> balances =
                    balances(api, server.getBean(EventLog.class).head());
            sent.forEach(
                    (payer, amount) -> assertThat(balances.get(payer)).as(payer).isEqualTo(amount.negate()));
        }
        assertThat(CommandLineInterface.run("verify", data())).isZero();
    }

    @Test
    void whoHasNoFundsIsRejectedAndNothingIsHeldForEver() throws Exception {
        try (var server = start()) {
            Api api = new Api(TallystickServer.url(server));
            open(api, true);
            List<String> funded = sent.keySet().stream()
                    .filter(payer -> payer.hashCode() % 3 == 0)
                    .toList();
            atOnce(
                    funded,
                    payer -> assertThat(api.post(
                                            LEDGER + "/transactions",
                                            "{\"postings\": [{\"debit\": \"assets:cash\", \"credit\": \"" + payer
                                                    + "\", \"amount\": " + sent.get(payer)
                                                    + ", \"asset\": \"CZK/2\"}]}")
                                    .status())
                            .isEqualTo(201));
            FileBank bank = payAll(api);
            Map<String, BigInteger> balances =
                    balances(api, server.getBean(EventLog.class).head());
            assertThat(sent.keySet())
                    .allSatisfy(payer -> assertThat(balances.get(payer)).isZero());
            BigInteger received = bank.totals().values().stream()
                    .map(FileBank.Total::amount)
                    .reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(received).isEqualTo(funded.stream().map(sent::get).reduce(BigInteger.ZERO, BigInteger::add));
            atOnce(payments, payment -> {
                String right = funded.contains(payment.get("payer").asString()) ? "settled" : "rejected";
                String id = payment.get("id").asString();
                JsonNode found = api.get("/v1/payments/" + id).json();
                assertThat(found.path("state").asString()).as(id).isEqualTo(right);
                assertThat(found.path("ended").asBoolean()).as(id).isTrue();
            });
        }
    }
}
