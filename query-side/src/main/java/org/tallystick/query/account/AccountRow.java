package org.tallystick.query.account;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.tallystick.answers.Account;
import org.tallystick.queries.Basis;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;

/**
 * An account as its row tells it; what it counts is still to be read.
 *
 * @param sequence of the event that it was opened or last changed by
 * @param actor of that event
 * @param requestId of that event
 */
record AccountRow(
        Address address,
        AccountState state,
        long sequence,
        @Nullable String actor,
        @Nullable String requestId) {
    static final RowMapper<AccountRow> MAPPER = (row, index) -> new AccountRow(
            new Address(row.getString("address")),
            AccountProjection.state(row, Counters.ZERO),
            row.getLong("stream_sequence"),
            row.getString("actor"),
            row.getString("request_id"));

    Account now(LastEntries.Last last, boolean stale) {
        return account(last.counters(), true, Math.max(sequence, last.sequence()), stale);
    }

    /** With the counters of a moment in the past; status, limits and metadata are those of now. */
    Account then(Counters counters, Basis basis, boolean stale) {
        return account(counters, basis == Basis.RECORDED, null, stale);
    }

    private Account account(Counters counters, boolean pendingKnown, @Nullable Long version, boolean stale) {
        return Account.of(address, state.withCounters(counters), pendingKnown, version, actor, requestId, stale);
    }
}
