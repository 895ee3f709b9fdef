package org.tallystick.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.tallystick.command.CommandSide;
import org.tallystick.command.engine.LedgerDomain;
import org.tallystick.eventstore.journal.Durability;
import org.tallystick.eventstore.journal.JournalSettings;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.eventstore.lane.LaneSettings;
import org.tallystick.storage.Database;

/** Tallystick's write side as the server puts it together, with its default durability. */
final class TallystickContestant {
    private static final int CONNECTIONS = 8;

    private TallystickContestant() {}

    static Contestant over(String url) throws SQLException {
        HikariDataSource database = Databases.tallystickPool(url, CONNECTIONS);
        Databases.migrate(database);
        Store store = Store.open(
                database,
                JournalSettings.standard(Database.of(database), Durability.POWER_LOSS),
                LedgerDomain.events(),
                LedgerDomain.upcasters(),
                "benchmark");
        LaneCommandBus bus =
                CommandSide.over(store, LaneSettings.standard(), Clock.systemUTC(), unread -> Optional.empty());
        return new CommandBusContestant(bus, false, () -> {
            bus.close();
            store.close();
            database.close();
        });
    }
}
