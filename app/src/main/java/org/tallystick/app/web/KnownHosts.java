package org.tallystick.app.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tallystick.app.settings.UsageException;

/**
 * The hosts that a request may be for. A page whose own name leads to this machine (DNS rebinding) is of the same origin for
 * the browser; that name, which the browser sends as {@code Host}, tells it apart. An address cannot be made to lead here.
 */
final class KnownHosts {
    static final String SETTING = "tallystick.hosts";
    private static final String LOOPBACK = "localhost";

    private final Set<String> names = new HashSet<>(Set.of(LOOPBACK));

    /**
     * @param configured of {@link #SETTING}
     * @param own what this server listens at, by which other processes call it
     * @throws UsageException when one that is configured is no host
     */
    KnownHosts(List<String> configured, List<String> own) {
        for (String host : configured) {
            Authority parsed = Authority.parse(host);
            if (parsed == null || parsed.port() != Authority.NO_PORT) {
                throw new UsageException(SETTING + ": " + host + " is not a host, such as ledger.example.org, 192.0.2.7"
                        + " or [2001:db8::7], without scheme and port");
            }
            names.add(parsed.host());
        }
        for (String address : own) {
            Authority parsed = Authority.parse(address);
            if (parsed != null) {
                names.add(parsed.host());
            }
        }
    }

    /** @param local the address at which the connection arrived */
    boolean has(Authority sent, String local) {
        if (names.contains(sent.host())) {
            return true;
        }
        InetAddress address = sent.address();
        return address != null && (address.isLoopbackAddress() || address.equals(withoutZone(local)));
    }

    private static InetAddress withoutZone(String local) {
        try {
            return InetAddress.getByName(local.replaceFirst("%.*", ""));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
