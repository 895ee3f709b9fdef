package org.tallystick.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left on the disk of an H2 file. H2 closes a file for good when a write fails, for those who read, too: so nothing is
 * written any more while there is still room for what follows from what was written, such as the read models.
 */
final class DiskRoom {
    private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);
    /** Below it nothing is written. */
    static final long LEAST_BYTES = 8L << 20;
    /** More than that, so that a disk that is nearly full does not make a writer begin and end again and again. */
    static final long ENOUGH_BYTES = 2 * LEAST_BYTES;

    private final FileStore disk;

    private DiskRoom(FileStore disk) {
        this.disk = disk;
    }

    /** Null where it cannot be known, as in memory. */
    static @Nullable DiskRoom of(MVStore store) {
        if (store.getFileStore() == null) {
            return null;
        }
        FilePath file = FilePath.get(store.getFileStore().getFileName());
        while (file instanceof FilePathWrapper wrapper) {
            file = wrapper.unwrap();
        }
        try {
            return new DiskRoom(Files.getFileStore(Path.of(file.toString())));
        } catch (IOException | RuntimeException e) {
            LOG.debug("it is not known how much room there is for {}", file, e);
            return null;
        }
    }

    void require(long least) throws NoRoomException {
        long left;
        try {
            left = disk.getUsableSpace();
        } catch (IOException e) {
            LOG.debug("it is not known how much room is left", e);
            return;
        }
        if (left < least) {
            throw new NoRoomException("less than " + (least >> 20) + " MB of room are left on the disk");
        }
    }
}
