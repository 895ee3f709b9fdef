package org.tallystick.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.tallystick.app.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copy the embedded database to a zip file, also while a server runs on it (--url).")
final class BackupCommand implements Callable<Integer> {
    private final String[] settings;

    @Parameters(paramLabel = "FILE", description = "Where the copy goes; must not exist.")
    private Path file;

    @Option(names = "--url", description = "A running server; default: the data folder.")
    private String url;

    BackupCommand(String[] settings) {
        this.settings = settings;
    }

    /** The file appears under its name only when it is whole and on the disk. */
    @Override
    public Integer call() throws IOException {
        if (Files.exists(file)) {
            throw new UsageException(file + " exists already");
        }
        Path part = Path.of(file + ".part");
        try (Target target = url == null ? Target.existing(settings) : Target.of(url);
                InputStream copy = new ApiClient(target.url()).download("/v1/backup")) {
            Files.copy(copy, part, StandardCopyOption.REPLACE_EXISTING);
            sync(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        System.out.println("wrote " + Files.size(file) + " bytes to " + file);
        return 0;
    }

    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
