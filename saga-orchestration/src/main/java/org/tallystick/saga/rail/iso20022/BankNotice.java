package org.tallystick.saga.rail.iso20022;

import java.math.BigDecimal;
import org.tallystick.saga.rail.RailNews;

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

    BankNotice of(String otherEndToEndId) {
        return new BankNotice(kind, otherEndToEndId, amount, currency, reference, code, reason);
    }
}
