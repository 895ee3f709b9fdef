package org.tallystick.saga.rail.simulator;

import org.tallystick.values.EnumText;

/** What the simulator does with a payment. */
enum SimulatorScript {
    /** Settles at once. */
    SETTLE,
    /** Takes it and settles later. */
    LATER,
    REFUSE,
    /** Takes it and refuses later. */
    REFUSE_LATER,
    /** Never says anything. */
    SILENT,
    /** Says nothing when it gets it, and that it settled when asked. */
    SILENT_ONCE,
    /** Breaks when it gets it, and says that it settled when asked. */
    FAULT,
    /** Takes it and says twice, later, that it settled. */
    TWICE,
    /** Says nothing, and later that it settled. */
    LATE,
    /** Settles at once and returns it later. */
    RETURN,
    /** Refuses at once and says later that it settled. */
    CONTRADICT;

    /** @throws InvalidValueException when there is no such script */
    static SimulatorScript named(String text) {
        return EnumText.parse(values(), text.replace('-', '_'));
    }

    boolean refuses() {
        return this == REFUSE || this == REFUSE_LATER || this == CONTRADICT;
    }
}
