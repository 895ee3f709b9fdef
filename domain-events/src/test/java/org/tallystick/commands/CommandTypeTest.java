package org.tallystick.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is stored out there as the name of a command. */
class CommandTypeTest {

    @Test
    void namesAreThoseThatAreStored() {
        assertThat(Stream.of(CommandType.values()).map(CommandType::logicalName))
                .containsExactly(
                        "ApprovePayment",
                        "CancelPayment",
                        "ChangeAccount",
                        "ChangeLedger",
                        "ChangeStandingOrder",
                        "ClaimSubmission",
                        "CloseAccount",
                        "CreateLedger",
                        "DeclinePayment",
                        "EndStandingOrder",
                        "EraseBeneficiary",
                        "ExpirePayment",
                        "ExpireTransaction",
                        "FreezeAccount",
                        "HoldTransaction",
                        "InitiatePayment",
                        "InitiateTransfer",
                        "OpenAccount",
                        "PauseStandingOrder",
                        "PlaceStandingOrder",
                        "PostBatch",
                        "PostHeldTransaction",
                        "PostTransaction",
                        "RecordAttempt",
                        "RecordPaymentTransaction",
                        "RecordRailOutcome",
                        "RecordScreening",
                        "RecordStandingOrderRun",
                        "RecordTransferAttempt",
                        "RecordTransferStep",
                        "ResolvePayment",
                        "ResumeStandingOrder",
                        "ReverseTransaction",
                        "StartPayment",
                        "UnfreezeAccount",
                        "VoidTransaction");
    }

    /** So that the next command is not forgotten. */
    @Test
    void everyCommandHasAName() throws IOException, ClassNotFoundException {
        Path classes = Path.of("target/classes/org/tallystick/commands");
        List<String> names;
        try (Stream<Path> files = Files.list(classes)) {
            names = files.map(file -> file.getFileName().toString().replace(".class", ""))
                    .filter(name -> !name.contains("$") && !name.equals("package-info"))
                    .toList();
        }
        for (String name : names) {
            Class<?> type = Class.forName("org.tallystick.commands." + name);
            if (type.isRecord() && RoutedCommand.class.isAssignableFrom(type)) {
                assertThat(CommandType.of(type)).isNotNull();
            }
        }
        assertThatThrownBy(() -> CommandType.of(String.class)).isInstanceOf(IllegalArgumentException.class);
    }
}
