package org.tallystick.answers;

import org.jspecify.annotations.Nullable;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.SealedBeneficiary;

/**
 * Who is paid. Name and account are null once they were erased.
 */
public record PaymentBeneficiary(
        @Nullable String name, @Nullable String account, String bank) {

    /** @param readable null when it was erased */
    static PaymentBeneficiary of(SealedBeneficiary sealed, @Nullable Beneficiary readable) {
        return new PaymentBeneficiary(
                readable == null ? null : readable.name(), readable == null ? null : readable.account(), sealed.bank());
    }
}
