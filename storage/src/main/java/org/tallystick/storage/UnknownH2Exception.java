package org.tallystick.storage;

import org.jspecify.annotations.Nullable;

/** This version of H2 writes its files in another way than the one that they are kept whole for. */
public final class UnknownH2Exception extends IllegalStateException {
    private static final long serialVersionUID = 1;

    UnknownH2Exception(String version, String difference, @Nullable Throwable cause) {
        super(
                "H2 " + version + " does not write its files as " + H2StoreGuard.KNOWN_H2
                        + " does, which this program keeps them whole for: " + difference,
                cause);
    }
}
