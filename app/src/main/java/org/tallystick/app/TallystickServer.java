package org.tallystick.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.tallystick.app.settings.KnownSettings;
import org.tallystick.app.settings.LoopbackRule;
import org.tallystick.app.settings.SettingSources;
import org.tallystick.app.settings.Settings;
import org.tallystick.app.settings.UsageException;
import org.tallystick.app.web.WebConfiguration;
import org.tallystick.eventstore.journal.Store;

/** Opens the program on its store and listens. */
public final class TallystickServer {
    private static final String DATABASE = "spring.datasource.url";
    private static final String DATA = "tallystick.data";
    static final String STORE_NAME = "tallystick";
    /** Whether this process moves payments, which follows from what it is for and from a setting. */
    static final String SAGAS = "derived.sagas";

    /** Also where {@code spring.config.location} leaves the packaged settings out: a failure is told in one line. */
    private static final Map<String, Object> QUIET_FAILURES = Map.of(
            "logging.level.org.springframework.boot.SpringApplication", "OFF",
            "logging.level.org.springframework.boot.diagnostics", "OFF");

    private TallystickServer() {}

    /** @throws UsageException when it cannot run as asked, with one line that says why */
    public static ConfigurableApplicationContext start(String... options) {
        return start(true, options);
    }

    /**
     * Starts for a command that only works on the books, and moves no payments.
     *
     * @throws UsageException when it cannot run as asked, with one line that says why
     */
    public static ConfigurableApplicationContext startWithoutSagas(String... options) {
        return start(false, options);
    }

    private static synchronized ConfigurableApplicationContext start(boolean sagas, String... options) {
        SettingSources.requireOnce(options);
        SpringApplication application = new SpringApplication(TallystickApplication.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(true);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(QUIET_FAILURES);
        PreparedBeans.offerTo(application);
        application.addInitializers(context -> prepare(context.getEnvironment(), sagas));
        try {
            ConfigurableApplicationContext server = application.run(options);
            server.getBean(Store.class).reachableAt(url(server));
            return server;
        } catch (SQLException | RuntimeException e) {
            throw StartFailures.explained(e);
        } finally {
            PreparedBeans.settled();
        }
    }

    /** Where a started server answers. */
    public static String url(ConfigurableApplicationContext server) {
        int port = ((ServletWebServerApplicationContext) server).getWebServer().getPort();
        String address = server.getEnvironment().getProperty("server.address", "127.0.0.1");
        return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    /** Whether there is a store to work on. True for a database server, which tells by itself. */
    public static boolean hasStore(String... options) {
        Environment environment = environment(options);
        return environment.getProperty(DATABASE) != null || Files.exists(storeFile(environment));
    }

    /** The file of the embedded database, whether it exists or not. */
    public static Path storeFile(String... options) {
        return storeFile(environment(options));
    }

    private static Path storeFile(Environment environment) {
        return dataFolder(environment).resolve(STORE_NAME + ".mv.db");
    }

    /** Whether somebody has set it, wherever. */
    public static boolean isSet(String setting, String... options) {
        return environment(options).containsProperty(setting);
    }

    /**
     * Looks at the settings before a command does anything.
     *
     * @throws UsageException when one is not known, empty or given twice, wherever it comes from
     */
    public static void checkSettings(String... options) {
        environment(options);
    }

    /** What a start with these options would have, its files included. */
    private static Environment environment(String... options) {
        SettingSources.requireOnce(options);
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(options));
        try {
            new SpringApplicationJsonEnvironmentPostProcessor().postProcessEnvironment(environment, null);
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
        } catch (RuntimeException e) {
            throw StartFailures.explained(e);
        }
        SettingSources.gather(environment);
        return environment;
    }

    private static Path dataFolder(Environment environment) {
        return Path.of(environment.getProperty(DATA, "data")).toAbsolutePath();
    }

    /** What is there of a path: a database server needs no folder, and one that is not there has no room. */
    private static Path existing(Path folder) {
        Path there = folder;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    private static void prepare(ConfigurableEnvironment environment, boolean sagas) {
        SettingSources.gather(environment);
        Map<String, Object> derived = new LinkedHashMap<>();
        derived.put(
                SAGAS,
                sagas && Settings.under(environment, KnownSettings.PREFIX).isOn("sagas", true));
        String address = environment.getProperty("server.address", "127.0.0.1");
        LoopbackRule.check("server.address", address);
        // Without it Tomcat would listen on every address where the packaged settings are left out.
        derived.put("server.address", address);
        if (hasManagementPort(environment)) {
            derived.put("management.server.address", address);
            LoopbackRule.check(
                    "management.server.address", environment.getProperty("management.server.address", address));
        }
        WebConfiguration.check(environment);
        String disk = existing(dataFolder(environment)).toString();
        derived.put("management.health.diskspace.path", disk);
        derived.put("management.metrics.system.diskspace.paths", disk);
        if (environment.getProperty(DATABASE) == null) {
            Path data = dataFolder(environment);
            derived.put(DATABASE, h2Url(data));
            derived.put("spring.datasource.username", "sa");
            derived.put("spring.datasource.password", "");
        }
        environment.getPropertySources().addLast(new MapPropertySource("tallystick-derived", derived));
    }

    /** A port of its own listens on every address unless it is told one; on the port of the server none may be set. */
    private static boolean hasManagementPort(ConfigurableEnvironment environment) {
        int port = environment.getProperty("management.server.port", Integer.class, -1);
        return port == 0 || port > 0 && port != environment.getProperty("server.port", Integer.class, 8080);
    }

    /** WRITE_DELAY=0: each commit is written at once. Without it H2 loses commits of the last moments with the process. */
    private static String h2Url(Path data) {
        if (data.toString().contains(";")) {
            throw new UsageException(DATA + " must not contain ';'");
        }
        return "jdbc:h2:file:" + data.resolve(STORE_NAME) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";
    }
}
