package org.tallystick.command.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.command.Scenario.move;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandFixture;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionHeld;
import org.tallystick.eventstore.CommandContext;
import org.tallystick.eventstore.journal.StaleGenerationException;
import org.tallystick.eventstore.lane.LaneCache;
import org.tallystick.eventstore.lane.LaneCaches;
import org.tallystick.eventstore.lane.LaneRepository;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/** What the repository of transactions keeps in memory. */
class KeptTransactionsTest {
    private static final LedgerName LEDGER = new LedgerName("l");
    private static final TransactionId ID = new TransactionId("h");
    private static final String STREAM = LEDGER.streamOf(ID);

    private final CommandFixture fixture = CommandFixture.onH2();
    private final LaneCache<Transaction> cache = new LaneCaches().ofSize(10);
    private final LaneRepository<Transaction> transactions =
            LaneRepository.of(Transaction.class, fixture.store().eventStore(), cache);

    @AfterEach
    void close() {
        fixture.close();
    }

    private long generation() {
        return fixture.store().journal().generation();
    }

    private void inUnitOfWork(long generation, Consumer<UnitOfWork<?>> work) {
        UnitOfWork<?> unit =
                DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(new VoidTransaction(LEDGER, ID)));
        new CommandContext(CommandFixture.START, generation).attachTo(unit);
        work.accept(unit);
        unit.commit();
    }

    private void hold() {
        hold(generation());
    }

    private void hold(long generation) {
        TransactionHeld held =
                new TransactionHeld(LEDGER, ID, List.of(move("a", "b", 5)), null, null, null, null, Map.of());
        inUnitOfWork(generation, unit -> {
            try {
                transactions.newInstance(() -> new Transaction(held));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void post() {
        post(transactions);
    }

    private static void post(LaneRepository<Transaction> transactions) {
        HeldTransactionPosted posted = new HeldTransactionPosted(LEDGER, ID, List.of(BigInteger.valueOf(5)));
        transactions.load(STREAM).execute(transaction -> transaction.record(posted));
    }

    @Test
    void arePendingOnes() {
        hold();
        assertThat(cache.containsKey(STREAM)).isTrue();
        inUnitOfWork(generation(), unit -> post());
        assertThat(cache.containsKey(STREAM)).isFalse();
    }

    @Test
    void areForgottenWhenTheyWereChangedByWhatIsNotStored() {
        LaneRepository<Transaction> all =
                LaneRepository.of(Transaction.class, fixture.store().eventStore(), cache, each -> true);
        hold();
        assertThat(cache.containsKey(STREAM)).isTrue();
        assertThatThrownBy(() -> inUnitOfWork(generation() - 1, unit -> post(all)))
                .isInstanceOf(StaleGenerationException.class);
        inUnitOfWork(
                generation(),
                unit -> assertThat(all.load(STREAM).invoke(Transaction::isWorthCaching))
                        .isTrue());
    }

    @Test
    void areNotThoseOfAUnitOfWorkThatIsNotStored() {
        assertThatThrownBy(() -> hold(generation() - 1)).isInstanceOf(StaleGenerationException.class);
        assertThat(cache.containsKey(STREAM)).isFalse();
        hold();
        cache.removeAll();
        assertThatThrownBy(() -> inUnitOfWork(generation() - 1, unit -> post()))
                .isInstanceOf(StaleGenerationException.class);
        inUnitOfWork(
                generation(),
                unit -> assertThat(transactions.load(STREAM).invoke(Transaction::isWorthCaching))
                        .isTrue());
        assertThat(cache.containsKey(STREAM)).isTrue();
    }
}
