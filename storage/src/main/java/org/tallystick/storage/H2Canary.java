package org.tallystick.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.h2.engine.Constants;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.DataUtils;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries on a small database in memory, before a file is opened, that H2 writes as {@link H2StoreGuard} and
 * {@link HeaderSafeFile} expect. No version of H2 promises it, and a file that is written otherwise loses what was
 * acknowledged without a sign.
 */
final class H2Canary {
    private static final Logger LOG = LoggerFactory.getLogger(H2Canary.class);
    private static final String PATH = "memFS:tallystick-canary";
    private static final int ROWS = 10;
    private static final int BLOCK = HeaderSafeFile.HEADER / 2;
    private static boolean lives;

    private final String path;
    private final JdbcDataSource database = new JdbcDataSource();

    /**
     * @param url of a database in a file of H2
     * @param path of that file without its ending
     */
    H2Canary(String url, String path) {
        this.path = path + ".mv.db";
        database.setURL(url);
        database.setUser("sa");
        database.setPassword("");
    }

    /**
     * Once in a process.
     *
     * @throws UnknownH2Exception when H2 writes in another way
     */
    static synchronized void require() {
        if (lives) {
            return;
        }
        new H2Canary(HeaderSafeFile.over(PATH) + ";WRITE_DELAY=0", PATH).sing();
        if (!Constants.VERSION.equals(H2StoreGuard.KNOWN_H2)) {
            LOG.warn(
                    "H2 {} is not the version that is known, {}; it writes its files in the same way",
                    Constants.VERSION,
                    H2StoreGuard.KNOWN_H2);
        }
        lives = true;
    }

    void sing() {
        try (Connection connection = database.getConnection();
                H2StoreGuard guard = H2StoreGuard.untried(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE song(note INT, loud VARCHAR)");
            connection.setAutoCommit(false);
            storesWhenATransactionEnds(connection, statement);
            storesInTheMiddleOnlyWithALimit(connection, statement, guard);
        } catch (SQLException | IOException | RuntimeException e) {
            throw e instanceof UnknownH2Exception known ? known : differs("it cannot be tried", e);
        } finally {
            FileUtils.tryDelete(path);
        }
    }

    private void storesWhenATransactionEnds(Connection connection, Statement statement)
            throws SQLException, IOException {
        for (int i = 0; i < ROWS; i++) {
            long before = versions().last();
            write(statement);
            connection.commit();
            NavigableSet<Long> stored = versions();
            require(stored.last() > before, "what is committed is not written at once");
            require(
                    Objects.equals(namedInHeader(), stored.lower(stored.last())),
                    "the header does not name the last chunk");
        }
    }

    /** The limit of {@link H2StoreGuard} decides: with the least one rows are stored before their transaction ends. */
    private void storesInTheMiddleOnlyWithALimit(Connection connection, Statement statement, H2StoreGuard guard)
            throws SQLException, IOException {
        long before = versions().last();
        writeAll(statement);
        require(versions().last() == before, "it stores in the middle of transactions");
        guard.setLimit(1);
        writeAll(statement);
        require(versions().last() > before, "its limit for storing is elsewhere");
        guard.setLimit(0);
        connection.commit();
    }

    private static void writeAll(Statement statement) throws SQLException {
        for (int i = 0; i < ROWS; i++) {
            write(statement);
        }
    }

    private static void write(Statement statement) throws SQLException {
        statement.executeUpdate("INSERT INTO song VALUES (1, REPEAT('a', 1000))");
    }

    private static void require(boolean holds, String difference) {
        if (!holds) {
            throw differs(difference, null);
        }
    }

    private static UnknownH2Exception differs(String difference, @Nullable Throwable cause) {
        return new UnknownH2Exception(Constants.VERSION, difference, cause);
    }

    /** Of the chunks in the file; those of chunks that will be overwritten are among them. */
    private NavigableSet<Long> versions() throws IOException {
        TreeSet<Long> versions = new TreeSet<>();
        try (FileChannel file = FilePath.get(path).open("r")) {
            for (long block = 2; block * BLOCK < file.size(); block++) {
                Map<String, String> line = line(file, block);
                if (line.containsKey("chunk")) {
                    versions.add(DataUtils.readHexLong(line, "version", -1));
                }
            }
        }
        require(!versions.isEmpty(), "there is no chunk where a block begins");
        return versions;
    }

    /** The version of the chunk to which the first copy of the header leads. */
    private long namedInHeader() throws IOException {
        try (FileChannel file = FilePath.get(path).open("r")) {
            Map<String, String> header = line(file, 0);
            Map<String, String> chunk = line(file, DataUtils.readHexLong(header, "block", -1));
            long version = DataUtils.readHexLong(chunk, "version", -1);
            require(
                    version >= 0 && version == DataUtils.readHexLong(header, "version", -1),
                    "the header does not lead to a chunk");
            return version;
        }
    }

    /** What the first line of a block tells; nothing where it is none of a header or a chunk. */
    private static Map<String, String> line(FileChannel file, long block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        while (bytes.hasRemaining() && file.read(bytes, block * BLOCK + bytes.position()) > 0) {
            // On to the end of the block.
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        boolean told = text.startsWith("H:") || text.startsWith("chunk:");
        return told ? DataUtils.parseMap(text.substring(0, text.indexOf('\n'))) : Map.of();
    }
}
