package org.tallystick.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.app.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the program. Options such as {@code --server.port=8081} configure any of them. */
@Command(
        name = "tallystick",
        mixinStandardHelpOptions = true,
        version = "tallystick 0.1.0",
        synopsisSubcommandLabel = "[COMMAND]",
        description = "A double-entry ledger that keeps every change as an event. Without a command it serves.",
        footer = {
            "",
            "Any command also takes --tallystick.data=DIR (default ./data), --server.port=PORT, and other",
            "--tallystick.*, --server.*, --spring.*, --management.*, --springdoc.* and --logging.* settings."
        })
public final class CommandLineInterface {
    /** The program goes on in other threads after its command has returned. */
    public static final int RUNNING = -1;

    static final int USAGE = 2;
    private static final List<String> SETTINGS =
            List.of("--tallystick.", "--server.", "--spring.", "--management.", "--springdoc.", "--logging.");

    private CommandLineInterface() {}

    /** @return the exit code, or {@link #RUNNING} */
    public static int run(String... args) {
        List<String> own = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        for (String arg : args) {
            (SETTINGS.stream().anyMatch(arg::startsWith) ? settings : own).add(arg);
        }
        boolean named = own.stream().anyMatch(arg -> !arg.startsWith("-"))
                || own.contains("--help")
                || own.contains("-h")
                || own.contains("--version")
                || own.contains("-V");
        if (!named) {
            own.add(0, "serve");
        }
        String[] startOptions = settings.toArray(String[]::new);
        CommandLine line = new CommandLine(new CommandLineInterface())
                .addSubcommand(new ServeCommand(startOptions))
                .addSubcommand(new DemoCommand(startOptions))
                .addSubcommand(new ImportCommand(startOptions))
                .addSubcommand(new ExportCommand(startOptions))
                .addSubcommand(new ReplayCommand(startOptions))
                .addSubcommand(new VerifyCommand(startOptions));
        line.setParameterExceptionHandler((e, ignored) -> complain(e.getMessage()));
        line.setExecutionExceptionHandler((e, parsed, result) -> failed(e));
        return line.execute(own.toArray(String[]::new));
    }

    private static int failed(Exception failure) throws Exception {
        if (failure instanceof UsageException) {
            return complain(failure.getMessage());
        }
        throw failure;
    }

    private static int complain(String message) {
        System.err.println("tallystick: " + message.lines().findFirst().orElse("cannot run"));
        return USAGE;
    }
}
