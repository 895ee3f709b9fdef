package org.tallystick.command.http;

import java.util.Map;
import org.tallystick.api.Problem;
import org.tallystick.commands.Outcome;

/** The HTTP status of each rejection of the command side. */
final class RejectionStatus {
    private static final Map<String, Integer> NOT_422 = Map.ofEntries(
            Map.entry("invalid", 400),
            Map.entry("not_found", 404),
            Map.entry("id_reused", 409),
            Map.entry("already_posted", 409),
            Map.entry("already_voided", 409),
            Map.entry("transaction_expired", 409),
            Map.entry("already_reversed", 409),
            Map.entry("is_reversal", 409),
            Map.entry("not_pending", 409),
            Map.entry("not_posted", 409),
            Map.entry("account_not_empty", 409),
            Map.entry("already_submitted", 409),
            Map.entry("already_approved", 409),
            Map.entry("already_declined", 409),
            Map.entry("payment_ended", 409),
            Map.entry("payment_open", 409),
            Map.entry("not_awaiting_approval", 409),
            Map.entry("not_unknown", 409),
            Map.entry("illegal_transition", 409),
            Map.entry("approver_is_initiator", 403),
            Map.entry("batch_aborted", 424));

    private RejectionStatus() {}

    static Problem problem(Outcome.Rejected<?> rejected) {
        String code = rejected.rejection().code();
        return new Problem(NOT_422.getOrDefault(code, 422), code, rejected.detail(), rejected.facts());
    }
}
