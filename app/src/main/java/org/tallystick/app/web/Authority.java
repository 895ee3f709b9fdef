package org.tallystick.app.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and perhaps a port, as a {@code Host} header has them and an {@code Origin} behind its scheme (RFC 3986, section
 * 3.2). Two spellings of one host are equal: case, a final dot and the ways to shorten an IPv6 address do not count.
 *
 * @param port {@link #NO_PORT} where none is named
 */
record Authority(String host, int port) {
    static final int NO_PORT = -1;

    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** Only the usual form: others, such as 127.1 or 2130706433, are no address here, and no resolver is asked for them. */
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    /** Null when it is out of its form. */
    static Authority parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String host = canonical(parts.group(1).toLowerCase(Locale.ROOT));
        int port = parts.group(2) == null ? NO_PORT : Integer.parseInt(parts.group(2));
        return host == null ? null : new Authority(host, port);
    }

    private static String canonical(String host) {
        if (host.startsWith("[")) {
            InetAddress address = literal(host);
            return address == null ? null : written(address);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** One of IPv4 that is written as one of IPv6 is that of IPv4. */
    private static String written(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet4Address ? text : "[" + text + "]";
    }

    /** Null when the host is a name. */
    InetAddress address() {
        return host.startsWith("[") || IPV4.matcher(host).matches() ? literal(host) : null;
    }

    /** @param address in a form for which no resolver is asked, whether it is right or not */
    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    Authority without(int defaultPort) {
        return port == defaultPort ? new Authority(host, NO_PORT) : this;
    }
}
