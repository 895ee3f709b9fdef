package org.tallystick.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An H2 file that follows from the journal. Its commits are written but not synced, so that it survives the end of the
 * process but not of the machine. A mark beside it tells under which boot of the machine it was last in use; if that was
 * another one and it was not closed, it is thrown away, and what it held is made again.
 */
final class DerivedFile {
    private static final Logger LOG = LoggerFactory.getLogger(DerivedFile.class);
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path file;
    private final Path mark;

    /** @param file of the database; need not exist */
    DerivedFile(Path file) {
        this.file = file;
        this.mark = file.resolveSibling(file.getFileName() + ".in-use");
    }

    /** Before the database is opened. */
    void opening() {
        try {
            if (Files.exists(file) && Files.exists(mark) && !isOfThisBoot()) {
                LOG.warn("the machine went down while {} was in use; it is made again", file.getFileName());
                discard();
            }
            Files.createDirectories(mark.getParent());
            write(bootId().orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** While the database is closed. */
    void discard() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOfThisBoot() throws IOException {
        Optional<String> now = bootId();
        return now.isPresent() && now.get().equals(Files.readString(mark));
    }

    /** Empty where the system does not tell. */
    private static Optional<String> bootId() throws IOException {
        return Files.isReadable(BOOT_ID) ? Optional.of(Files.readString(BOOT_ID).trim()) : Optional.empty();
    }

    private void write(String boot) throws IOException {
        Files.writeString(mark, boot);
        sync(mark);
    }

    /** After the database is closed. */
    void closed() {
        try {
            if (Files.exists(file)) {
                sync(file);
            }
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            LOG.warn("{} will be made again after the next start of the machine", file.getFileName(), e);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
