package org.tallystick.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tallystick.app.TallystickServer;
import org.tallystick.app.UsageException;
import org.tallystick.events.EventLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Make a data folder from a file that backup wrote. The folder must not hold a store.")
final class RestoreCommand implements Callable<Integer> {
    private final String[] settings;

    @Parameters(paramLabel = "FILE", description = "What backup wrote.")
    private Path file;

    RestoreCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException {
        Path store = TallystickServer.storeFile(settings);
        if (TallystickServer.hasStore(settings)) {
            throw new UsageException("there is a store already at " + store);
        }
        unpack(store);
        try (Target target = Target.existing(settings)) {
            System.out.println("restored " + store + " at position "
                    + target.bean(EventLog.class).head());
        }
        return 0;
    }

    private void unpack(Path store) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(store.getFileName().toString());
            if (entry == null) {
                throw new UsageException(file + " is not a backup: it holds no " + store.getFileName());
            }
            Files.createDirectories(store.getParent());
            try (InputStream content = zip.getInputStream(entry)) {
                WholeFile.write(content, store);
            }
        } catch (ZipException e) {
            throw new UsageException(file + " is not a backup: " + e.getMessage(), e);
        }
    }
}
