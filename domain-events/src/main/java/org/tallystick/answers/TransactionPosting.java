package org.tallystick.answers;

import java.math.BigInteger;
import java.util.List;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Posting;

/**
 * A movement between two accounts.
 *
 * @param amount what was posted or held, in minor units of the asset
 * @param posted of it what was posted: from 0 to it for a hold, all of it otherwise
 */
public record TransactionPosting(Address debit, Address credit, BigInteger amount, Asset asset, BigInteger posted) {

    static List<TransactionPosting> of(List<Posting> postings, List<BigInteger> posted) {
        TransactionPosting[] all = new TransactionPosting[postings.size()];
        for (int i = 0; i < all.length; i++) {
            Posting posting = postings.get(i);
            all[i] = new TransactionPosting(
                    posting.debit(), posting.credit(), posting.amount(), posting.asset(), posted.get(i));
        }
        return List.of(all);
    }
}
