package org.tallystick.app.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tallystick.app.TallystickServer;
import org.tallystick.app.settings.UsageException;
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

    static final int FAULT = 1;
    static final int USAGE = 2;
    private static final List<String> SETTINGS =
            List.of("--server.", "--spring.", "--management.", "--springdoc.", "--logging.");

    /** Also what only looks like one of ours, so that the nearest right name can be told. */
    private static final Pattern OWN_SETTINGS = Pattern.compile("--tallystick[._-].*", Pattern.CASE_INSENSITIVE);

    private CommandLineInterface() {}

    /** @return the exit code, or {@link #RUNNING} */
    public static int run(String... args) {
        List<String> own = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        for (String arg : args) {
            (isSetting(arg) ? settings : own).add(arg);
        }
        String[] startOptions = settings.toArray(String[]::new);
        if (own.isEmpty() || own.equals(List.of("serve"))) {
            return serve(startOptions);
        }
        boolean named = own.stream().anyMatch(arg -> !arg.startsWith("-")) || asksForHelp(own);
        if (!named) {
            own.add(0, "serve");
        }
        if (!asksForHelp(own) && !own.contains(RehearseCommand.NAME)) {
            try {
                TallystickServer.checkSettings(startOptions);
            } catch (RuntimeException e) {
                return failed(e);
            }
        }
        return execute(own, startOptions);
    }

    private static int execute(List<String> own, String... startOptions) {
        CommandLine line = new CommandLine(new CommandLineInterface())
                .addSubcommand(new ServeCommand(startOptions))
                .addSubcommand(new DemoCommand(startOptions))
                .addSubcommand(new ImportCommand(startOptions))
                .addSubcommand(new ExportCommand(startOptions))
                .addSubcommand(new ReplayCommand(startOptions))
                .addSubcommand(new BackupCommand(startOptions))
                .addSubcommand(new RestoreCommand(startOptions))
                .addSubcommand(new BenchCommand())
                .addSubcommand(new RehearseCommand())
                .addSubcommand(new VerifyCommand(startOptions));
        line.setParameterExceptionHandler((e, ignored) -> complain(Misuse.explained(e)));
        line.setExecutionExceptionHandler((e, parsed, result) -> failed(e));
        return line.execute(own.toArray(String[]::new));
    }

    private static boolean isSetting(String arg) {
        return SETTINGS.stream().anyMatch(arg::startsWith)
                || OWN_SETTINGS.matcher(arg).matches();
    }

    private static boolean asksForHelp(List<String> own) {
        return own.stream().anyMatch(List.of("--help", "-h", "--version", "-V")::contains);
    }

    /** Without the parser of the other commands, whose classes no Java machine keeps prepared for a fast start. */
    private static int serve(String[] startOptions) {
        try {
            return new ServeCommand(startOptions).call();
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private static int failed(Exception failure) {
        if (failure instanceof UsageException) {
            return complain(failure.getMessage());
        } else if (failure instanceof ConnectException) {
            return complain("no server answers there");
        } else if (failure instanceof FileSystemException file) {
            return complain(file.getFile() + ": " + reason(file));
        } else if (failure instanceof IOException) {
            return complain(failure.getMessage());
        }
        failure.printStackTrace();
        return FAULT;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        } else if (failure instanceof AccessDeniedException) {
            return "access denied";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        return failure.getReason() == null ? "cannot be used" : failure.getReason();
    }

    private static int complain(String message) {
        System.err.println("tallystick: "
                + (message == null ? "cannot run" : message.lines().findFirst().orElse("cannot run")));
        return USAGE;
    }
}
