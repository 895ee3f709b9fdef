package org.tallystick.saga.engine;

import java.util.function.Function;
import org.axonframework.modelling.saga.AssociationValue;

/**
 * One kind of sagas.
 *
 * @param noun what each of them belongs to, such as {@code payment}: the key of its association and of its table
 * @param idOf what a payload is about; null for one that does not concern these sagas
 * @param deadline the name of their one deadline
 */
public record SagaKind<T extends RowSaga>(String noun, Class<T> type, Function<Object, String> idOf, String deadline) {

    /** Whether an event with this payload is about one of these sagas. */
    public boolean concerns(Object payload) {
        return idOf.apply(payload) != null;
    }

    AssociationValue association(String id) {
        return new AssociationValue(noun, id);
    }

    String table() {
        return noun + "_saga";
    }

    /** The processing group of the sagas; their progress is stored under this name. */
    public String processor() {
        return noun + "-sagas";
    }
}
