package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.commands.TransactionResult;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentId;
import org.tallystick.values.Position;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;

/**
 * A transaction: some postings that happened together, or are held together.
 *
 * @param expiresAt the end of a hold; null when it has none
 * @param effectiveAt business time; null for a hold that is not posted and named none
 * @param resolvedAt when it was posted, voided or expired; null while pending
 * @param reverses the transaction that this one reverses, or null
 * @param reversedBy the transaction that reversed this one, or null
 * @param accounts what the command made of the accounts that it touched, by address; absent from answers to queries
 * @param position of the first event of the transaction, by which lists are sorted; absent from answers to commands, which
 *     have that of the last in their header
 * @param version the sequence number of the last event of the transaction; absent from answers to commands
 * @param actor who created it; absent from answers to commands, and where nobody is known
 * @param requestId of the request that created it; absent from answers to commands, and where none is known
 * @param payment the payment that made it; absent where none did
 * @param stale true where an event of it waits to be repaired; absent otherwise
 */
public record Transaction(
        TransactionId id,
        TransactionPhase state,
        List<TransactionPosting> postings,
        @Nullable Instant expiresAt,
        @Nullable Instant effectiveAt,
        Instant recordedAt,
        @Nullable Instant resolvedAt,
        @Nullable String reference,
        @Nullable String description,
        Map<String, String> metadata,
        @Nullable TransactionId reverses,
        @Nullable TransactionId reversedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AccountBalance> accounts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Position position,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String actor,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PaymentId payment,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale)
        implements CommandAnswer {

    /** Where a stored transaction comes from. */
    public record Origin(
            Position position,
            long version,
            @Nullable String actor,
            @Nullable String requestId) {}

    /** What a command is answered with. */
    public static Transaction of(TransactionResult result) {
        List<AccountBalance> accounts =
                result.accounts().stream().map(AccountBalance::of).toList();
        return of(result.transaction(), accounts, null, null, null, null, null, null);
    }

    /** What a query is answered with. */
    public static Transaction of(TransactionState state, Origin origin, boolean stale) {
        PaymentId payment = DerivedIds.paymentOf(state.id(), state.metadata()).orElse(null);
        return of(
                state,
                null,
                origin.position(),
                origin.version(),
                origin.actor(),
                origin.requestId(),
                payment,
                stale ? Boolean.TRUE : null);
    }

    private static Transaction of(
            TransactionState state,
            @Nullable List<AccountBalance> accounts,
            @Nullable Position position,
            @Nullable Long version,
            @Nullable String actor,
            @Nullable String requestId,
            @Nullable PaymentId payment,
            @Nullable Boolean stale) {
        return new Transaction(
                state.id(),
                state.phase(),
                TransactionPosting.of(state.postings(), state.posted()),
                state.expiresAt(),
                state.effectiveAt(),
                state.recordedAt(),
                state.resolvedAt(),
                state.reference(),
                state.description(),
                state.metadata(),
                state.reverses(),
                state.reversedBy(),
                accounts,
                position,
                version,
                actor,
                requestId,
                payment,
                stale);
    }

    @Override
    public MinimalAnswer minimal(Position at) {
        return MinimalAnswer.of(id, state, at);
    }
}
