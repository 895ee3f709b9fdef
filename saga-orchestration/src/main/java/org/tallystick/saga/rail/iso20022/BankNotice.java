package org.tallystick.saga.rail.iso20022;

import java.math.BigDecimal;
import org.tallystick.saga.rail.RailNews;
import org.tallystick.values.DuplicateReason;

/**
 * What a bank says of one transaction.
 *
 * @param endToEndId null where the bank names none
 * @param amount null where the bank names none
 * @param currency of the amount
 * @param reference the bank's own
 * @param code why, where the bank refuses or returns
 */
record BankNotice(
        RailNews.Kind kind,
        String endToEndId,
        BigDecimal amount,
        String currency,
        String reference,
        String code,
        String reason) {

    /**
     * With what was said of the batch or file that it is in. That counts where nothing else is said; but what was refused
     * as a duplicate with all others is one, whatever else is said of it.
     */
    BankNotice within(StatusReason whole) {
        boolean says = kind == RailNews.Kind.REFUSED && whole.code() != null;
        return says && (code == null || whole.meansDuplicate() && !DuplicateReason.isMeantBy(code))
                ? new BankNotice(kind, endToEndId, amount, currency, reference, whole.code(), whole.text())
                : this;
    }
}
