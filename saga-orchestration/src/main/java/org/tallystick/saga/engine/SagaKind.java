package org.tallystick.saga.engine;

import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.modelling.saga.AssociationValue;

/**
 * One kind of sagas.
 *
 * @param processor names what follows the events for them; its progress is stored under this name
 * @param association what a payload is associated with; null for one that does not concern these sagas
 * @param steps what their handlers can do
 */
public record SagaKind<T>(
        String processor,
        Class<T> type,
        Supplier<T> factory,
        Function<Object, AssociationValue> association,
        Object steps) {}
