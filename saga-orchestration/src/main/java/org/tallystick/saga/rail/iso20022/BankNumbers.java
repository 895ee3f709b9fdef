package org.tallystick.saga.rail.iso20022;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Tells standard numbers of accounts and banks from all others. */
final class BankNumbers {
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
    private static final Pattern BIC = Pattern.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
    private static final int RADIX = 36;

    private BankNumbers() {}

    /** By form and check digits (ISO 13616, ISO 7064 MOD 97-10). */
    static boolean isIban(String account) {
        if (!IBAN.matcher(account).matches()) {
            return false;
        }
        StringBuilder digits = new StringBuilder();
        (account.substring(4) + account.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, RADIX)));
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE);
    }

    /** By form (ISO 9362). */
    static boolean isBic(String bank) {
        return BIC.matcher(bank).matches();
    }
}
