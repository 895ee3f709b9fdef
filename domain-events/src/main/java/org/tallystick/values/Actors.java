package org.tallystick.values;

import java.util.Set;

/** Who is on record as the actor of what no person is known to have done: nobody, or a part of the program. */
public final class Actors {
    /** Whoever sent a command without saying who it is. */
    public static final String ANONYMOUS = "anonymous";

    public static final String PAYMENTS = "payments";
    public static final String TRANSFERS = "transfers";
    public static final String STANDING_ORDERS = "standing-orders";
    public static final String SYSTEM = "system";
    private static final String RAIL = "rail:";

    private static final Set<String> NO_PERSONS = Set.of(ANONYMOUS, PAYMENTS, TRANSFERS, STANDING_ORDERS, SYSTEM);

    private Actors() {}

    public static String rail(String name) {
        return RAIL + name;
    }

    static boolean isPerson(String folded) {
        return !folded.isEmpty() && !NO_PERSONS.contains(folded) && !folded.startsWith(RAIL);
    }
}
