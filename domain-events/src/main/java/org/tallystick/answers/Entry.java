package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.PaymentId;
import org.tallystick.values.Position;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/**
 * What one side of a posting moved on an account.
 *
 * @param posting the index of the posting in its transaction, from 0
 * @param amount in minor units of the asset
 * @param counterparty the account on the other side of the posting; null where stale
 * @param balance of the account after it, on the time basis of the statement
 * @param reference of the transaction
 * @param description of the transaction
 * @param actor who posted it; null where that was not recorded
 * @param requestId the request that posted it; null where that was not recorded
 * @param payment the payment that made the transaction; absent where none did
 * @param stale true where an event of the account or of the transaction waits to be repaired; absent otherwise
 */
public record Entry(
        Position position,
        TransactionId transaction,
        int posting,
        Side side,
        BigInteger amount,
        Asset asset,
        @Nullable Address counterparty,
        Instant effectiveAt,
        Instant recordedAt,
        BigInteger balance,
        @Nullable String reference,
        @Nullable String description,
        @Nullable String actor,
        @Nullable String requestId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PaymentId payment,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale) {}
