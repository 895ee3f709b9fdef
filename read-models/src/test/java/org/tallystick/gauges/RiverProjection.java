package org.tallystick.gauges;

import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.SourceId;
import org.springframework.stereotype.Component;
import org.tallystick.gauges.Gauge.GaugeInstalled;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Tables;

/** Which gauges a river has. Its handlers write by themselves and ask for what any handler of Axon may. */
@Component
@ProcessingGroup(RiverProjection.NAME)
class RiverProjection implements Projection {
    static final String NAME = "rivers";
    static final String GAUGE = "gauge";

    @Override
    public List<String> tableStatements(Tables tables) {
        return List.of("CREATE TABLE " + tables.name(GAUGE)
                + " (gauge VARCHAR(100) PRIMARY KEY, river VARCHAR(100), source VARCHAR(100), sequence BIGINT,"
                + " since TIMESTAMP WITH TIME ZONE)");
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(GAUGE));
    }

    @EventHandler
    void on(
            GaugeInstalled event,
            Tables tables,
            @SourceId String source,
            @SequenceNumber long sequence,
            @Timestamp Instant time) {
        tables.jdbc()
                .update(
                        "INSERT INTO " + tables.name(GAUGE) + " VALUES (?, ?, ?, ?, ?)",
                        event.gauge(),
                        event.river(),
                        source,
                        sequence,
                        java.sql.Timestamp.from(time));
    }
}
