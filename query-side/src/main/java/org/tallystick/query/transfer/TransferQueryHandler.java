package org.tallystick.query.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.Transfer;
import org.tallystick.answers.TransferTimelineEntry;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.events.EventType;
import org.tallystick.events.TransferAttemptFailed;
import org.tallystick.events.TransferCompleted;
import org.tallystick.events.TransferDelivered;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferHeld;
import org.tallystick.events.TransferRefused;
import org.tallystick.events.TransferRejected;
import org.tallystick.events.TransferUndone;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.queries.FindTransfer;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListTransfers;
import org.tallystick.queries.Page;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.NewestFirst;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;
import org.tallystick.values.Position;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferState;
import org.tallystick.values.TransferStep;

@Component
public final class TransferQueryHandler {
    private static final List<String> PROJECTIONS = List.of(TransferProjection.NAME);

    private final ProjectionReads reads;

    public TransferQueryHandler(ProjectionReads reads) {
        this.reads = reads;
    }

    @QueryHandler
    public Found<Transfer> handle(FindTransfer query) {
        String id = query.transfer().value();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Tables tables = view.tables(TransferProjection.NAME);
            TransferState state = TransferProjection.TRANSFERS
                    .find(id, tables)
                    .orElseThrow(() -> new ProblemException(Problem.notFound("There is no transfer " + id + ".")));
            Transfer transfer = Transfer.of(
                    state, view.isStale(TransferProjection.NAME, query.transfer().stream()), timeline(tables, id));
            return new Found<>(transfer, view.position(TransferProjection.NAME));
        });
    }

    @QueryHandler
    public Page<Transfer> handle(ListTransfers query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            NewestFirst.Part part =
                    newest(query, view.tables(TransferProjection.NAME)).part(limit);
            boolean any = view.isStale(TransferProjection.NAME);
            List<Transfer> shown = part.rows().stream()
                    .map(row -> answer(TransferProjection.TRANSFERS.state(row.document()), any, view))
                    .toList();
            return new Page<>(shown, part.key(), view.position(TransferProjection.NAME));
        });
    }

    private static Transfer answer(TransferState state, boolean anyStale, ReadView view) {
        boolean stale = anyStale && view.isStale(TransferProjection.NAME, state.id().stream());
        return Transfer.of(state, stale, null);
    }

    private static NewestFirst newest(ListTransfers query, Tables tables) {
        NewestFirst list = NewestFirst.of(tables, TransferProjection.TRANSFERS.table())
                .where("reference", query.reference())
                .whereMetadata(TransferProjection.METADATA, query.metadata())
                .where("is_open", query.ended() == null ? null : !query.ended())
                .whereAny("state", query.states().stream().map(EnumText::of).toList());
        if (query.account() != null) {
            list.whereIn(
                    TransferProjection.LEG,
                    List.of("ledger", "account"),
                    List.of(query.ledger().value(), query.account().value()));
        } else if (query.ledger() != null) {
            list.whereIn(
                    TransferProjection.LEG,
                    List.of("ledger"),
                    List.of(query.ledger().value()));
        }
        return list.between("initiated_at", query.from(), query.to())
                .after(query.slice().after());
    }

    private static List<TransferTimelineEntry> timeline(Tables tables, String id) {
        return tables.jdbc()
                .query(
                        "SELECT position, recorded_at, type, actor, payload FROM "
                                + tables.name(TransferProjection.STEP) + " WHERE transfer = ? ORDER BY sequence",
                        (row, index) -> step(row),
                        id);
    }

    private static TransferTimelineEntry step(ResultSet row) throws SQLException {
        String type = row.getString("type");
        Step step = step((TransferEvent) EventMappers.json()
                .readValue(
                        row.getString("payload"),
                        EventType.named(type).orElseThrow().payloadClass()));
        return new TransferTimelineEntry(
                type,
                new Position(row.getLong("position")),
                Columns.instant(row, "recorded_at"),
                row.getString("actor"),
                step.step,
                step.transaction,
                step.attempt,
                step.code,
                step.reason);
    }

    private static Step step(TransferEvent event) {
        if (event instanceof TransferHeld held) {
            return Step.did(null, held.transaction());
        } else if (event instanceof TransferDelivered delivered) {
            return Step.did(null, delivered.transaction());
        } else if (event instanceof TransferCompleted completed) {
            return Step.did(null, completed.transaction());
        } else if (event instanceof TransferUndone undone) {
            return Step.did(undone.step(), undone.transaction());
        } else if (event instanceof TransferRejected rejected) {
            return new Step(null, null, null, rejected.code(), rejected.reason());
        } else if (event instanceof TransferRefused refused) {
            return new Step(refused.step(), null, null, refused.code(), refused.reason());
        }
        return event instanceof TransferAttemptFailed failed
                ? new Step(failed.step(), null, failed.attempt(), failed.code(), failed.reason())
                : Step.did(null, null);
    }

    /** What an event tells beside that it happened. */
    private record Step(TransferStep step, TransactionId transaction, Integer attempt, String code, String reason) {
        static Step did(TransferStep step, TransactionId transaction) {
            return new Step(step, transaction, null, null, null);
        }
    }
}
