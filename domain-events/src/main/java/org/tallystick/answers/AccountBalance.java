package org.tallystick.answers;

import java.math.BigInteger;
import org.tallystick.commands.TouchedAccount;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/**
 * The counters of an account right after a command. Amounts are in minor units of the asset.
 */
public record AccountBalance(
        Address address,
        Asset asset,
        Side normal,
        BigInteger debitsPosted,
        BigInteger creditsPosted,
        BigInteger debitsPending,
        BigInteger creditsPending,
        BigInteger balance,
        BigInteger available) {

    public static AccountBalance of(TouchedAccount touched) {
        Counters counters = touched.counters();
        return new AccountBalance(
                touched.address(),
                touched.asset(),
                touched.normal(),
                counters.debitsPosted(),
                counters.creditsPosted(),
                counters.debitsPending(),
                counters.creditsPending(),
                counters.balance(touched.normal()),
                counters.available(touched.normal()));
    }
}
