package org.tallystick.queries;

import java.math.BigInteger;
import org.tallystick.answers.Entry;
import org.tallystick.values.Asset;
import org.tallystick.values.Side;

/**
 * A part of the statement of an account.
 *
 * @param openingBalance before all entries of the statement, on the normal side
 * @param closingBalance after all entries of the statement
 */
public record AccountStatement(
        Asset asset, Side normal, BigInteger openingBalance, BigInteger closingBalance, Page<Entry> entries) {}
