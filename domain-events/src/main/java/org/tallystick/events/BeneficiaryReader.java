package org.tallystick.events;

import java.util.Optional;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.SealedBeneficiary;

/** Reads what is encrypted in the events of payments. */
public interface BeneficiaryReader {

    /** Empty when the beneficiary was erased. */
    Optional<Beneficiary> open(SealedBeneficiary sealed);
}
