package org.tallystick.bodies;

import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an account, by RFC 7396: what is absent stays as it is.
 *
 * @param floor the least that its available balance may be made, in minor units; null for none
 * @param ceiling the most that its balance plus pending increases may be made, in minor units; null for none
 * @param metadata the entries to change; null for a value removes its entry, null for all removes all
 */
public record AccountChanges(
        @Nullable BigInteger floor,
        @Nullable BigInteger ceiling,
        @Nullable Map<String, @Nullable String> metadata) {}
