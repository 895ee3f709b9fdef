package org.tallystick.bodies;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.TransferId;

/**
 * A transfer to be made between two ledgers.
 *
 * @param id chosen by the client, so that a repetition is known; made where it is absent
 * @param from where the money leaves
 * @param to where it arrives: in another ledger
 * @param reference by which people find it again
 * @param metadata whatever the client wants to keep with it
 */
public record NewTransfer(
        @Nullable TransferId id,
        NewTransferPart from,
        NewTransferPart to,
        @Nullable @Limits(max = 140) String reference,
        @Nullable Map<String, String> metadata) {}
