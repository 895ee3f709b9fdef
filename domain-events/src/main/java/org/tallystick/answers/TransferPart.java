package org.tallystick.answers;

import java.math.BigInteger;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferFunds;
import org.tallystick.values.TransferLeg;

/**
 * What a transfer moves in one ledger. The amount is in minor units of the asset.
 *
 * @param exchange the account through which it leaves the ledger or comes into it
 * @param funds what became of the money in this ledger
 */
public record TransferPart(
        LedgerName ledger,
        Address account,
        Address exchange,
        BigInteger amount,
        Asset asset,
        TransactionId transaction,
        TransferFunds funds) {

    static TransferPart of(TransferLeg leg, TransactionId transaction, TransferFunds funds) {
        return new TransferPart(
                leg.ledger(), leg.account(), leg.exchange(), leg.amount(), leg.asset(), transaction, funds);
    }
}
