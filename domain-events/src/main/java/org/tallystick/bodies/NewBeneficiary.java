package org.tallystick.bodies;

/**
 * Who is to be paid, and where.
 *
 * @param name of the person or firm
 * @param account its number at the bank
 * @param bank what the rail knows the bank by, such as a BIC
 */
public record NewBeneficiary(
        @Limits(min = 1, max = 140, pattern = Limits.NOT_BLANK)
        String name,

        @Limits(min = 1, max = 34, pattern = Limits.NOT_BLANK)
        String account,

        @Limits(min = 1, max = 35, pattern = "^[A-Za-z0-9_-]+$")
        String bank) {}
