package org.tallystick.saga.rail.iso20022;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tallystick.saga.rail.RailAnswer.Refused;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.values.Beneficiary;

/**
 * What a payment order in a file can say. The limits are those of {@code pain.001.001.09}; what is beyond them is refused
 * before any file is written, and never shortened.
 */
final class OrderForm {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MAX_DECIMALS = 5;
    private static final int MAX_DIGITS = 18;
    private static final int MAX_REMITTANCE = 140;

    private OrderForm() {}

    /** Why the instruction cannot be an order; empty when it can. */
    static Optional<Refused> refusal(RailInstruction instruction) {
        Beneficiary to = instruction.beneficiary();
        if (!CURRENCY.matcher(instruction.amount().asset().code()).matches()) {
            return refused("invalid_currency", "The asset is no currency of three letters.");
        } else if (!fits(Decimals.of(instruction.amount()))) {
            return refused("invalid_amount", "An amount in a file has at most 18 digits and 5 decimals.");
        } else if (!isWritable(to.name()) || !isWritable(to.account())) {
            return refused("invalid_beneficiary", "Name or account has characters that a file cannot hold.");
        } else if (instruction.reference() != null && !isRemittance(instruction.reference())) {
            return refused("invalid_reference", "A file holds 1 to 140 characters without line breaks.");
        }
        return Optional.empty();
    }

    private static Optional<Refused> refused(String code, String reason) {
        return Optional.of(new Refused(code, reason));
    }

    private static boolean fits(BigDecimal amount) {
        return amount.precision() <= MAX_DIGITS && amount.scale() <= MAX_DECIMALS;
    }

    private static boolean isRemittance(String text) {
        return !text.isBlank() && text.codePointCount(0, text.length()) <= MAX_REMITTANCE && isWritable(text);
    }

    private static boolean isWritable(String text) {
        return text.codePoints().allMatch(OrderForm::isXmlCharacter);
    }

    /** The characters of XML 1.0, without those that a reader turns into spaces. */
    private static boolean isXmlCharacter(int c) {
        return c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
