package org.tallystick.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.query.projection.ReadModelDatabase;

/** The database of the read models: on H2 a file that can be thrown away. */
final class ReadModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadModels.class);
    private static final String NAME = "readmodels";
    private static final String FILE_URL = "jdbc:h2:file:";
    private static final int H2_FILE_DAMAGED = 90030;

    private final SideDatabase database;
    private final Optional<ReadModelFile> file;

    private ReadModels(SideDatabase database, Optional<ReadModelFile> file) {
        this.database = database;
        this.file = file;
    }

    /**
     * Opens it; a damaged file is replaced by an empty one.
     *
     * @param main the database of the events
     * @param url of the main database
     */
    static ReadModels open(DataSource main, String url) throws SQLException {
        Optional<ReadModelFile> file = file(SideDatabase.urlBeside(url, NAME));
        file.ifPresent(ReadModelFile::opening);
        try {
            return new ReadModels(SideDatabase.open(main, url, NAME), file);
        } catch (SQLException | RuntimeException e) {
            if (file.isEmpty() || !isDamage(e)) {
                throw e;
            }
            LOG.warn("the file of the read models is damaged; they are made again", e);
            discard(file.get());
            return new ReadModels(SideDatabase.open(main, url, NAME), file);
        }
    }

    private static Optional<ReadModelFile> file(String url) {
        if (!url.startsWith(FILE_URL)) {
            return Optional.empty();
        }
        String path = url.substring(FILE_URL.length()).replaceFirst(";.*", "");
        return Optional.of(new ReadModelFile(Path.of(path + ".mv.db")));
    }

    private static boolean isDamage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_FILE_DAMAGED) {
                return true;
            }
        }
        return false;
    }

    private static void discard(ReadModelFile file) {
        try {
            file.discard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReadModelDatabase database() {
        return new ReadModelDatabase(database.reading(), database.writing(), database::inBulk);
    }

    @Override
    public void close() {
        database.close();
        file.ifPresent(ReadModelFile::closed);
    }
}
