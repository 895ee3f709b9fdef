package org.tallystick.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tallystick.api.ApiJson;
import org.tallystick.app.settings.UsageException;
import org.tallystick.values.OrderedMap;
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

    @Option(names = "--json", description = "Print what was written as JSON.")
    private boolean json;

    BackupCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file)) {
            throw new UsageException(file + " exists already");
        }
        try (Target target = Target.existing(url, settings);
                InputStream copy = new ApiClient(target.url()).download("/v1/backup")) {
            WholeFile.write(copy, file);
        }
        long bytes = Files.size(file);
        System.out.println(
                json
                        ? ApiJson.text(OrderedMap.of("file", file.toString(), "bytes", bytes))
                        : "wrote " + bytes + " bytes to " + file);
        return 0;
    }
}
