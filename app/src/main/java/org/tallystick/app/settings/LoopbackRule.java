package org.tallystick.app.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Without authentication the program listens on the loopback interface only. */
public final class LoopbackRule {
    private LoopbackRule() {}

    /** @throws UsageException when the address can be reached from other machines */
    public static void check(String setting, String address) {
        if (!isLoopback(setting, address)) {
            throw new UsageException(setting + "=" + address + " can be reached by others, and no authentication is"
                    + " configured; leave " + setting + " at 127.0.0.1 and put an authenticating proxy in front");
        }
    }

    private static boolean isLoopback(String setting, String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UsageException(setting + "=" + address + " is not an address of this machine", e);
        }
    }
}
