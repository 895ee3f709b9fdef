package org.tallystick.values;

import java.math.BigInteger;

/**
 * One half of a transfer: what moves in one ledger.
 *
 * @param account whose money leaves or comes
 * @param exchange the account through which it leaves the ledger or comes into it, as it was configured then
 */
public record TransferLeg(LedgerName ledger, Address account, Address exchange, BigInteger amount, Asset asset) {}
