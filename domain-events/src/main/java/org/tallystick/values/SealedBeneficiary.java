package org.tallystick.values;

/**
 * A beneficiary as events hold it: the bank readable, name and account number encrypted.
 *
 * @param key names the key, which is kept apart from the events; once it is deleted the rest cannot be read any more
 * @param sealed the encrypted part, in base 64
 */
public record SealedBeneficiary(String key, String bank, String sealed) {}
