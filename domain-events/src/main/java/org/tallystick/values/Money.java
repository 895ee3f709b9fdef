package org.tallystick.values;

import java.math.BigInteger;

/** An exact amount in minor units of an asset, of either sign and any size. */
public record Money(BigInteger minorUnits, Asset asset) {

    /** @throws InvalidValueException when the assets differ */
    public Money plus(Money other) {
        requireSameAsset(other);
        return new Money(minorUnits.add(other.minorUnits), asset);
    }

    /** @throws InvalidValueException when the assets differ */
    public Money minus(Money other) {
        requireSameAsset(other);
        return new Money(minorUnits.subtract(other.minorUnits), asset);
    }

    private void requireSameAsset(Money other) {
        if (!asset.equals(other.asset)) {
            throw new InvalidValueException("must be of asset " + asset + ", not " + other.asset);
        }
    }
}
