package org.tallystick.saga.rail.iso20022;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files that are seen whole or not at all, and that outlive a loss of power once a method has returned. */
final class DurableFiles {
    private static final String HIDDEN = ".";

    private DurableFiles() {}

    /** Writes a file, in the place of an older one of that name. */
    static void write(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(HIDDEN + UUID.randomUUID());
        try {
            Files.write(unfinished, content);
            sync(unfinished, StandardOpenOption.WRITE);
            move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Moves a file in one step, over an older one of that name; both folders are on one file system. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.getParent(), StandardOpenOption.READ);
        if (!from.getParent().equals(to.getParent())) {
            sync(from.getParent(), StandardOpenOption.READ);
        }
    }

    /** Makes a folder and those above it, and the names of all of them durable. */
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            makeFolder(folder.getParent());
            Files.createDirectories(folder);
            sync(folder.getParent(), StandardOpenOption.READ);
        }
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            sync(file.getParent(), StandardOpenOption.READ);
        }
    }

    /** What a folder holds by name, without what is still being written or only looks like a file. */
    static List<Path> files(Path folder) throws IOException {
        return list(folder, file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    static List<Path> folders(Path folder) throws IOException {
        return list(folder, file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> !file.getFileName().toString().startsWith(HIDDEN))
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }

    private static void sync(Path fileOrFolder, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder, mode)) {
            channel.force(true);
        }
    }
}
