package org.tallystick.saga.http;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tallystick.values.Address;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Money;
import org.tallystick.values.PaymentId;

/** A payment as other services are told of it. */
public final class PaymentJson {
    private PaymentJson() {}

    public static Map<String, Object> of(
            PaymentId payment,
            LedgerName ledger,
            Address payer,
            Money amount,
            Beneficiary beneficiary,
            String reference,
            Map<String, String> metadata,
            Instant initiatedAt) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("payment", payment.value());
        body.put("ledger", ledger.value());
        body.put("payer", payer.value());
        body.put("amount", amount.minorUnits());
        body.put("asset", amount.asset().toString());
        body.put("beneficiary", beneficiary(beneficiary));
        body.put("reference", reference);
        body.put("metadata", metadata);
        body.put("initiatedAt", initiatedAt.toString());
        return body;
    }

    private static Map<String, Object> beneficiary(Beneficiary beneficiary) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", beneficiary.name());
        body.put("account", beneficiary.account());
        body.put("bank", beneficiary.bank());
        return body;
    }
}
