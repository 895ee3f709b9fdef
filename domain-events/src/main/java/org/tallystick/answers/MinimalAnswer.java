package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.EnumText;
import org.tallystick.values.Position;

/**
 * What a command is answered with {@code Prefer: return=minimal}: what it was about, by the one of the first three members
 * that names it, and where that stands now.
 *
 * @param id of a transaction, payment, transfer or standing order
 * @param address of an account
 * @param ledger of a ledger
 * @param state as in the whole answer
 * @param status of an account, as in the whole answer
 * @param position of the last event of the command; what a read has to have reached to reflect it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MinimalAnswer(
        @Nullable String id,
        @Nullable String address,
        @Nullable String ledger,
        @Nullable String state,
        @Nullable String status,
        Position position) {

    static MinimalAnswer of(Object id, Enum<?> state, Position position) {
        return new MinimalAnswer(id.toString(), null, null, EnumText.of(state), null, position);
    }
}
