package org.tallystick.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tallystick.api.ApiJson;
import org.tallystick.app.TallystickServer;
import org.tallystick.app.settings.UsageException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.Position;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Make a data folder from a file that backup wrote. The folder must not hold a store.")
final class RestoreCommand implements Callable<Integer> {
    private final String[] settings;

    @Parameters(paramLabel = "FILE", description = "What backup wrote.")
    private Path file;

    @Option(names = "--json", description = "Print what was restored as JSON.")
    private boolean json;

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
            Position head = new Position(target.bean(EventLog.class).head());
            System.out.println(
                    json
                            ? ApiJson.text(OrderedMap.of("store", store.toString(), "position", head.toString()))
                            : "restored " + store + " at position " + head);
        }
        return 0;
    }

    private void unpack(Path store) throws IOException {
        String name = store.getFileName().toString();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry(name) == null) {
                throw new UsageException(file + " is not a backup: it holds no " + name);
            }
            Files.createDirectories(store.getParent());
            for (String part : List.of(name.replace(".mv.db", "-keys.mv.db"), name)) {
                unpack(zip, part, store.resolveSibling(part));
            }
        } catch (ZipException e) {
            throw new UsageException(file + " is not a backup: " + e.getMessage(), e);
        }
    }

    /** The journal comes last: without it there is no store, and a restore that was cut short can be repeated. */
    private static void unpack(ZipFile zip, String part, Path to) throws IOException {
        ZipEntry entry = zip.getEntry(part);
        if (entry != null) {
            Files.deleteIfExists(to);
            try (InputStream content = zip.getInputStream(entry)) {
                WholeFile.write(content, to);
            }
        }
    }
}
