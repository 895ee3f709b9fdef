package org.tallystick.values;

import java.math.BigInteger;
import java.util.Map;

/**
 * All that is known of an account after an event.
 *
 * @param floor the least that available may be made, in minor units; null for none
 * @param ceiling the most that balance plus pending increases may be made, in minor units; null for none
 */
public record AccountState(
        Asset asset,
        Side normal,
        AccountStatus status,
        BigInteger floor,
        BigInteger ceiling,
        Map<String, String> metadata,
        Counters counters) {

    public AccountState {
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }

    public BigInteger balance() {
        return counters.balance(normal);
    }

    public BigInteger available() {
        return counters.available(normal);
    }

    public AccountState withCounters(Counters after) {
        return new AccountState(asset, normal, status, floor, ceiling, metadata, after);
    }

    public AccountState withStatus(AccountStatus after) {
        return new AccountState(asset, normal, after, floor, ceiling, metadata, counters);
    }
}
