package org.tallystick.query.payment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tallystick.answers.ChainNode;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.EventType;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentClaimed;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentScreened;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionVoided;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.Position;

/**
 * The tree of what caused what. A command stands under the event that made the saga send it, by the step that it was for;
 * under the message of the rail that it tells of; or under the request of a client. The events of a command share its
 * identifier as their cause.
 */
final class CauseTree {
    private final List<Command> commands;
    private final Set<String> events;
    private final Message message;

    /** @param events by position */
    CauseTree(List<RecordedEvent> events) {
        Map<String, List<RecordedEvent>> byCommand = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.metadata().getOrDefault(EventMetadata.CAUSATION_ID, event.identifier()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        this.commands = byCommand.entrySet().stream()
                .map(entry -> new Command(entry.getKey(), entry.getValue()))
                .toList();
        this.events = events.stream().map(RecordedEvent::identifier).collect(Collectors.toSet());
        this.message = Message.in(events);
    }

    /**
     * What the rail was told.
     *
     * @param id null when it was told nothing yet
     * @param sentAfter the event that made the saga send it
     */
    private record Message(String id, String rail, String sentAfter) {

        static Message in(List<RecordedEvent> events) {
            String ready = null;
            Message submitted = null;
            for (RecordedEvent event : events) {
                if (event.payload() instanceof PaymentScreened || event.payload() instanceof PaymentApproved) {
                    ready = event.identifier();
                } else if (event.payload() instanceof PaymentClaimed claimed) {
                    return new Message(claimed.messageId(), claimed.rail(), ready);
                } else if (event.payload() instanceof PaymentSubmitted said && submitted == null) {
                    submitted = new Message(said.messageId(), said.rail(), event.identifier());
                }
            }
            return submitted == null ? new Message(null, null, null) : submitted;
        }
    }

    List<ChainNode> requests() {
        Map<String, List<Command>> byRequest = commands.stream()
                .filter(command -> !events.contains(command.triggeredBy())
                        && !command.request().equals(message.id))
                .collect(Collectors.groupingBy(Command::request, LinkedHashMap::new, Collectors.toList()));
        List<ChainNode> shown = new ArrayList<>();
        byRequest.forEach((request, sent) -> {
            Map<String, String> metadata = sent.get(0).first().metadata();
            shown.add(ChainNode.request(
                    request,
                    metadata.get(EventMetadata.ACTOR),
                    metadata.get(EventMetadata.CORRELATION_ID),
                    nodes(sent)));
        });
        return shown;
    }

    private List<ChainNode> nodes(List<Command> sent) {
        return sent.stream().map(this::node).toList();
    }

    private ChainNode node(Command command) {
        Map<String, String> metadata = command.first().metadata();
        return ChainNode.command(
                command.id,
                metadata.get(EventMetadata.COMMAND),
                metadata.get(EventMetadata.ACTOR),
                command.events.stream().map(this::node).toList());
    }

    private ChainNode node(RecordedEvent event) {
        return ChainNode.event(
                new Position(event.position()),
                event.stream(),
                EventType.of(event.payload()).logicalName(),
                event.recordedAt(),
                steps(event));
    }

    /** What the saga did because of an event. A payment that was sent is with the rail, whether it answered or not. */
    private List<ChainNode> steps(RecordedEvent event) {
        Map<PaymentStep, List<Command>> bySteps = new LinkedHashMap<>();
        if (event.identifier().equals(message.sentAfter)) {
            bySteps.put(PaymentStep.SUBMIT, new ArrayList<>());
        }
        matching(command -> event.identifier().equals(command.triggeredBy()))
                .forEach(command -> bySteps.computeIfAbsent(command.step(), step -> new ArrayList<>())
                        .add(command));
        List<ChainNode> shown = new ArrayList<>();
        bySteps.forEach((step, sent) -> shown.add(ChainNode.step(
                EnumText.of(step), step == PaymentStep.SUBMIT ? List.of(message(event, sent)) : nodes(sent))));
        return shown;
    }

    /** What the rail was told, or asked, and what it said; also what it said by itself later, under the first message. */
    private ChainNode message(RecordedEvent event, List<Command> sent) {
        boolean isFirst = event.identifier().equals(message.sentAfter);
        List<Command> answers = matching(command -> sent.contains(command) || isFirst && isToldByItself(command));
        return ChainNode.message(message.id, isFirst ? message.rail : null, nodes(answers));
    }

    private boolean isToldByItself(Command command) {
        return command.request().equals(message.id) && !events.contains(command.triggeredBy());
    }

    private List<Command> matching(Predicate<Command> wanted) {
        return commands.stream().filter(wanted).toList();
    }

    /** All events that one command stored. */
    private record Command(String id, List<RecordedEvent> events) {

        RecordedEvent first() {
            return events.get(0);
        }

        /** Empty for a command that no saga sent. */
        String triggeredBy() {
            return first().metadata().getOrDefault(EventMetadata.TRIGGERED_BY, "");
        }

        String request() {
            return first().metadata().getOrDefault(EventMetadata.REQUEST_ID, "");
        }

        PaymentStep step() {
            for (RecordedEvent event : events) {
                PaymentStep step = step(event);
                if (step != null) {
                    return step;
                }
            }
            return PaymentStep.SUBMIT;
        }

        private static PaymentStep step(RecordedEvent event) {
            if (event.payload() instanceof PaymentEvent happened) {
                return TimelineEntry.step(happened);
            } else if (event.payload() instanceof TransactionHeld) {
                return PaymentStep.HOLD;
            } else if (event.payload() instanceof TransactionVoided) {
                return PaymentStep.VOID;
            } else if (event.payload() instanceof TransactionPosted posted) {
                return posted.reverses() == null ? PaymentStep.POST : PaymentStep.REVERSE;
            }
            return event.payload() instanceof HeldTransactionPosted ? PaymentStep.POST : null;
        }
    }
}
