package org.tallystick.values;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;

/**
 * All that is known of a payment after an event.
 *
 * @param executeAt not before then; null for at once
 * @param initiator who asked for it
 * @param started whether {@code executeAt} has come
 * @param changedAt when the phase was reached, or started again
 * @param funds what became of the money in the ledger
 * @param hold the pending transaction that holds the funds
 * @param posted the transaction that posted the funds: the hold, or another one; null before
 * @param reversal the transaction that reversed it; null for none
 * @param messageId under which the rail knows it; null as long as its order cannot have left
 * @param railReference what the rail calls it; null when it did not say
 * @param accepted whether the rail has taken it
 * @param confirmed whether the rail, or a person for it, says that it has settled
 * @param waitsFor the step that did not end, where the outcome is unknown; null otherwise
 * @param attempts how often the present step was tried in vain
 * @param code why it is in this phase, for programs; null where nothing went wrong
 * @param reason why it is in this phase, for people
 * @param origin the standing order that made it; null when a client asked for it
 */
public record PaymentState(
        LedgerName ledger,
        PaymentId id,
        PaymentPhase phase,
        Address payer,
        BigInteger amount,
        Asset asset,
        String rail,
        SealedBeneficiary beneficiary,
        String reference,
        Instant executeAt,
        Map<String, String> metadata,
        PaymentTerms terms,
        String initiator,
        boolean started,
        Instant initiatedAt,
        Instant changedAt,
        PaymentFunds funds,
        TransactionId hold,
        TransactionId posted,
        TransactionId reversal,
        String messageId,
        String railReference,
        boolean accepted,
        boolean confirmed,
        PaymentStep waitsFor,
        int attempts,
        String code,
        String reason,
        PaymentOrigin origin) {

    public PaymentState {
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }

    /** The standing order that made it; null when a client asked for it. */
    public StandingOrderId standingOrder() {
        return origin == null ? null : origin.standingOrder();
    }

    /** Whether nothing more will happen unless the rail or a person says something new. */
    public boolean isEnded() {
        return switch (phase) {
            case SETTLED -> true;
            case RETURNED -> funds == PaymentFunds.REVERSED || funds == PaymentFunds.RELEASED;
            case REJECTED, DECLINED, CANCELLED, FAILED, EXPIRED -> holdsNothing();
            default -> false;
        };
    }

    /** Whether its order is the next thing to leave: until that is claimed, it can be withdrawn. */
    public boolean awaitsSubmission() {
        return phase == PaymentPhase.APPROVED || phase == PaymentPhase.SCREENED && !terms.needsApproval(amount);
    }

    private boolean holdsNothing() {
        return switch (funds) {
            case UNTOUCHED -> !started;
            case REFUSED, RELEASED, REVERSED -> true;
            case HELD, POSTED -> false;
        };
    }
}
