package org.tallystick.query.transaction;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.tallystick.answers.Transaction;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.query.projection.Columns;
import org.tallystick.values.EnumText;
import org.tallystick.values.Position;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;
import tools.jackson.core.type.TypeReference;

/** Reads transactions out of rows of {@link TransactionProjection#TRANSACTION}. */
final class TransactionRows {
    private static final TypeReference<List<Posting>> POSTINGS = new TypeReference<>() {};
    private static final TypeReference<List<BigInteger>> AMOUNTS = new TypeReference<>() {};

    private TransactionRows() {}

    /** @param stale whether an event of a transaction waits to be repaired */
    static Transaction transaction(ResultSet row, Predicate<TransactionId> stale) throws SQLException {
        TransactionState state = state(row);
        Transaction.Origin origin = new Transaction.Origin(
                new Position(row.getLong("position")),
                row.getLong("version"),
                row.getString("actor"),
                row.getString("request_id"));
        return Transaction.of(state, origin, stale.test(state.id()));
    }

    private static TransactionState state(ResultSet row) throws SQLException {
        List<Posting> postings = EventMappers.json().readValue(row.getString("postings"), POSTINGS);
        TransactionPhase phase = EnumText.parse(TransactionPhase.values(), row.getString("state"));
        String posted = row.getString("posted");
        return new TransactionState(
                new TransactionId(row.getString("id")),
                phase,
                postings,
                posted == null
                        ? allOrNothing(phase, postings)
                        : EventMappers.json().readValue(posted, AMOUNTS),
                Columns.instant(row, "expires_at"),
                Columns.instant(row, "effective_at"),
                Columns.instant(row, "recorded_at"),
                Columns.instant(row, "resolved_at"),
                row.getString("reference"),
                row.getString("description"),
                Columns.metadata(row.getString("metadata")),
                id(row.getString("reverses")),
                id(row.getString("reversed_by")));
    }

    /** What was posted where the row does not tell it. */
    private static List<BigInteger> allOrNothing(TransactionPhase phase, List<Posting> postings) {
        return phase == TransactionPhase.POSTED
                ? postings.stream().map(Posting::amount).toList()
                : Collections.nCopies(postings.size(), BigInteger.ZERO);
    }

    private static TransactionId id(String text) {
        return text == null ? null : new TransactionId(text);
    }
}
