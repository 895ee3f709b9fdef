package org.tallystick.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.tallystick.commands.AccountResult;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeAccount;
import org.tallystick.commands.ChangeLedger;
import org.tallystick.commands.CloseAccount;
import org.tallystick.commands.CreateLedger;
import org.tallystick.commands.ExpireTransaction;
import org.tallystick.commands.FreezeAccount;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.MetadataPatch;
import org.tallystick.commands.OpenAccount;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.RoutedCommand;
import org.tallystick.commands.TransactionResult;
import org.tallystick.commands.UnfreezeAccount;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.DomainEvent;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** A ledger of its own with short ways to say commands, and what is expected of their outcomes. */
public final class Scenario {
    private static final AtomicInteger LEDGERS = new AtomicInteger();
    private static final Asset EUR = Asset.parse("EUR/2");

    private final CommandFixture fixture;
    private final LedgerName ledger = new LedgerName("l" + LEDGERS.incrementAndGet());
    private Outcome<?> last;
    private long headBefore;

    private Scenario(CommandFixture fixture) {
        this.fixture = fixture;
    }

    /** A ledger with the debit account {@code bank} and the credit accounts {@code alice} and {@code bob}, floor 0. */
    public static Scenario in(CommandFixture fixture) {
        Scenario scenario = new Scenario(fixture);
        scenario.when(new CreateLedger(scenario.ledger, "Test", Map.of())).created();
        scenario.open("bank", Side.DEBIT, null, null).created();
        scenario.open("alice", Side.CREDIT, 0L, null).created();
        scenario.open("bob", Side.CREDIT, 0L, null).created();
        return scenario;
    }

    public LedgerName ledger() {
        return ledger;
    }

    public CommandFixture fixture() {
        return fixture;
    }

    public Scenario when(RoutedCommand command) {
        return when(command, Map.of());
    }

    public Scenario when(RoutedCommand command, Map<String, ?> metadata) {
        headBefore = fixture.head();
        last = (Outcome<?>) fixture.send(command, metadata);
        return this;
    }

    public Scenario open(String address, Side normal, Long floor, Long ceiling) {
        return when(
                new OpenAccount(ledger, new Address(address), EUR, normal, number(floor), number(ceiling), Map.of()));
    }

    public Scenario change(String address, Change<BigInteger> floor, Change<BigInteger> ceiling) {
        return when(new ChangeAccount(ledger, new Address(address), floor, ceiling, MetadataPatch.KEEP));
    }

    public Scenario freeze(String address) {
        return when(new FreezeAccount(ledger, new Address(address)));
    }

    public Scenario unfreeze(String address) {
        return when(new UnfreezeAccount(ledger, new Address(address)));
    }

    public Scenario close(String address) {
        return when(new CloseAccount(ledger, new Address(address)));
    }

    public Scenario lockBefore(Instant instant) {
        return when(new ChangeLedger(ledger, Change.keep(), MetadataPatch.KEEP, Change.to(instant)));
    }

    public Scenario post(String id, Posting... postings) {
        return when(posted(id, null, false, postings));
    }

    public PostTransaction posted(String id, Instant effectiveAt, boolean dryRun, Posting... postings) {
        return new PostTransaction(
                ledger, new TransactionId(id), List.of(postings), effectiveAt, null, null, Map.of(), dryRun);
    }

    public Scenario hold(String id, Instant expiresAt, Posting... postings) {
        return when(held(id, expiresAt, null, postings));
    }

    public HoldTransaction held(String id, Instant expiresAt, Instant effectiveAt, Posting... postings) {
        return new HoldTransaction(
                ledger, new TransactionId(id), List.of(postings), expiresAt, effectiveAt, null, null, Map.of(), false);
    }

    /** @param amounts none for everything */
    public Scenario postHeld(String id, long... amounts) {
        List<BigInteger> parts = amounts.length == 0
                ? null
                : Arrays.stream(amounts).mapToObj(BigInteger::valueOf).toList();
        return when(new PostHeldTransaction(ledger, new TransactionId(id), parts));
    }

    public Scenario voidIt(String id) {
        return when(new VoidTransaction(ledger, new TransactionId(id)));
    }

    public Scenario expire(String id) {
        return when(new ExpireTransaction(ledger, new TransactionId(id)));
    }

    public Scenario reverse(String id, String reversal) {
        return when(new ReverseTransaction(
                ledger, new TransactionId(id), new TransactionId(reversal), null, null, Map.of()));
    }

    public static Posting move(String debit, String credit, long amount) {
        return move(debit, credit, BigInteger.valueOf(amount));
    }

    public static Posting move(String debit, String credit, BigInteger amount) {
        return new Posting(new Address(debit), new Address(credit), amount, EUR);
    }

    private static BigInteger number(Long value) {
        return value == null ? null : BigInteger.valueOf(value);
    }

    /** It happened, and stored exactly these kinds of events, in this order; none given: whatever it stored. */
    @SafeVarargs
    public final Scenario created(Class<? extends DomainEvent>... events) {
        assertThat(last)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.effect()).isIn(Outcome.Effect.CREATED, Outcome.Effect.CHANGED));
        if (events.length > 0) {
            assertThat(fixture.eventsAfter(headBefore).stream()
                            .map(event -> (Object) event.payload().getClass()))
                    .containsExactly((Object[]) events);
        }
        return this;
    }

    /** Nothing was stored because it happened before. */
    public Scenario replayed() {
        assertThat(last)
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.effect()).isEqualTo(Outcome.Effect.REPLAYED));
        return storedNothing();
    }

    public Scenario rejected(String code) {
        assertThat(last).isInstanceOf(Outcome.Rejected.class);
        assertThat(((Outcome.Rejected<?>) last).rejection().code()).isEqualTo(code);
        return storedNothing();
    }

    public Scenario storedNothing() {
        assertThat(fixture.head()).isEqualTo(headBefore);
        return this;
    }

    public Outcome<?> outcome() {
        return last;
    }

    public TransactionResult transaction() {
        return (TransactionResult) ((Outcome.Done<?>) last).result();
    }

    public AccountResult account() {
        return (AccountResult) ((Outcome.Done<?>) last).result();
    }

    public long position() {
        return ((Outcome.Done<?>) last).position();
    }

    /** The counters in the last answer: posted debits and credits, pending debits and credits. */
    public Scenario counters(String address, long... expected) {
        Counters counters = transaction().accounts().stream()
                .filter(touched -> touched.address().value().equals(address))
                .findFirst()
                .orElseThrow()
                .counters();
        assertThat(List.of(
                        counters.debitsPosted(),
                        counters.creditsPosted(),
                        counters.debitsPending(),
                        counters.creditsPending()))
                .as(address)
                .isEqualTo(Arrays.stream(expected).mapToObj(BigInteger::valueOf).toList());
        return this;
    }
}
