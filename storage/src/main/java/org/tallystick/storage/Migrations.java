package org.tallystick.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The tables of one part of the program. Flyway makes them and brings them up to date; but where its history says that
 * exactly these scripts were run, which is so at nearly every start, it is not loaded: that takes a tenth of a start.
 *
 * @param folder of the scripts on the class path, one folder for each kind of database in it
 * @param history the table of Flyway that tells which scripts were run
 * @param besideOthers whether there may be tables of other parts in the same database before these
 */
public record Migrations(String folder, String history, boolean besideOthers) {
    /** Of the events. */
    public static Migrations ofEvents() {
        return new Migrations("db", "flyway_schema_history", false);
    }

    public static Migrations of(String part) {
        return new Migrations(part, part + "_schema_history", true);
    }

    /** @return whether there was anything to do */
    public boolean bringUpToDate(DataSource database) throws SQLException {
        String location = folder + (Database.of(database) == Database.H2 ? "/h2" : "/postgresql");
        if (scripts(location).equals(executed(database))) {
            return false;
        }
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:" + location)
                .table(history)
                .baselineOnMigrate(besideOthers)
                .baselineVersion("0")
                .load()
                .migrate();
        return true;
    }

    /** The checksums by the names of the scripts. */
    private static Map<String, Integer> scripts(String location) {
        Map<String, Integer> checksums = new HashMap<>();
        try {
            for (Resource script :
                    new PathMatchingResourcePatternResolver().getResources("classpath:" + location + "/V*.sql")) {
                checksums.put(script.getFilename(), checksum(script));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the scripts of " + location + " cannot be read", e);
        }
        return checksums;
    }

    /** As Flyway has it: of the lines without what ends them. */
    private static int checksum(Resource script) throws IOException {
        CRC32 sum = new CRC32();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sum.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return (int) sum.getValue();
    }

    /** What was run; nothing where that is not certain, which Flyway then looks into. */
    private Map<String, Integer> executed(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return hasHistory(connection) ? executed(connection) : Map.of();
        }
    }

    private boolean hasHistory(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA AND table_name = ?")) {
            query.setString(1, history);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private Map<String, Integer> executed(Connection connection) throws SQLException {
        Map<String, Integer> executed = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT \"script\", \"checksum\", \"type\" = 'SQL' AND \"success\" FROM \"" + history
                                + "\" WHERE \"type\" NOT IN ('TABLE', 'BASELINE')");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                if (!row.getBoolean(3)) {
                    return Map.of();
                }
                executed.put(row.getString(1), row.getInt(2));
            }
        }
        return executed;
    }
}
