package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.EnumText;
import org.tallystick.values.Position;
import org.tallystick.values.Side;

/**
 * An account with its balance. Amounts are in minor units of the asset.
 *
 * @param available what may still leave by the normal side: the balance less what is held; null for a moment in the past by
 *     effective time, as the pending counters are
 * @param floor the least that available may be made; null for none
 * @param ceiling the most that balance plus pending increases may be made; null for none
 * @param version the sequence number of the last event of the account; null for a moment in the past
 * @param actor who opened it or last changed anything but its counters; absent from answers to commands
 * @param requestId the request that did so; absent from answers to commands
 * @param stale true where an event of the account waits to be repaired; absent otherwise
 */
public record Account(
        Address address,
        Asset asset,
        Side normal,
        AccountStatus status,
        BigInteger debitsPosted,
        BigInteger creditsPosted,
        @Nullable BigInteger debitsPending,
        @Nullable BigInteger creditsPending,
        BigInteger balance,
        @Nullable BigInteger available,
        @Nullable BigInteger floor,
        @Nullable BigInteger ceiling,
        @Nullable Long version,
        Map<String, String> metadata,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String actor,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale)
        implements CommandAnswer {

    /** What a command is answered with. */
    public static Account of(Address address, AccountState state, @Nullable Long version) {
        return of(address, state, true, version, null, null, false);
    }

    /** @param pendingKnown whether the pending counters of the state are those of the moment that is asked about */
    public static Account of(
            Address address,
            AccountState state,
            boolean pendingKnown,
            @Nullable Long version,
            @Nullable String actor,
            @Nullable String requestId,
            boolean stale) {
        Counters counters = state.counters();
        return new Account(
                address,
                state.asset(),
                state.normal(),
                state.status(),
                counters.debitsPosted(),
                counters.creditsPosted(),
                pendingKnown ? counters.debitsPending() : null,
                pendingKnown ? counters.creditsPending() : null,
                state.balance(),
                pendingKnown ? state.available() : null,
                state.floor(),
                state.ceiling(),
                version,
                state.metadata(),
                actor,
                requestId,
                stale ? Boolean.TRUE : null);
    }

    @Override
    public MinimalAnswer minimal(Position at) {
        return new MinimalAnswer(null, address.value(), null, null, EnumText.of(status), at);
    }
}
