package org.tallystick.values;

import java.util.Locale;
import java.util.Set;

/**
 * Tells reasons for a refusal or return that mean "we have this already" (ISO 20022 external code sets) from all others.
 * They speak of a second copy and say nothing of the first, which may be paid: no funds are freed for them.
 */
public final class DuplicateReason {
    private static final Set<String> CODES =
            Set.of("DU01", "DU02", "DU03", "DU04", "DU05", "AM05", "DUPL", "DUPLICATE");

    private DuplicateReason() {}

    /** @param code of a bank or provider, in any case of letters; may be null */
    public static boolean isMeantBy(String code) {
        return code != null && CODES.contains(code.strip().toUpperCase(Locale.ROOT));
    }
}
