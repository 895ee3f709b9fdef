package org.tallystick.query.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.Representations;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.queries.FindTransfer;
import org.tallystick.queries.Found;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.ProjectionReads;
import org.tallystick.query.projection.Tables;
import tools.jackson.databind.JsonNode;

public final class TransferQueryHandler {
    private static final List<String> PROJECTIONS = List.of(TransferProjection.NAME);
    private static final List<String> TOLD = List.of("step", "transaction", "attempt", "code", "reason");

    private final ProjectionReads reads;

    public TransferQueryHandler(ProjectionReads reads) {
        this.reads = reads;
    }

    @QueryHandler
    public Found handle(FindTransfer query) {
        String id = query.transfer().value();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Tables tables = view.tables(TransferProjection.NAME);
            List<String> found = tables.jdbc()
                    .queryForList(
                            "SELECT state FROM " + tables.name(TransferProjection.TRANSFER) + " WHERE transfer = ?",
                            String.class,
                            id);
            if (found.isEmpty()) {
                throw new ProblemException(Problem.notFound("There is no transfer " + id + "."));
            }
            Map<String, Object> shown = Representations.transfer(TransferProjection.STATES.state(found.get(0)));
            shown.put("timeline", timeline(tables, id));
            if (view.isStale(TransferProjection.NAME, query.transfer().stream())) {
                shown.put("stale", true);
            }
            return new Found(shown, view.position(TransferProjection.NAME));
        });
    }

    private static List<Map<String, Object>> timeline(Tables tables, String id) {
        return tables.jdbc()
                .query(
                        "SELECT position, recorded_at, type, actor, payload FROM "
                                + tables.name(TransferProjection.STEP) + " WHERE transfer = ? ORDER BY sequence",
                        (row, index) -> step(row),
                        id);
    }

    private static Map<String, Object> step(ResultSet row) throws SQLException {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("event", row.getString("type"));
        shown.put("position", row.getLong("position"));
        shown.put("recordedAt", Columns.instant(row, "recorded_at").toString());
        shown.put("actor", row.getString("actor"));
        JsonNode payload = EventMappers.json().readTree(row.getString("payload"));
        for (String field : TOLD) {
            if (payload.has(field)) {
                JsonNode value = payload.get(field);
                shown.put(field, value.isNumber() ? value.numberValue() : value.stringValue());
            }
        }
        return shown;
    }
}
