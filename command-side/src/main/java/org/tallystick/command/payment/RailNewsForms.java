package org.tallystick.command.payment;

import java.util.List;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentNewsNoted;
import org.tallystick.events.PaymentReturned;
import org.tallystick.values.DuplicateReason;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentState;

/** The events that one piece of news of a rail can become; by them it is recognised when it comes again. */
record RailNewsForms(RecordRailOutcome command, PaymentState state) {

    PaymentNewsNoted noted() {
        return new PaymentNewsNoted(
                state.ledger(),
                state.id(),
                command.messageId(),
                EnumText.of(command.kind()),
                command.railReference(),
                command.code(),
                command.reason());
    }

    PaymentConfirmed confirmed() {
        return new PaymentConfirmed(
                state.ledger(),
                state.id(),
                command.messageId(),
                command.railReference(),
                command.code(),
                command.reason());
    }

    PaymentFailed failed() {
        return failed(command.code(), command.reason());
    }

    PaymentFailed failedByReturn() {
        return failed(
                RailDecision.RETURNED,
                command.code() == null ? command.reason() : command.code() + ": " + command.reason());
    }

    private PaymentFailed failed(String code, String reason) {
        return new PaymentFailed(
                state.ledger(), state.id(), command.messageId(), command.railReference(), code, reason);
    }

    PaymentReturned returned() {
        return new PaymentReturned(
                state.ledger(),
                state.id(),
                command.messageId(),
                command.railReference(),
                command.code(),
                command.reason());
    }

    String code() {
        return command.code();
    }

    boolean meanDuplicate() {
        return DuplicateReason.isMeantBy(command.code());
    }

    /** Whether exactly this was said before. */
    boolean areIn(PaymentHistory history) {
        return all().stream().anyMatch(history.news()::contains);
    }

    private List<PaymentEvent> all() {
        return switch (command.kind()) {
            case SETTLED -> List.of(noted(), confirmed());
            case REFUSED -> List.of(noted(), failed());
            case RETURNED -> List.of(noted(), failedByReturn(), returned());
            case ACCEPTED -> List.of(noted());
            case SILENT, NOT_SENT, OVERDUE -> List.of();
        };
    }

    /** Whether the rail had said the same before, if with another reference or reason. */
    boolean wereHeardIn(PaymentHistory history) {
        return history.news().stream().anyMatch(this::isOfThisKind);
    }

    private boolean isOfThisKind(PaymentEvent event) {
        if (event instanceof PaymentNewsNoted noted) {
            return noted.outcome().equals(EnumText.of(command.kind()));
        }
        return switch (command.kind()) {
            case SETTLED -> event instanceof PaymentConfirmed;
            case REFUSED -> event instanceof PaymentFailed failed && !RailDecision.RETURNED.equals(failed.code());
            case RETURNED ->
                event instanceof PaymentReturned
                        || event instanceof PaymentFailed failed && RailDecision.RETURNED.equals(failed.code());
            case ACCEPTED, SILENT, NOT_SENT, OVERDUE -> false;
        };
    }
}
