package org.tallystick.command.http;

import org.tallystick.api.Codes;
import org.tallystick.api.Problem;
import org.tallystick.commands.Outcome;

/** The problem that a client is told for a rejection. */
final class RejectionStatus {
    private RejectionStatus() {}

    static Problem problem(Outcome.Rejected<?> rejected) {
        String code = rejected.rejection().code();
        return new Problem(Codes.status(code), code, rejected.detail(), rejected.facts());
    }
}
