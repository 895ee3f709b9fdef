package org.tallystick.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.app.TallystickServer;
import org.tallystick.app.settings.UsageException;

/** What a command works on: a server that runs already, or the data folder through a server of its own. */
final class Target implements AutoCloseable {
    private static final String PORT = "--server.port=";
    private static final String LOG = "--logging.level.root=";

    private final String url;
    private final ConfigurableApplicationContext own;

    private Target(String url, ConfigurableApplicationContext own) {
        this.url = url;
        this.own = own;
    }

    /** What a command that only reads works on: the data folder must hold a store already. */
    static Target existing(String... settings) {
        if (!TallystickServer.hasStore(settings)) {
            throw new UsageException("there is no store at " + TallystickServer.storeFile(settings));
        }
        return data(settings);
    }

    /** @param url of a running server, or null for the data folder, which must hold a store already */
    static Target existing(String url, String[] settings) {
        return url == null ? existing(settings) : of(url);
    }

    /** @param url of a running server, or null for the data folder that the settings name */
    static Target of(String url, String... settings) {
        return url == null ? data(settings) : new Target(url, null);
    }

    /** Its server listens on a free port of the loopback interface while the command runs, and moves no payments. */
    static Target data(String... settings) {
        return of(TallystickServer.startWithoutSagas(quietly(settings)));
    }

    /** Does all that {@code serve} does, without the settings files of this installation. */
    static Target rehearsal(Path folder) {
        return of(
                TallystickServer.start(quietly("--spring.config.location=classpath:/", "--tallystick.data=" + folder)));
    }

    private static Target of(ConfigurableApplicationContext server) {
        return new Target(TallystickServer.url(server), server);
    }

    /** With a port that no server has, and a log of what is wrong only, unless another one is asked for. */
    private static String[] quietly(String... settings) {
        Stream<String> rest = Arrays.stream(settings).filter(each -> !each.startsWith(PORT));
        Stream<String> log = Arrays.stream(settings).anyMatch(each -> each.startsWith(LOG))
                ? Stream.empty()
                : Stream.of(LOG + "WARN");
        return Stream.of(rest, Stream.of(PORT + "0"), log).flatMap(all -> all).toArray(String[]::new);
    }

    String url() {
        return url;
    }

    <T> T bean(Class<T> type) {
        return own.getBean(type);
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
