package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.command.CommandSide;
import org.tallystick.command.engine.LedgerDomain;
import org.tallystick.commands.CreateLedger;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.OpenAccount;
import org.tallystick.commands.PostTransaction;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.AccountEvent;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.journal.Durability;
import org.tallystick.eventstore.journal.JournalSettings;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.eventstore.lane.LaneSettings;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.account.BalanceFollowers;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.entry.PlainEntries;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.readmodels.ReadModelDatabase;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.HeaderSafeFile;
import org.tallystick.storage.Migrations;
import org.tallystick.storage.SideDatabase;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/**
 * The embedded store, whose files stop taking writes at a random one, is opened again: it holds everything that was
 * acknowledged, once, and read models and index follow from it. Every fourth time the machine loses power, too.
 *
 * <p>More repetitions: {@code -Dtest.kills=5000 -Dtest.seed=1}.
 */
@Timeout(3_600)
class KilledStoreTest {
    private static final int KILLS = Integer.getInteger("test.kills", 40);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());
    private static final String READ_MODELS = "tallystick-readmodels.mv.db";
    /** So many transactions that the read models are made in batches that H2 would store in parts. */
    private static final int LARGE = 2_000;

    private static final int ACCOUNTS = 6;
    private static final int CLIENTS = 4;
    private static final int MOST_WRITES = 120;
    private static final LedgerName LEDGER = new LedgerName("l");
    private static final Asset EUR = Asset.parse("EUR/2");

    @TempDir
    Path folder;

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level usual = root.getLevel();

    @BeforeAll
    static void registerDisk() {
        MortalDisk.register();
    }

    /** A dying disk is reported by everybody who uses it. */
    @BeforeEach
    void beQuiet() {
        root.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        root.setLevel(usual);
    }

    @Test
    void keepsWhatItAcknowledged() throws Exception {
        Path small = books("small", 0);
        Path large = books("large", LARGE);
        Files.delete(large.resolve(READ_MODELS));
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged += killOnce(
                    isLarge(kill) ? large : small, folder.resolve("kill-" + kill), new Random(SEED + kill), kill);
        }
        assertThat(acknowledged).isGreaterThan(KILLS);
    }

    /** A large store takes seconds each time: of the first forty half are, of thousands some. */
    private static boolean isLarge(int kill) {
        return kill % 4 >= 2 && (kill < 40 || kill % 10 == 2);
    }

    private Path books(String name, int transactions) throws Exception {
        Path books = folder.resolve(name);
        try (Process process = new Process("file:" + books.resolve("tallystick"), Durability.PROCESS)) {
            process.openBooks(transactions);
        }
        return books;
    }

    private int killOnce(Path template, Path books, Random random, int kill) throws Exception {
        String what = "seed " + (SEED + kill) + " of " + SEED;
        boolean losesPower = kill % 4 == 1;
        int mostWrites = isLarge(kill) ? 6 * MOST_WRITES : MOST_WRITES;
        copy(template, books);
        MortalDisk.Life life = MortalDisk.newLife(random, losesPower);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        // As later in a store that is old, space is used again as soon as nothing stands there any more.
        String reused = kill % 4 == 0 || kill % 4 == 3 ? ";RETENTION_TIME=0" : "";
        String mortal = MortalDisk.SCHEME + ":" + books.resolve("tallystick") + reused;
        try (Process process = new Process(mortal, Durability.POWER_LOSS)) {
            life.endAfterWrites(1 + random.nextInt(mostWrites), kill % 8 == 4);
            process.load(life, random, acknowledged);
        } catch (SQLException | RuntimeException e) {
            assertThat(life.isOver()).as(what + ": " + e).isTrue();
        }
        if (losesPower) {
            Files.delete(books.resolve(READ_MODELS));
        }
        try (Process again = new Process("file:" + books.resolve("tallystick"), Durability.POWER_LOSS)) {
            again.check(acknowledged, what);
        }
        delete(books);
        return acknowledged.size();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void delete(Path books) throws IOException {
        try (var files = Files.list(books)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** The write side and the read side over one store. */
    private static final class Process implements AutoCloseable {
        private final HikariDataSource database;
        private final Store store;
        private final LaneCommandBus bus;
        private final SideDatabase readModels;
        private final ProjectionEngine engine;

        Process(String path, Durability durability) throws SQLException {
            String over = path.startsWith(MortalDisk.SCHEME) ? HeaderSafeFile.over(path) : "jdbc:h2:" + path;
            String url = over + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=2000";
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(HeaderSafeFile.url(url));
            config.setUsername("sa");
            config.setMinimumIdle(1);
            database = new HikariDataSource(config);
            Migrations.ofEvents().bringUpToDate(database);
            store = Store.open(
                    database,
                    new JournalSettings(
                            durability, 10, 40, 1_000, 30, 200, Duration.ofMillis(5), Duration.ofSeconds(10), 1),
                    LedgerDomain.events(),
                    LedgerDomain.upcasters(),
                    "test");
            bus = CommandSide.over(store, LaneSettings.standard(), Clock.systemUTC(), unread -> Optional.empty());
            readModels = SideDatabase.openDerived(database, url, "readmodels");
            engine = new ProjectionEngine(
                    new ReadModelDatabase(readModels.reading(), readModels.writing(), readModels::inBulk),
                    store.log(),
                    List.of(
                            new LedgerProjection(),
                            new AccountProjection(new BalanceFollowers(
                                    SimpleQueryUpdateEmitter.builder().build())),
                            new EntryProjection(new EntryIndex()),
                            new TransactionProjection()));
            engine.start();
        }

        void openBooks(int transactions) throws Exception {
            send(new CreateLedger(LEDGER, "L", Map.of())).get(10, TimeUnit.SECONDS);
            for (int i = 0; i < ACCOUNTS; i++) {
                send(new OpenAccount(LEDGER, account(i), EUR, Side.CREDIT, null, null, Map.of()))
                        .get(10, TimeUnit.SECONDS);
            }
            Random random = new Random(1);
            CompletableFuture<?>[] posted = new CompletableFuture<?>[transactions];
            for (int i = 0; i < transactions; i++) {
                posted[i] = send(transaction(random, "before-" + i));
            }
            CompletableFuture.allOf(posted).get(60, TimeUnit.SECONDS);
        }

        private static Address account(int number) {
            return new Address("a:" + number);
        }

        private CompletableFuture<Void> send(LedgerCommand command) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            CommandCallback<LedgerCommand, Object> callback = (sent, result) -> {
                if (result.isExceptional()) {
                    answer.completeExceptionally(result.exceptionResult());
                } else {
                    answer.complete(null);
                }
            };
            bus.dispatch(new GenericCommandMessage<>(command), callback);
            return answer;
        }

        void load(MortalDisk.Life life, Random random, Set<String> acknowledged) throws InterruptedException {
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Random own = new Random(random.nextLong());
                String name = "c" + client + "-";
                Thread thread = new Thread(() -> loadUntilTheEnd(life, own, name, acknowledged));
                thread.start();
                clients.add(thread);
            }
            for (Thread client : clients) {
                client.join();
            }
        }

        private void loadUntilTheEnd(MortalDisk.Life life, Random random, String name, Set<String> acknowledged) {
            for (int i = 0; !life.isOver(); i++) {
                try {
                    send(transaction(random, name + i)).get(10, TimeUnit.SECONDS);
                    acknowledged.add(name + i);
                } catch (ExecutionException | TimeoutException e) {
                    continue;
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        static LedgerCommand transaction(Random random, String id) {
            List<Posting> postings = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                int debit = random.nextInt(ACCOUNTS);
                int credit = (debit + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
                postings.add(new Posting(
                        account(debit), account(credit), BigInteger.valueOf(1 + random.nextInt(1_000)), EUR));
            }
            TransactionId transaction = new TransactionId(id);
            return random.nextInt(4) == 0
                    ? new HoldTransaction(LEDGER, transaction, postings, null, null, null, null, Map.of(), false)
                    : new PostTransaction(LEDGER, transaction, postings, null, null, null, Map.of(), false);
        }

        void check(Set<String> acknowledged, String what) throws Exception {
            long head = store.log().head();
            List<RecordedEvent> events = store.log().read(0, Integer.MAX_VALUE);
            assertThat(events).as(what).hasSize((int) head);
            Map<String, List<Long>> streams = new HashMap<>();
            events.forEach(event -> streams.computeIfAbsent(event.stream(), stream -> new ArrayList<>())
                    .add(event.position()));
            for (String id : acknowledged) {
                assertThat(streams).as(what).containsKey(LEDGER.streamOf(new TransactionId(id)));
            }
            streams.keySet().removeIf(stream -> stream.contains("/t/before-"));
            for (Map.Entry<String, List<Long>> stream : streams.entrySet()) {
                assertThat(store.log().readStream(stream.getKey(), 0, Integer.MAX_VALUE))
                        .as(what + " " + stream.getKey())
                        .extracting(RecordedEvent::position)
                        .isEqualTo(stream.getValue());
            }
            assertThat(engine.awaitPosition(head, Duration.ofSeconds(30)))
                    .as(what + ": the read models follow")
                    .isTrue();
            checkReadModels(events, what);
            send(transaction(new Random(1), "after")).get(10, TimeUnit.SECONDS);
            assertThat(engine.awaitPosition(head + 1, Duration.ofSeconds(30)))
                    .as(what + ": the read models go on")
                    .isTrue();
        }

        private void checkReadModels(List<RecordedEvent> events, String what) {
            Map<Address, Counters> last = new HashMap<>();
            Set<Long> entries = new HashSet<>();
            for (RecordedEvent event : events) {
                if (event.payload() instanceof AccountEvent account) {
                    last.put(account.address(), account.counters());
                }
                if (event.payload() instanceof AccountEntry) {
                    entries.add(event.position());
                }
            }
            Tables tables = engine.serving(EntryProjection.NAME);
            JdbcTemplate jdbc = tables.jdbc();
            List<Long> found = new ArrayList<>();
            PlainEntries.between(0, Long.MAX_VALUE, tables, entry -> found.add(entry.position()));
            assertThat(found).as(what).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(entries);
            List<Address> accounts = jdbc.query(
                    "SELECT address FROM "
                            + engine.serving(AccountProjection.NAME).name(AccountProjection.ACCOUNT),
                    (row, index) -> new Address(row.getString("address")));
            Map<Address, Counters> counted = new HashMap<>();
            new LastEntries(new EntryIndex())
                    .of(LEDGER, accounts, tables)
                    .forEach((address, each) -> counted.put(address, each.counters()));
            assertThat(counted).as(what).isEqualTo(last);
        }

        @Override
        public void close() {
            engine.close();
            readModels.close();
            bus.close();
            store.close();
            database.close();
        }
    }
}
