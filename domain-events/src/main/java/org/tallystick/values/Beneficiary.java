package org.tallystick.values;

/**
 * Who is paid, and where.
 *
 * @param name at most 140 characters
 * @param account the number of the account at the bank, at most 34 characters
 * @param bank what the rail knows the bank by, such as a BIC: at most 35 letters, digits, {@code _} or {@code -}
 */
public record Beneficiary(String name, String account, String bank) {
    private static final int MAX_NAME = 140;
    private static final int MAX_ACCOUNT = 34;
    private static final int MAX_BANK = 35;

    /** @throws InvalidValueException when a part is out of its form */
    public Beneficiary {
        checkedName(name);
        checkedAccount(account);
        checkedBank(bank);
    }

    public static String checkedName(String name) {
        return checked(name, MAX_NAME);
    }

    public static String checkedAccount(String account) {
        return checked(account, MAX_ACCOUNT);
    }

    /** A bank can be a segment of an address. */
    public static String checkedBank(String bank) {
        String checked = checked(bank, MAX_BANK);
        if (!Characters.all(checked, Beneficiary::isBankCharacter)) {
            throw new InvalidValueException("must be letters, digits, '_' or '-'");
        }
        return checked;
    }

    private static boolean isBankCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private static String checked(String text, int maxLength) {
        if (text == null || text.isBlank()) {
            throw new InvalidValueException("must not be blank");
        }
        return Text.checked(text, maxLength);
    }

    /** Says nothing about the person, so that no log does. */
    @Override
    public String toString() {
        return "Beneficiary at " + bank;
    }
}
