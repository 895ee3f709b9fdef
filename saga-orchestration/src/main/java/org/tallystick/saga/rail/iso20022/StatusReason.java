package org.tallystick.saga.rail.iso20022;

import java.util.List;
import org.tallystick.values.DuplicateReason;

/**
 * Why a {@code pain.002} says what it says of a transaction, batch or file.
 *
 * @param code null where it gives none
 */
record StatusReason(String code, String text) {

    /** Of several reasons the first; but one that means "duplicate" goes before all others, since it frees no funds. */
    static StatusReason of(XmlElement element) {
        List<StatusReason> reasons =
                element.all("StsRsnInf").stream().map(StatusReason::read).toList();
        return reasons.stream()
                .filter(StatusReason::meansDuplicate)
                .findFirst()
                .orElse(reasons.isEmpty() ? new StatusReason(null, null) : reasons.get(0));
    }

    /** Until the second version the reason had a longer name. */
    private static StatusReason read(XmlElement information) {
        XmlElement reason = information.at("Rsn") == null ? information.at("StsRsn") : information.at("Rsn");
        String code = reason == null ? null : reason.text("Cd");
        return new StatusReason(
                code == null && reason != null ? reason.text("Prtry") : code, information.text("AddtlInf"));
    }

    boolean meansDuplicate() {
        return DuplicateReason.isMeantBy(code);
    }
}
