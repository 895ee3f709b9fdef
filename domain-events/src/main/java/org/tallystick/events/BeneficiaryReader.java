package org.tallystick.events;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.SealedBeneficiary;

/** Reads what is encrypted in the events of payments. */
public interface BeneficiaryReader {

    /** Empty when the beneficiary was erased. */
    Optional<Beneficiary> open(SealedBeneficiary sealed);

    /** Those that were not erased, by the name of their key. A store of keys is better asked once for all of them. */
    default Map<String, Beneficiary> openAll(Collection<SealedBeneficiary> sealed) {
        Map<String, Beneficiary> opened = new HashMap<>();
        sealed.forEach(each -> open(each).ifPresent(beneficiary -> opened.put(each.key(), beneficiary)));
        return opened;
    }
}
