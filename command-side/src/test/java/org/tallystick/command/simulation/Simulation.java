package org.tallystick.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tallystick.command.CommandFixture;
import org.tallystick.commands.AccountResult;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeAccount;
import org.tallystick.commands.ChangeLedger;
import org.tallystick.commands.CloseAccount;
import org.tallystick.commands.CreateLedger;
import org.tallystick.commands.ExpireTransaction;
import org.tallystick.commands.FreezeAccount;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.MetadataPatch;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.OpenAccount;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostBatch;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TouchedAccount;
import org.tallystick.commands.TransactionResult;
import org.tallystick.commands.UnfreezeAccount;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.TransactionEvent;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** Sends random commands to the write side and to the model, and compares what they say after each of them. */
final class Simulation {
    private static final String[] ADDRESSES = {"bank", "alice", "bob", "capped", "loan", "yen", "nobody"};
    private static final BigInteger MOST = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    private static final List<BigInteger> AMOUNTS = List.of(
            BigInteger.ONE,
            BigInteger.TWO,
            BigInteger.valueOf(10),
            BigInteger.valueOf(99),
            BigInteger.valueOf(Long.MAX_VALUE),
            BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE),
            MOST.divide(BigInteger.TWO),
            MOST);

    private final CommandFixture fixture;
    private final Random random;
    private final LedgerName ledger;
    private final Model model = new Model();
    private final Map<String, Integer> codes;
    private final long firstPosition;
    private int ids;

    /** @param codes counts what the commands were answered */
    Simulation(CommandFixture fixture, long seed, Map<String, Integer> codes) {
        this.fixture = fixture;
        this.random = new Random(seed);
        this.codes = codes;
        this.ledger = new LedgerName("s" + seed);
        this.firstPosition = fixture.head();
        fixture.send(new CreateLedger(ledger, "Simulation " + seed, Map.of()));
        open("bank", "EUR/2", false, null, null);
        open("alice", "EUR/2", true, BigInteger.ZERO, null);
        open("bob", "EUR/2", true, BigInteger.valueOf(-50), null);
        open("capped", "EUR/2", true, BigInteger.ZERO, BigInteger.valueOf(150));
        open("loan", "EUR/2", false, BigInteger.ZERO, BigInteger.valueOf(200));
        open("yen", "JPY/0", true, null, null);
    }

    private void open(String address, String asset, boolean credit, BigInteger floor, BigInteger ceiling) {
        model.accounts.put(address, new Model.Account(asset, credit, floor, ceiling));
        fixture.send(new OpenAccount(
                ledger,
                new Address(address),
                Asset.parse(asset),
                credit ? Side.CREDIT : Side.DEBIT,
                floor,
                ceiling,
                Map.of()));
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4 -> create(false);
                case 5, 6, 7 -> create(true);
                case 8, 9, 10 -> postHeld();
                case 11 -> voidIt();
                case 12 -> expire();
                case 13, 14 -> reverse();
                case 15 -> status();
                case 16 -> limits();
                case 17 -> lock();
                case 18 -> batch();
                default -> fixture.pass(Duration.ofSeconds(random.nextInt(30)));
            }
            if (random.nextInt(150) == 0) {
                fixture.restart();
            }
        }
        check();
    }

    private long now() {
        return micros(fixture.now());
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(Long micros) {
        return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String someAddress() {
        int index = random.nextInt(20);
        return ADDRESSES[index < ADDRESSES.length ? index : index % 5];
    }

    private String id(boolean mostlyNew) {
        boolean fresh = random.nextInt(10) < (mostlyNew ? 9 : 1);
        return "t" + (fresh || ids == 0 ? ++ids : Math.max(1, ids - random.nextInt(12)));
    }

    private BigInteger amount() {
        return random.nextInt(12) == 0
                ? AMOUNTS.get(random.nextInt(AMOUNTS.size()))
                : BigInteger.valueOf(1 + random.nextInt(100));
    }

    private List<Model.Posting> postings() {
        List<Model.Posting> postings = new ArrayList<>();
        int count = 1 + (random.nextInt(3) == 0 ? random.nextInt(4) : 0);
        while (postings.size() < count) {
            String debit = random.nextInt(3) == 0 ? "bank" : someAddress();
            String credit = someAddress();
            if (!debit.equals(credit)) {
                postings.add(new Model.Posting(debit, credit, amount(), random.nextInt(40) == 0 ? "JPY/0" : "EUR/2"));
            }
        }
        return postings;
    }

    private Long near() {
        return random.nextInt(3) == 0 ? now() + (random.nextInt(7) - 3) * 10_000_000L : null;
    }

    private void create(boolean held) {
        String id = id(true);
        List<Model.Posting> postings = postings();
        Long expiresAt = held ? near() : null;
        Long effectiveAt = near();
        NewTransaction command = command(id, postings, held, expiresAt, effectiveAt, false);
        if (random.nextInt(10) == 0) {
            dryRun(command(id, postings, held, expiresAt, effectiveAt, true));
        }
        compare(command, model.create(id, postings, held, expiresAt, effectiveAt, now()));
        if (random.nextInt(10) == 0) {
            compare(command, model.create(id, postings, held, expiresAt, effectiveAt, now()));
        }
    }

    private void dryRun(NewTransaction command) {
        long before = fixture.head();
        fixture.send(command);
        assertThat(fixture.head()).isEqualTo(before);
    }

    private NewTransaction command(
            String id, List<Model.Posting> postings, boolean held, Long expiresAt, Long effectiveAt, boolean dryRun) {
        List<Posting> real = postings.stream()
                .map(p -> new Posting(
                        new Address(p.debit()), new Address(p.credit()), p.amount(), Asset.parse(p.asset())))
                .toList();
        TransactionId transaction = new TransactionId(id);
        return held
                ? new HoldTransaction(
                        ledger,
                        transaction,
                        real,
                        instant(expiresAt),
                        instant(effectiveAt),
                        null,
                        null,
                        Map.of(),
                        dryRun)
                : new PostTransaction(ledger, transaction, real, instant(effectiveAt), null, null, Map.of(), dryRun);
    }

    private void postHeld() {
        String id = id(false);
        List<BigInteger> amounts = null;
        Model.Transaction known = model.transactions.get(id);
        if (random.nextBoolean() && known != null) {
            amounts = new ArrayList<>();
            for (Model.Posting posting : known.postings) {
                amounts.add(
                        switch (random.nextInt(4)) {
                            case 0 -> BigInteger.ZERO;
                            case 1 -> BigInteger.ONE;
                            case 2 -> posting.amount();
                            default -> posting.amount().add(BigInteger.ONE).min(MOST);
                        });
            }
            if (amounts.stream().noneMatch(each -> each.signum() > 0)) {
                amounts.set(0, BigInteger.ONE);
            }
            if (random.nextInt(10) == 0) {
                amounts.add(BigInteger.ONE);
            }
        }
        compare(new PostHeldTransaction(ledger, new TransactionId(id), amounts), model.postHeld(id, amounts, now()));
    }

    private void voidIt() {
        String id = id(false);
        compare(new VoidTransaction(ledger, new TransactionId(id)), model.voidIt(id));
    }

    private void expire() {
        String id = id(false);
        compare(new ExpireTransaction(ledger, new TransactionId(id)), model.expire(id, now()));
    }

    private void reverse() {
        String id = (random.nextInt(5) == 0 ? "r-" : "") + id(false);
        String reversal = random.nextInt(8) == 0 ? id(false) : "r-" + id + pick("", "-x");
        compare(
                new ReverseTransaction(
                        ledger, new TransactionId(id), new TransactionId(reversal), null, null, Map.of()),
                model.reverse(id, reversal, now()));
    }

    private void status() {
        String address = someAddress();
        Address real = new Address(address);
        switch (random.nextInt(12)) {
            case 0 -> compare(new CloseAccount(ledger, real), model.status(address, "closed"));
            case 1, 2, 3 -> compare(new FreezeAccount(ledger, real), model.status(address, "frozen"));
            default -> {
                for (String each : ADDRESSES) {
                    compare(new UnfreezeAccount(ledger, new Address(each)), model.status(each, "open"));
                }
            }
        }
    }

    private void limits() {
        String address = someAddress();
        BigInteger floor = random.nextBoolean() ? null : BigInteger.valueOf(-random.nextInt(100));
        BigInteger ceiling = random.nextBoolean() ? null : BigInteger.valueOf(random.nextInt(400));
        compare(
                new ChangeAccount(
                        ledger, new Address(address), Change.to(floor), Change.to(ceiling), MetadataPatch.KEEP),
                model.limits(address, floor, ceiling));
    }

    private void lock() {
        Long before = random.nextInt(3) == 0 ? now() - random.nextInt(30) * 1_000_000L : null;
        model.lockedBefore = before == null ? Long.MIN_VALUE : before;
        fixture.send(new ChangeLedger(ledger, Change.keep(), MetadataPatch.KEEP, Change.to(instant(before))));
    }

    /** Independent lines are the same as commands one after the other. */
    private void batch() {
        List<NewTransaction> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id = id(true);
            boolean held = random.nextBoolean();
            List<Model.Posting> postings = postings();
            Long effectiveAt = near();
            lines.add(command(id, postings, held, null, effectiveAt, false));
            expected.add(model.create(id, postings, held, null, effectiveAt, now()));
        }
        List<?> outcomes = (List<?>) fixture.send(new PostBatch(ledger, false, lines, Map.of()));
        assertThat(outcomes.stream().map(each -> code((Outcome<?>) each)).toList())
                .isEqualTo(expected);
    }

    private void compare(LedgerCommand command, String expected) {
        long before = fixture.head();
        Outcome<?> outcome = (Outcome<?>) fixture.send(command);
        String code = code(outcome);
        codes.merge(code, 1, Integer::sum);
        assertThat(code).as("%s", command).isEqualTo(expected);
        if (!code.equals(Model.OK)) {
            assertThat(fixture.head()).as("%s stored something", command).isEqualTo(before);
        } else if (((Outcome.Done<?>) outcome).result() instanceof TransactionResult result) {
            result.accounts().forEach(this::compareTouched);
        }
    }

    private void compareTouched(TouchedAccount touched) {
        assertThat(counters(touched.counters()))
                .as("%s", touched.address())
                .isEqualTo(model.accounts.get(touched.address().value()).counters());
    }

    private static String code(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Rejected<?> rejected) {
            return rejected.rejection().code();
        }
        return ((Outcome.Done<?>) outcome).effect() == Outcome.Effect.REPLAYED ? Model.REPLAY : Model.OK;
    }

    private static List<BigInteger> counters(Counters counters) {
        return List.of(
                counters.debitsPosted(), counters.creditsPosted(), counters.debitsPending(), counters.creditsPending());
    }

    /** From the events alone: everybody's counters, and debits that equal credits after every transaction. */
    private void check() {
        fixture.restart();
        Map<String, BigInteger> difference = new HashMap<>();
        for (RecordedEvent event : fixture.eventsAfter(firstPosition)) {
            if (event.payload() instanceof AccountEntry entry) {
                BigInteger signed = entry.side() == Side.DEBIT
                        ? entry.postedChange()
                        : entry.postedChange().negate();
                difference.merge(entry.asset().toString(), signed, BigInteger::add);
                counters(entry.counters())
                        .forEach(counter -> assertThat(counter).isNotNegative());
            } else if (event.payload() instanceof TransactionEvent) {
                assertThat(difference.values()).as("at %s", event.position()).allMatch(sum -> sum.signum() == 0);
            }
        }
        model.accounts.forEach((address, account) -> {
            LedgerCommand harmless = account.status.equals("closed")
                    ? new CloseAccount(ledger, new Address(address))
                    : new ChangeAccount(ledger, new Address(address), Change.keep(), Change.keep(), MetadataPatch.KEEP);
            AccountState state = ((AccountResult) ((Outcome.Done<?>) fixture.send(harmless)).result()).state();
            assertThat(counters(state.counters())).as(address).isEqualTo(account.counters());
        });
    }
}
