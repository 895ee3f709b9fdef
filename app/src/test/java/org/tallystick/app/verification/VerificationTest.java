package org.tallystick.app.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountDebited;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.LedgerCreated;
import org.tallystick.events.TransactionPosted;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.account.BalanceFollowers;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.PlainEntries;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.payment.PaymentFollowers;
import org.tallystick.query.payment.PaymentProjection;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.readmodels.EngineTest;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** What is found in small books, right ones and such as are wrong in one place, and who is told. */
class VerificationTest extends EngineTest {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final Asset ASSET = Asset.parse("EUR/2");
    private static final Address PAYER = new Address("payer");
    private static final Address PAYEE = new Address("payee");
    private static final Instant NOW = Instant.parse("2026-03-28T20:00:00Z");

    private final Told told = new Told();

    @Override
    protected Projection projection() {
        return new LedgerProjection();
    }

    @Override
    protected Projection[] projections() {
        var updates = SimpleQueryUpdateEmitter.builder().build();
        return new Projection[] {
            new LedgerProjection(),
            new AccountProjection(new BalanceFollowers(updates)),
            new EntryProjection(new EntryIndex()),
            new TransactionProjection(),
            new PaymentProjection(new PaymentFollowers(updates))
        };
    }

    private static final class Told implements VerificationListener {
        private final List<String> differences = new ArrayList<>();
        private final List<String> notCompared = new ArrayList<>();
        private long reached;

        @Override
        public void differs(String difference) {
            differences.add(difference);
        }

        @Override
        public void notCompared(String reason) {
            notCompared.add(reason);
        }

        @Override
        public void reached(long position, long head) {
            assertThat(position).isBetween(reached + 1, head);
            reached = position;
        }
    }

    /** Six events: the ledger, two accounts, and a transaction of 5. */
    @BeforeEach
    void keepBooks() {
        add(new LedgerCreated(LEDGER, new LedgerState("Books", Map.of(), null)));
        for (Address address : List.of(PAYER, PAYEE)) {
            add(new AccountOpened(
                    LEDGER,
                    address,
                    new AccountState(ASSET, Side.CREDIT, AccountStatus.OPEN, null, null, Map.of(), Counters.ZERO)));
        }
        post("first", 5, 5);
    }

    private void add(DomainEvent event) {
        log.add(event.stream(), event, NOW);
    }

    /** @param after what the accounts say they count then */
    private void post(String id, int units, int after) {
        TransactionId transaction = new TransactionId(id);
        BigInteger amount = BigInteger.valueOf(units);
        BigInteger total = BigInteger.valueOf(after);
        add(new AccountDebited(
                LEDGER, PAYER, transaction, 0, ASSET, amount, null, Counters.ZERO.plusPosted(Side.DEBIT, total)));
        add(new AccountCredited(
                LEDGER, PAYEE, transaction, 0, ASSET, amount, null, Counters.ZERO.plusPosted(Side.CREDIT, total)));
        add(new TransactionPosted(
                LEDGER,
                transaction,
                List.of(new Posting(PAYER, PAYEE, amount, ASSET)),
                null,
                null,
                null,
                Map.of(),
                null));
    }

    private VerificationResult verify() throws InterruptedException {
        return new Verification(log, engine, told).run();
    }

    private void corrupt(String projection, String statement, String table) throws InterruptedException {
        assertThat(engine.awaitPosition(log.head(), PATIENCE)).isTrue();
        Tables tables = engine.serving(projection);
        assertThat(tables.jdbc().update(statement.formatted(tables.name(table))))
                .isPositive();
    }

    @Test
    void rightBooksAreRight() throws Exception {
        post("second", 2, 7);
        assertThat(verify()).isEqualTo(new VerificationResult.Compared(9, 2, 0));
        assertThat(told.differences).isEmpty();
        assertThat(told.notCompared).isEmpty();
        assertThat(told.reached).isEqualTo(9);
    }

    @Test
    void aBalanceThatDoesNotFollowFromItsEventsIsTold() throws Exception {
        post("second", 2, 8);
        VerificationResult result = verify();
        assertThat(told.differences)
                .filteredOn(each -> each.contains("recomputed"))
                .hasSize(2)
                .anyMatch(each -> each.startsWith("event at 7 of " + LEDGER.streamOf(PAYER)))
                .anyMatch(each -> each.startsWith("event at 8 of " + LEDGER.streamOf(PAYEE)));
        assertThat(result).isEqualTo(new VerificationResult.Compared(9, 2, told.differences.size()));
    }

    @Test
    void anAccountThatTheReadModelHasOtherwiseIsTold() throws Exception {
        corrupt(AccountProjection.NAME, "UPDATE %s SET status = 'frozen' WHERE address = 'payee'", "account");
        VerificationResult result = verify();
        assertThat(told.differences).singleElement().asString().startsWith("account " + LEDGER.streamOf(PAYEE));
        assertThat(((VerificationResult.Compared) result).isRight()).isFalse();
    }

    @Test
    void aMissingEntryIsTold() throws Exception {
        corrupt(EntryProjection.NAME, "DELETE FROM %s", PlainEntries.TABLE);
        verify();
        assertThat(told.differences)
                .anyMatch(each -> each.startsWith("entry at 4: null in the read model"))
                .anyMatch(each -> each.startsWith("entry at 5: null in the read model"));
        assertThat(told.notCompared).isEmpty();
    }

    @Test
    void eventsThatCannotBeReadAreTold() throws Exception {
        assertThat(engine.awaitPosition(log.head(), PATIENCE)).isTrue();
        log.damage(5);
        VerificationResult result = verify();
        assertThat(told.differences).contains("events 5 to 5: damaged on purpose");
        assertThat(told.notCompared)
                .anyMatch(each -> each.startsWith("account " + LEDGER.streamOf(PAYEE)))
                .anyMatch(each -> each.startsWith("Ledgers, payments, sums"));
        assertThat(result).isInstanceOfSatisfying(VerificationResult.Compared.class, compared -> {
            assertThat(compared.events()).isEqualTo(5);
            assertThat(compared.differences()).isEqualTo(told.differences.size());
        });
        assertThat(told.reached).isEqualTo(6);
    }

    @Test
    void entriesThatCannotBeReadAreTold() throws Exception {
        corrupt(EntryProjection.NAME, "UPDATE %s SET entries = X'00'", PlainEntries.TABLE);
        verify();
        assertThat(told.differences).isNotEmpty();
        assertThat(told.notCompared).singleElement().asString().startsWith("Accounts, ledgers, payments, sums");
    }
}
