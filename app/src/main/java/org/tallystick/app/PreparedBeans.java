package org.tallystick.app;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.ClassUtils;
import org.tallystick.app.settings.UsageException;

/**
 * Lets a start take the beans that were determined when the program was built, which is about a second faster. These follow
 * from the packaged settings alone: a start with other settings that beans depend on determines its beans by itself.
 */
final class PreparedBeans implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    private static final String PACKAGED = "class path resource [application.yaml]";

    private static final Class<?> APPLICATION = TallystickApplication.class;
    private static final String INITIALIZER = APPLICATION.getName() + "__ApplicationContextInitializer";

    /** What the conditions of beans ask for. */
    private static final List<ConfigurationPropertyName> DECIDING =
            names("spring", "management", "server", "axon", "tallystick.rails");

    /** Of these, what no condition asks for, or only whether it is there, which it always is. */
    private static final List<ConfigurationPropertyName> FREE = names(
            "axon.timeout",
            "spring.aot.processing",
            "spring.application",
            "spring.config",
            "spring.datasource.hikari",
            "spring.datasource.password",
            "spring.datasource.url",
            "spring.datasource.username",
            "server.address",
            "server.port",
            "server.ssl");

    private static List<ConfigurationPropertyName> names(String... names) {
        return Stream.of(names).map(ConfigurationPropertyName::of).toList();
    }

    /** Sets an application up, before it is run. What is decided for its start holds until {@link #settled}. */
    static void offerTo(SpringApplication application) {
        application.setMainApplicationClass(APPLICATION);
        application.addListeners(new PreparedBeans());
    }

    /** A later start in this process decides anew. */
    static void settled() {
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        String deciding = decidingIn(event.getEnvironment());
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            if (deciding != null) {
                throw new UsageException(deciding + " is set while the program is built, and would hold for ever");
            }
        } else if (deciding == null && ClassUtils.isPresent(INITIALIZER, null)) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        }
    }

    /** The name of a setting that beans depend on and that was not packaged, or null. */
    private static String decidingIn(ConfigurableEnvironment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names && !isPackaged(source)) {
                for (ConfigurationPropertyName name : names) {
                    if (isIn(DECIDING, name) && !isIn(FREE, name)) {
                        return name.toString();
                    }
                }
            }
        }
        return null;
    }

    private static boolean isPackaged(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> origin
                && origin.getName().contains(PACKAGED);
    }

    private static boolean isIn(List<ConfigurationPropertyName> parts, ConfigurationPropertyName name) {
        return parts.stream().anyMatch(part -> part.equals(name) || part.isAncestorOf(name));
    }

    /** After the one that reads the files of settings. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
