package org.tallystick.eventstore;

import java.util.Optional;
import tools.jackson.databind.ObjectMapper;

/** The types of the events of a domain, and how their payloads are written. */
public interface EventTypes {

    /**
     * Events under the names of their classes, as Axon's own serializers store them, with the revision that their
     * {@link org.axonframework.serialization.Revision} tells, 1 where there is none.
     *
     * @param loader finds the classes by their names
     */
    static EventTypes namedByClass(ClassLoader loader) {
        return new ClassNamedEvents(loader);
    }

    /** @throws IllegalArgumentException when the domain has no such event */
    StoredType of(Object payload);

    /** The type that is stored under this name; empty for one that this build does not know. */
    Optional<StoredType> named(String logicalName);

    /** Whether the stream of an event follows from its payload, so that it need not be stored beside it. */
    default boolean tellStreams() {
        return false;
    }

    /** The stream that an event belongs to; asked only where payloads {@link #tellStreams}. */
    default String streamOf(Object payload) {
        throw new UnsupportedOperationException("the stream of an event does not follow from its payload");
    }

    /** Writes and reads payloads in <a href="https://github.com/FasterXML/smile-format-specification">Smile</a>. */
    ObjectMapper mapper();

    /**
     * How events of one class are stored.
     *
     * @param logicalName never changes, and is never used again for something else
     * @param revision the one in which events of this type are written now, from 1
     */
    record StoredType(String logicalName, int revision, Class<?> payloadClass) {}
}
