package org.tallystick.command.engine;

import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;
import org.tallystick.commands.AccountResult;
import org.tallystick.commands.CloseAccount;
import org.tallystick.commands.FreezeAccount;
import org.tallystick.commands.InitiatePayment;
import org.tallystick.commands.InitiateTransfer;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PaymentCommand;
import org.tallystick.commands.PaymentRejection;
import org.tallystick.commands.PostBatch;
import org.tallystick.commands.Rejection;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransferRejection;
import org.tallystick.commands.UnfreezeAccount;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.Discarding;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.LedgerName;

/**
 * Lets an idempotency key take effect once. A command whose key has stored a unit before is decided like any other, which
 * compares its content after defaults; but it stands only as a repetition of what that unit did, and stores nothing. The
 * lines of a batch have identifiers that follow from its key, and are looked at one by one where they are decided.
 */
@Component
public final class IdempotencyKeys implements MessageHandlerInterceptor<CommandMessage<?>> {
    public static final String REUSED = "The idempotency key was used before with other content.";

    private final UnitLookup units;

    public IdempotencyKeys(UnitLookup units) {
        this.units = units;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain) throws Exception {
        Object command = unit.getMessage().getPayload();
        MetaData metadata = unit.getMessage().getMetaData();
        if (!metadata.containsKey(EventMetadata.IDEMPOTENCY_KEY) || command instanceof PostBatch) {
            return chain.proceed();
        }
        Optional<RecordedUnit> earlier = ledgerOf(command).flatMap(ledger -> earlier(ledger, metadata));
        return earlier.isEmpty() ? chain.proceed() : repeated(unit, earlier.get(), chain);
    }

    /** What the idempotency key among the metadata of a command has stored before; empty, too, without a key. */
    public Optional<RecordedUnit> earlier(LedgerName ledger, MetaData metadata) {
        Object digest = metadata.get(EventMetadata.IDEMPOTENCY_KEY);
        return digest == null ? Optional.empty() : units.unitUnder(ledger.streamOfKey(digest.toString()));
    }

    /** The ledger that a key is in the scope of; empty where none is taken, or nothing is there to repeat. */
    private Optional<LedgerName> ledgerOf(Object command) {
        if (command instanceof LedgerCommand of) {
            return Optional.of(of.ledger());
        } else if (command instanceof InitiatePayment initiate) {
            return Optional.of(initiate.ledger());
        } else if (command instanceof InitiateTransfer initiate) {
            return Optional.of(initiate.from().ledger());
        } else if (command instanceof PaymentCommand of) {
            return units.unitOf(of.payment().stream(), 0)
                    .map(unit -> ((DomainEvent) unit.events().get(0).payload()).ledger());
        }
        return Optional.empty();
    }

    private static Object repeated(
            UnitOfWork<? extends CommandMessage<?>> unit, RecordedUnit earlier, InterceptorChain chain)
            throws Exception {
        Object command = unit.getMessage().getPayload();
        if (command instanceof FreezeAccount || command instanceof UnfreezeAccount || command instanceof CloseAccount) {
            return accountAfter(earlier);
        }
        Object decided = chain.proceed();
        if (isRepetitionOf(earlier, decided)) {
            return decided;
        }
        Discarding.discard(unit);
        return reused(command);
    }

    /** Position 0 stands for a repetition that is answered by the state as it is. */
    private static boolean isRepetitionOf(RecordedUnit earlier, Object decided) {
        return decided instanceof Outcome.Done<?> done
                && done.effect() == Outcome.Effect.REPLAYED
                && (done.position() == 0 || done.position() == earlier.position());
    }

    /** These commands have no content beside their path, which is in the scope of the key. */
    private static Outcome<AccountResult> accountAfter(RecordedUnit unit) {
        for (RecordedEvent event : unit.events()) {
            if (event.payload() instanceof AccountStateEvent happened) {
                AccountResult after = new AccountResult(happened.address(), happened.state(), event.sequence());
                return Outcome.replayed(after, unit.position());
            }
        }
        throw new IllegalStateException("the unit at " + unit.position() + " holds no event of an account");
    }

    private static Outcome<?> reused(Object command) {
        Rejection rejection = TransactionRejection.ID_REUSED;
        if (command instanceof PaymentCommand) {
            rejection = PaymentRejection.ID_REUSED;
        } else if (command instanceof InitiateTransfer) {
            rejection = TransferRejection.ID_REUSED;
        }
        return Outcome.rejected(rejection, REUSED, Map.of());
    }
}
