package org.tallystick.gauges;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;
import org.tallystick.gauges.Gauge.GaugeInstalled;
import org.tallystick.gauges.Gauge.LevelMeasured;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EventRange;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;

/** The last level at each gauge. Negative levels cannot be stored until somebody mends it. */
@Component
@ProcessingGroup(LevelProjection.NAME)
class LevelProjection implements Projection {
    static final String NAME = "levels";
    static final String LEVEL = "level";

    final List<Object> resets = new CopyOnWriteArrayList<>();
    final List<String> installed = new CopyOnWriteArrayList<>();
    final List<ReplayStatus> statuses = new CopyOnWriteArrayList<>();
    volatile boolean mended;
    volatile CountDownLatch gateOfReplays = new CountDownLatch(0);
    volatile boolean atGate;

    @Override
    public List<String> tableStatements(Tables tables) {
        return List.of("CREATE TABLE " + tables.name(LEVEL) + " (gauge " + tables.identifier(100)
                + " PRIMARY KEY, centimetres INT NOT NULL)");
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(LEVEL));
    }

    @Override
    public Batch begin(EventRange events) {
        return new Levels();
    }

    @EventHandler
    void on(LevelMeasured event, Levels levels, ReplayStatus status) throws InterruptedException {
        if (status == ReplayStatus.REPLAY) {
            atGate = true;
            gateOfReplays.await();
        }
        if (event.centimetres() < 0 && !mended) {
            throw new IllegalStateException("no level is below 0");
        }
        statuses.add(status);
        levels.last.put(event.gauge(), event.centimetres());
    }

    /** Somebody is told of a new gauge, once. */
    @EventHandler
    @DisallowReplay
    void on(GaugeInstalled event) {
        installed.add(event.gauge());
    }

    @ResetHandler
    void reset(String why) {
        resets.add(why);
    }

    private static final class Levels implements Batch {
        private final Map<String, Integer> last = new LinkedHashMap<>();

        @Override
        public void write(Tables tables) {
            List<Object[]> rows = new ArrayList<>();
            last.forEach((gauge, centimetres) -> rows.add(new Object[] {gauge, centimetres}));
            Rows.replacing(tables, LEVEL, List.of("gauge"), List.of("centimetres"))
                    .write(rows);
        }
    }
}
