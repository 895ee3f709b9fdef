package org.tallystick.command.account;

import static org.tallystick.command.KnownStreams.rejected;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Test;
import org.tallystick.command.KnownStreams;
import org.tallystick.commands.AccountResult;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeAccount;
import org.tallystick.commands.CloseAccount;
import org.tallystick.commands.FreezeAccount;
import org.tallystick.commands.MetadataPatch;
import org.tallystick.commands.OpenAccount;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.UnfreezeAccount;
import org.tallystick.events.AccountChanged;
import org.tallystick.events.AccountClosed;
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountFrozen;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.AccountUnfrozen;
import org.tallystick.events.CreditHeld;
import org.tallystick.events.DomainEvent;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** The life of an account, one stream of events. */
class AccountTest {
    private static final LedgerName BOOKS = new LedgerName("books");
    private static final Address ALICE = new Address("alice");
    private static final Asset EUR = Asset.parse("EUR/2");
    private static final TransactionId T = new TransactionId("t");
    private static final AccountState NEW = new AccountState(
            EUR, Side.CREDIT, AccountStatus.OPEN, BigInteger.ZERO, null, Map.of("a", "1"), Counters.ZERO);
    private static final AccountState FROZEN = NEW.withStatus(AccountStatus.FROZEN);
    private static final AccountState CLOSED = NEW.withStatus(AccountStatus.CLOSED);
    private static final AccountOpened OPENED = new AccountOpened(BOOKS, ALICE, NEW);
    private static final Counters TEN = Counters.ZERO.plusPosted(Side.CREDIT, BigInteger.TEN);
    private static final AccountCredited CREDITED =
            new AccountCredited(BOOKS, ALICE, T, 0, EUR, BigInteger.TEN, null, TEN);
    private static final CreditHeld HELD = new CreditHeld(
            BOOKS, ALICE, T, 0, EUR, BigInteger.TEN, null, Counters.ZERO.plusPending(Side.CREDIT, BigInteger.TEN));

    private static TestExecutor<Account> given(DomainEvent... events) {
        KnownStreams streams = new KnownStreams(BOOKS.stream());
        FixtureConfiguration<Account> fixture = new AggregateTestFixture<>(Account.class);
        fixture.registerAnnotatedCommandHandler(new AccountCommandHandler(fixture.getRepository(), streams));
        return streams.given(fixture, events);
    }

    private static OpenAccount open(String floor, String ceiling) {
        return new OpenAccount(BOOKS, ALICE, EUR, Side.CREDIT, number(floor), number(ceiling), Map.of("a", "1"));
    }

    private static BigInteger number(String text) {
        return text == null ? null : new BigInteger(text);
    }

    private static ChangeAccount limits(String floor, String ceiling) {
        return new ChangeAccount(
                BOOKS, ALICE, Change.to(number(floor)), Change.to(number(ceiling)), MetadataPatch.KEEP);
    }

    private static AccountResult alice(AccountState state, long version) {
        return new AccountResult(ALICE, state, version);
    }

    @Test
    void isOpened() {
        given().when(open("0", null)).expectEvents(OPENED).expectResultMessagePayload(Outcome.created(alice(NEW, 0)));
    }

    @Test
    void isOpenedOnce() {
        given(OPENED)
                .when(open("0", null))
                .expectNoEvents()
                .expectResultMessagePayload(Outcome.replayed(alice(NEW, 0), 0));
        given(OPENED).when(open("-1", null)).expectNoEvents().expectResultMessagePayloadMatching(rejected("id_reused"));
    }

    @Test
    void isComparedWithWhatItWasOpenedWith() {
        AccountState after = NEW.withCounters(TEN);
        given(OPENED, CREDITED)
                .when(open("0", null))
                .expectNoEvents()
                .expectResultMessagePayload(Outcome.replayed(alice(after, 1), 0));
    }

    @Test
    void isNotOpenedBeyondItsLimits() {
        given().when(open("1", null)).expectNoEvents().expectResultMessagePayloadMatching(rejected("limit_violated"));
        given().when(open("-2", "-1")).expectNoEvents().expectResultMessagePayloadMatching(rejected("limit_violated"));
    }

    @Test
    void isFrozenAndUnfrozen() {
        given(OPENED)
                .when(new FreezeAccount(BOOKS, ALICE))
                .expectEvents(new AccountFrozen(BOOKS, ALICE, FROZEN))
                .expectResultMessagePayload(Outcome.changed(alice(FROZEN, 1)));
        given(OPENED, new AccountFrozen(BOOKS, ALICE, FROZEN))
                .when(new UnfreezeAccount(BOOKS, ALICE))
                .expectEvents(new AccountUnfrozen(BOOKS, ALICE, NEW));
    }

    @Test
    void whatIsSoAlreadyIsARepetition() {
        given(OPENED, new AccountFrozen(BOOKS, ALICE, FROZEN))
                .when(new FreezeAccount(BOOKS, ALICE))
                .expectNoEvents()
                .expectResultMessagePayload(Outcome.replayed(alice(FROZEN, 1), 0));
        given(OPENED)
                .when(new UnfreezeAccount(BOOKS, ALICE))
                .expectNoEvents()
                .expectResultMessagePayload(Outcome.replayed(alice(NEW, 0), 0));
    }

    @Test
    void isClosedFromOpenAndFromFrozen() {
        AccountClosed closed = new AccountClosed(BOOKS, ALICE, CLOSED);
        given(OPENED).when(new CloseAccount(BOOKS, ALICE)).expectEvents(closed);
        given(OPENED, new AccountFrozen(BOOKS, ALICE, FROZEN))
                .when(new CloseAccount(BOOKS, ALICE))
                .expectEvents(closed);
    }

    @Test
    void closedIsFinal() {
        DomainEvent[] history = {OPENED, new AccountClosed(BOOKS, ALICE, CLOSED)};
        for (Object command :
                new Object[] {new FreezeAccount(BOOKS, ALICE), new UnfreezeAccount(BOOKS, ALICE), limits("0", "5")}) {
            given(history)
                    .when(command)
                    .expectNoEvents()
                    .expectResultMessagePayloadMatching(rejected("account_closed"));
        }
        given(history)
                .when(new CloseAccount(BOOKS, ALICE))
                .expectNoEvents()
                .expectResultMessagePayload(Outcome.replayed(alice(CLOSED, history.length - 1), 0));
    }

    @Test
    void isNotClosedWhileAnythingIsOnIt() {
        given(OPENED, CREDITED)
                .when(new CloseAccount(BOOKS, ALICE))
                .expectNoEvents()
                .expectResultMessagePayloadMatching(rejected("account_not_empty"));
        given(OPENED, HELD)
                .when(new CloseAccount(BOOKS, ALICE))
                .expectNoEvents()
                .expectResultMessagePayloadMatching(rejected("account_not_empty"));
    }

    @Test
    void aLimitMayBeWhereTheAccountIsAndNoFurther() {
        given(OPENED, CREDITED)
                .when(limits("10", "10"))
                .expectEvents(new AccountChanged(
                        BOOKS,
                        ALICE,
                        new AccountState(
                                EUR,
                                Side.CREDIT,
                                AccountStatus.OPEN,
                                BigInteger.TEN,
                                BigInteger.TEN,
                                Map.of("a", "1"),
                                TEN)));
        given(OPENED, CREDITED)
                .when(limits("11", null))
                .expectNoEvents()
                .expectResultMessagePayloadMatching(rejected("limit_violated"));
        given(OPENED, CREDITED)
                .when(limits("0", "9"))
                .expectNoEvents()
                .expectResultMessagePayloadMatching(rejected("limit_violated"));
        given(OPENED, HELD)
                .when(limits("0", "9"))
                .expectNoEvents()
                .expectResultMessagePayloadMatching(rejected("limit_violated"));
    }

    @Test
    void metadataIsPatched() {
        MetadataPatch patch = new MetadataPatch(false, Map.of("a", Optional.empty(), "b", Optional.of("2")));
        given(OPENED)
                .when(new ChangeAccount(BOOKS, ALICE, Change.keep(), Change.keep(), patch))
                .expectEvents(new AccountChanged(
                        BOOKS,
                        ALICE,
                        new AccountState(
                                EUR,
                                Side.CREDIT,
                                AccountStatus.OPEN,
                                BigInteger.ZERO,
                                null,
                                Map.of("b", "2"),
                                Counters.ZERO)));
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        for (Object command : new Object[] {
            new FreezeAccount(BOOKS, ALICE),
            new UnfreezeAccount(BOOKS, ALICE),
            new CloseAccount(BOOKS, ALICE),
            limits("0", null)
        }) {
            given().when(command).expectNoEvents().expectResultMessagePayloadMatching(rejected("not_found"));
        }
    }
}
