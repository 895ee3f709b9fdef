package org.tallystick.query.payment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionVoided;
import org.tallystick.events.codec.EnumText;
import org.tallystick.values.PaymentStep;

/**
 * The tree of what caused what. A command stands under the event that made the saga send it, by the step that it was for;
 * under the message of the rail that it tells of; or under the request of a client. The events of a command share its
 * identifier as their cause.
 */
final class PaymentChain {
    private final List<Command> commands;
    private final Set<String> events;
    private final Set<String> messages;

    /** @param events by position */
    PaymentChain(List<RecordedEvent> events) {
        Map<String, List<RecordedEvent>> byCommand = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.metadata().getOrDefault(EventMetadata.CAUSATION_ID, event.identifier()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        this.commands = byCommand.entrySet().stream()
                .map(entry -> new Command(entry.getKey(), entry.getValue()))
                .toList();
        this.events = events.stream().map(RecordedEvent::identifier).collect(Collectors.toSet());
        this.messages = events.stream()
                .filter(event -> event.payload() instanceof PaymentSubmitted)
                .map(event -> ((PaymentSubmitted) event.payload()).messageId())
                .collect(Collectors.toSet());
    }

    List<Map<String, Object>> requests() {
        Map<String, List<Command>> byRequest = commands.stream()
                .filter(command -> !events.contains(command.triggeredBy()) && !messages.contains(command.request()))
                .collect(Collectors.groupingBy(Command::request, LinkedHashMap::new, Collectors.toList()));
        List<Map<String, Object>> shown = new ArrayList<>();
        byRequest.forEach((request, sent) -> {
            Map<String, Object> node = node("request");
            node.put("id", request);
            node.put("actor", sent.get(0).first().metadata().get(EventMetadata.ACTOR));
            node.put("correlation", sent.get(0).first().metadata().get(EventMetadata.CORRELATION_ID));
            node.put("children", shape(sent));
            shown.add(node);
        });
        return shown;
    }

    private static Map<String, Object> node(String kind) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("kind", kind);
        return node;
    }

    private List<Map<String, Object>> shape(List<Command> sent) {
        return sent.stream().map(this::shape).toList();
    }

    private Map<String, Object> shape(Command command) {
        Map<String, Object> node = node("command");
        node.put("id", command.id);
        node.put("name", command.first().metadata().get(EventMetadata.COMMAND));
        node.put("actor", command.first().metadata().get(EventMetadata.ACTOR));
        node.put("children", command.events.stream().map(this::shape).toList());
        return node;
    }

    private Map<String, Object> shape(RecordedEvent event) {
        Map<String, Object> node = node("event");
        node.put("position", event.position());
        node.put("stream", event.stream());
        node.put("type", event.type().logicalName());
        node.put("recordedAt", event.recordedAt().toString());
        node.put("children", steps(event));
        return node;
    }

    /** What the saga did because of an event. A payment that was submitted is with the rail, whether it answered or not. */
    private List<Map<String, Object>> steps(RecordedEvent event) {
        Map<PaymentStep, List<Command>> bySteps = new LinkedHashMap<>();
        if (event.payload() instanceof PaymentSubmitted) {
            bySteps.put(PaymentStep.SUBMIT, new ArrayList<>());
        }
        matching(command -> event.identifier().equals(command.triggeredBy()))
                .forEach(command -> bySteps.computeIfAbsent(command.step(), step -> new ArrayList<>())
                        .add(command));
        List<Map<String, Object>> shown = new ArrayList<>();
        bySteps.forEach((step, sent) -> {
            Map<String, Object> node = node("step");
            node.put("name", EnumText.of(step));
            node.put("children", step == PaymentStep.SUBMIT ? List.of(message(event, sent)) : shape(sent));
            shown.add(node);
        });
        return shown;
    }

    /** What the rail was told, or asked, and what it said; also what it said by itself later, under the first message. */
    private Map<String, Object> message(RecordedEvent event, List<Command> sent) {
        List<Command> answers = new ArrayList<>(sent);
        Map<String, Object> node = node("message");
        if (event.payload() instanceof PaymentSubmitted submitted) {
            node.put("id", submitted.messageId());
            node.put("rail", submitted.rail());
            answers.addAll(matching(command ->
                    submitted.messageId().equals(command.request()) && !events.contains(command.triggeredBy())));
        } else {
            node.put("id", messages.stream().findFirst().orElse(null));
        }
        node.put("children", shape(answers));
        return node;
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
                return PaymentHappening.step(happened);
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
