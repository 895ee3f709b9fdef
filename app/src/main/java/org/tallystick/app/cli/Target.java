package org.tallystick.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.app.TallystickServer;
import org.tallystick.app.UsageException;

/** What a command works on: a server that runs already, or the data folder through a server of its own. */
final class Target implements AutoCloseable {
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
        return start(Stream.concat(Arrays.stream(settings), Stream.of("--tallystick.sagas=false")));
    }

    /** Does all that {@code serve} does, without the settings files of this installation. */
    static Target rehearsal(Path folder) {
        return start(Stream.of("--spring.config.location=classpath:/", "--tallystick.data=" + folder));
    }

    private static Target start(Stream<String> settings) {
        Stream<String> quiet = Stream.of("--server.port=0", "--logging.level.root=WARN");
        ConfigurableApplicationContext server =
                TallystickServer.start(Stream.concat(settings, quiet).toArray(String[]::new));
        return new Target(TallystickServer.url(server), server);
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
