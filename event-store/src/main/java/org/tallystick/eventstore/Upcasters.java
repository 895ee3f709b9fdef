package org.tallystick.eventstore;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Turns the payload of an older revision into that of the next one, step by step up to the present. */
public final class Upcasters {
    private final Map<Step, UnaryOperator<ObjectNode>> steps = new HashMap<>();

    /**
     * Registers the step from a revision to the one after it.
     *
     * @param type the logical name
     */
    public Upcasters add(String type, int fromRevision, UnaryOperator<ObjectNode> step) {
        steps.put(new Step(type, fromRevision), step);
        return this;
    }

    /** @throws EventLogException when a step is missing, or the revision is newer than this program */
    public ObjectNode upcast(EventTypes.StoredType type, int storedRevision, ObjectNode payload) {
        if (storedRevision > type.revision()) {
            throw new EventLogException(
                    type.logicalName() + " revision " + storedRevision + " was written by a newer version");
        }
        ObjectNode current = payload;
        for (int revision = storedRevision; revision < type.revision(); revision++) {
            UnaryOperator<ObjectNode> step = steps.get(new Step(type.logicalName(), revision));
            if (step == null) {
                throw new EventLogException("no upcaster for " + type.logicalName() + " from revision " + revision);
            }
            current = step.apply(current);
        }
        return current;
    }

    private record Step(String type, int fromRevision) {}
}
