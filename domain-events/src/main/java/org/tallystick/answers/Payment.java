package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentFunds;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.Position;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.TransactionId;

/**
 * A payment. The amount is in minor units of the asset.
 *
 * @param ended whether nothing more will happen unless the rail or a person says something new
 * @param executeAt not before then; null for at once
 * @param standingOrder the standing order that made it; null when a client asked for it
 * @param initiator who asked for it; of a payment of a standing order, who placed that
 * @param changedAt when the state was reached, or started again
 * @param code why it is in this state, for programs; null where nothing went wrong
 * @param reason the same for people
 * @param clearing the account through which its money leaves the ledger
 * @param approvalAbove above it a second person has to approve; null where nobody has to
 * @param funds what became of the money in the ledger
 * @param hold the pending transaction that holds the funds
 * @param posted the transaction that posted the funds; null before
 * @param reversal the transaction that reversed it; null for none
 * @param messageId under which the rail knows it; null as long as its order cannot have left
 * @param railReference what the rail calls it; null when it did not say
 * @param waitsFor the step that did not end, where the outcome is unknown; null otherwise
 * @param attempts how often the present step was tried in vain
 * @param stale true where an event of it waits to be repaired; absent otherwise
 * @param timeline everything that happened to it, in order; absent from lists and from answers to commands
 */
public record Payment(
        PaymentId id,
        LedgerName ledger,
        PaymentPhase state,
        boolean ended,
        Address payer,
        BigInteger amount,
        Asset asset,
        String rail,
        PaymentBeneficiary beneficiary,
        @Nullable String reference,
        @Nullable Instant executeAt,
        Map<String, String> metadata,
        @Nullable StandingOrderId standingOrder,
        @Nullable String initiator,
        Instant initiatedAt,
        Instant changedAt,
        @Nullable String code,
        @Nullable String reason,
        Address clearing,
        @Nullable BigInteger approvalAbove,
        PaymentFunds funds,
        TransactionId hold,
        @Nullable TransactionId posted,
        @Nullable TransactionId reversal,
        @Nullable String messageId,
        @Nullable String railReference,
        @Nullable PaymentStep waitsFor,
        int attempts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<PaymentTimelineEntry> timeline)
        implements CommandAnswer {

    /**
     * What a command is answered with.
     *
     * @param beneficiary null when it was erased
     */
    public static Payment of(PaymentState state, @Nullable Beneficiary beneficiary) {
        return of(state, beneficiary, false, null);
    }

    /**
     * What a query is answered with.
     *
     * @param beneficiary null when it was erased
     * @param timeline null in a list
     */
    public static Payment of(
            PaymentState state,
            @Nullable Beneficiary beneficiary,
            boolean stale,
            @Nullable List<PaymentTimelineEntry> timeline) {
        return new Payment(
                state.id(),
                state.ledger(),
                state.phase(),
                state.isEnded(),
                state.payer(),
                state.amount(),
                state.asset(),
                state.rail(),
                PaymentBeneficiary.of(state.beneficiary(), beneficiary),
                state.reference(),
                state.executeAt(),
                state.metadata(),
                state.standingOrder(),
                state.initiator(),
                state.initiatedAt(),
                state.changedAt(),
                state.code(),
                state.reason(),
                state.terms().clearing(),
                state.terms().approvalAbove(),
                state.funds(),
                state.hold(),
                state.posted(),
                state.reversal(),
                state.messageId(),
                state.railReference(),
                state.waitsFor(),
                state.attempts(),
                stale ? Boolean.TRUE : null,
                timeline);
    }

    @Override
    public MinimalAnswer minimal(Position at) {
        return MinimalAnswer.of(id, state, at);
    }
}
