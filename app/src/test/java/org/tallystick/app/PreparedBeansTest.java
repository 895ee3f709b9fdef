package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;

class PreparedBeansTest {
    @TempDir
    private Path data;

    @Test
    void anOrdinaryStartTakesThemAndHasTheBeansOfAnyOther() {
        Set<String> prepared = new TreeSet<>();
        try (ConfigurableApplicationContext server = start("--spring.datasource.hikari.maximum-pool-size=12")) {
            assertThat(areDeterminedHere(server)).isFalse();
            prepared.addAll(beans(server));
        }
        try (ConfigurableApplicationContext server = start("--management.nothing=1")) {
            assertThat(areDeterminedHere(server)).isTrue();
            assertThat(beans(server)).isEqualTo(prepared);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--management.endpoints.web.exposure.include=health",
                "--spring.profiles.active=other",
                "--server.forward-headers-strategy=framework",
                "--tallystick.rails.http.url=http://127.0.0.1:1"
            })
    void settingsThatBeansDependOnAreFollowed(String setting) {
        try (ConfigurableApplicationContext server =
                start(setting, "--tallystick.rails.http.secret=a-secret-of-some-length")) {
            assertThat(areDeterminedHere(server)).isTrue();
        }
    }

    private ConfigurableApplicationContext start(String... settings) {
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--tallystick.data=" + data));
        all.addAll(Arrays.asList(settings));
        return TallystickServer.start(all.toArray(String[]::new));
    }

    private static boolean areDeterminedHere(ConfigurableApplicationContext server) {
        return server.containsBean(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME);
    }

    /** Without what only serves to determine others. */
    private static Set<String> beans(ConfigurableApplicationContext server) {
        Set<String> names = new TreeSet<>(Arrays.asList(server.getBeanDefinitionNames()));
        names.removeIf(name -> name.contains(".internal"));
        return names;
    }
}
