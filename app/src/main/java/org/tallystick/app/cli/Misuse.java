package org.tallystick.app.cli;

import java.util.Collection;
import org.tallystick.app.settings.NearestName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with the arguments, and which command or option was meant. */
final class Misuse {
    private Misuse() {}

    static String explained(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return failure.getMessage();
        }
        String given = unmatched.getUnmatched().get(0);
        CommandSpec command = unmatched.getCommandLine().getCommandSpec();
        if (given.startsWith("-")) {
            return "there is no option " + given
                    + meant(given, command.optionsMap().keySet(), command);
        }
        return command.subcommands().isEmpty()
                ? failure.getMessage()
                : "there is no command " + given + meant(given, commands(command), command);
    }

    private static String meant(String given, Collection<String> known, CommandSpec command) {
        return NearestName.to(given, known)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("; " + command.qualifiedName() + " --help lists them");
    }

    private static Collection<String> commands(CommandSpec program) {
        return program.subcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(each -> each.getKey())
                .toList();
    }
}
