package org.tallystick.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The codes of problems, which are for programs, and the HTTP status of each. */
public final class Codes {
    private static final Map<String, Integer> STATUSES = new LinkedHashMap<>();

    static {
        has(400, "malformed", "invalid");
        has(401, "signature_invalid");
        has(403, "identity_needed", "approver_is_initiator", "cross_site");
        has(404, "not_found");
        has(405, "method_not_allowed");
        has(406, "not_acceptable");
        has(
                409,
                "id_reused",
                "already_posted",
                "already_voided",
                "transaction_expired",
                "already_reversed",
                "is_reversal",
                "not_pending",
                "not_posted",
                "account_not_empty",
                "submitting",
                "already_submitted",
                "already_approved",
                "already_declined",
                "payment_ended",
                "payment_open",
                "not_awaiting_approval",
                "not_unknown",
                "standing_order_ended",
                "illegal_transition",
                "replay_running",
                "unsupported");
        has(413, "too_large");
        has(415, "unsupported_media_type");
        has(421, "unknown_host");
        has(
                422,
                "ledger_not_found",
                "account_not_found",
                "account_closed",
                "account_frozen",
                "asset_mismatch",
                "period_locked",
                "exceeds_held",
                "amount_overflow",
                "ceiling_exceeded",
                "insufficient_funds",
                "limit_violated");
        has(424, "batch_aborted");
        has(500, "fault");
        has(503, "overloaded", "not_writer", "store_unavailable", "unavailable", "behind");
    }

    private Codes() {}

    private static void has(int status, String... codes) {
        for (String code : codes) {
            STATUSES.put(code, status);
        }
    }

    /** @throws IllegalArgumentException when there is no such code */
    public static int status(String code) {
        Integer status = STATUSES.get(code);
        if (status == null) {
            throw new IllegalArgumentException("There is no status for the code " + code);
        }
        return status;
    }

    /** The codes by their status. */
    public static Map<Integer, List<String>> byStatus(List<String> codes) {
        Map<Integer, List<String>> byStatus = new TreeMap<>();
        codes.stream()
                .distinct()
                .forEach(code -> byStatus.computeIfAbsent(status(code), status -> new ArrayList<>())
                        .add(code));
        return byStatus;
    }
}
