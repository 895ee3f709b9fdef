package org.tallystick.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Settings mean the same wherever they come from, and none is ignored. */
class SettingSourcesTest {
    /** The name of a meter is none of a setting. */
    private static final Pattern LITERAL =
            Pattern.compile("(?<!builder\\(\\s{0,60})\"(?:\\$\\{)?(tallystick\\.[a-z0-9.-]+)");

    private static PropertySource<?> option(String... settings) {
        return new SimpleCommandLinePropertySource(
                Stream.of(settings).map(each -> "--" + each).toArray(String[]::new));
    }

    private static PropertySource<?> property(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return new PropertiesPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, properties);
    }

    private static PropertySource<?> environment(Map<String, Object> variables) {
        return new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables);
    }

    private static PropertySource<?> variable(String name, String value) {
        return environment(Map.of(name, value));
    }

    private static PropertySource<?> yaml(String text) {
        try {
            return new YamlPropertySourceLoader()
                    .load("file", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "settings.yaml"))
                    .get(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static StandardEnvironment gathered(PropertySource<?>... sources) {
        StandardEnvironment environment = new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources none) {}
        };
        Stream.of(sources).forEach(environment.getPropertySources()::addLast);
        SettingSources.gather(environment);
        return environment;
    }

    private static Map<String, String> all(PropertySource<?>... sources) {
        return Settings.under(gathered(sources), KnownSettings.PREFIX).values();
    }

    /** Below the prefix. */
    private static Stream<String> names() {
        return KnownSettings.ALL.stream()
                .filter(KnownSetting::hasGeneral)
                .map(KnownSetting::name)
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSettingMeansTheSameFromEverywhere(String name) {
        String dotted = "tallystick." + name;
        Map<String, String> expected = Map.of(name, "PT7M");
        String variable = dotted.replace('.', '_');
        assertThat(all(option(dotted + "=PT7M"))).isEqualTo(expected);
        assertThat(all(option(dotted.replace('-', '_') + "=PT7M"))).isEqualTo(expected);
        assertThat(all(option(camelCase(dotted) + "=PT7M"))).isEqualTo(expected);
        assertThat(all(property(dotted, "PT7M"))).isEqualTo(expected);
        assertThat(all(variable(variable.replace("-", "").toUpperCase(), "PT7M")))
                .isEqualTo(expected);
        assertThat(all(variable(variable.replace('-', '_').toUpperCase(), "PT7M")))
                .isEqualTo(expected);
        assertThat(all(variable(variable.replace("-", ""), "PT7M"))).isEqualTo(expected);
        assertThat(all(variable(dotted, "PT7M"))).isEqualTo(expected);
        assertThat(all(yaml(nested(dotted, "PT7M")))).isEqualTo(expected);
        assertThat(all(yaml(dotted + ": PT7M"))).isEqualTo(expected);
        assertThat(gathered(variable(variable.replace("-", "").toUpperCase(), "PT7M"))
                        .getProperty(dotted))
                .isEqualTo("PT7M");
    }

    private static String camelCase(String dashed) {
        return Pattern.compile("-([a-z])")
                .matcher(dashed)
                .replaceAll(found -> found.group(1).toUpperCase());
    }

    private static String nested(String dotted, String value) {
        StringBuilder lines = new StringBuilder();
        String indent = "";
        for (String element : dotted.split("\\.")) {
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(indent)
                    .append(element)
                    .append(':');
            indent += "  ";
        }
        return lines + " " + value;
    }

    @ParameterizedTest
    @CsvSource({
        "payments.approval, books.EUR/2, PAYMENTS_APPROVAL_BOOKS_EUR_2",
        "payments.clearing, books.http, PAYMENTS_CLEARING_BOOKS_HTTP",
        "payments.answer-within, iso20022, PAYMENTS_ANSWERWITHIN_ISO20022",
        "transfers.exchange, books, TRANSFERS_EXCHANGE_BOOKS"
    })
    void aMapMeansTheSameKeyByKeyAndAsOneValue(String name, String key, String variable) {
        String dotted = "tallystick." + name;
        Map<String, String> expected = Map.of(name + "." + key, "v");
        assertThat(all(option(dotted + "." + key + "=v"))).isEqualTo(expected);
        assertThat(all(option(dotted + "=" + key + "=v"))).isEqualTo(expected);
        assertThat(all(option(camelCase(dotted) + "[" + key + "]=v"))).isEqualTo(expected);
        assertThat(all(property(dotted + "." + key, "v"))).isEqualTo(expected);
        assertThat(all(yaml(nested(dotted + "." + key, "v")))).isEqualTo(expected);
        assertThat(all(yaml(nested(dotted, key + "=v")))).isEqualTo(expected);
        assertThat(all(variable("TALLYSTICK_" + variable, "v"))).isEqualTo(expected);
        String whole = "TALLYSTICK_" + name.replace("-", "").replace('.', '_').toUpperCase();
        assertThat(all(variable(whole, key + "=v"))).isEqualTo(expected);
        assertThat(all(variable(whole, " " + key + " = v ; other.XYZ/0=w;")))
                .isEqualTo(Map.of(name + "." + key, "v", name + ".other.XYZ/0", "w"));
    }

    @Test
    void aValueWithoutAKeyStandsForAllOthers() {
        assertThat(all(variable("TALLYSTICK_PAYMENTS_ANSWERWITHIN", "PT1M;http=PT1H")))
                .isEqualTo(Map.of("payments.answer-within", "PT1M", "payments.answer-within.http", "PT1H"));
        assertThat(all(variable("TALLYSTICK_TRANSFERS_EXCHANGE", "exchange:{ledger}")))
                .isEqualTo(Map.of("transfers.exchange", "exchange:{ledger}"));
    }

    @Test
    void aListMayBeOneOfYaml() {
        assertThat(all(yaml("tallystick.hosts:\n  - a\n  - b"))).isEqualTo(Map.of("hosts", "a,b"));
        assertThat(all(option("tallystick.hosts=a,b"))).isEqualTo(Map.of("hosts", "a,b"));
        assertThat(all(variable("TALLYSTICK_ORIGINS", "a,b"))).isEqualTo(Map.of("origins", "a,b"));
    }

    @Test
    void valuesOfYamlThatAreNoTextAreRead() {
        assertThat(all(yaml("tallystick.rails.http.attempts: 5\ntallystick.screening.rules: true")))
                .isEqualTo(Map.of("rails.http.attempts", "5", "screening.rules", "true"));
    }

    @Test
    void theFirstPlaceWins() {
        assertThat(all(
                        option("tallystick.payments.step-within=PT1M"),
                        property("tallystick.payments.stepWithin", "PT2M"),
                        variable("TALLYSTICK_PAYMENTS_STEPWITHIN", "PT3M")))
                .isEqualTo(Map.of("payments.step-within", "PT1M"));
        assertThat(all(
                        option("tallystick.payments.approval.books.EUR/2=1"),
                        variable("TALLYSTICK_PAYMENTS_APPROVAL", "books.EUR/2=2;*.EUR/2=3")))
                .isEqualTo(Map.of("payments.approval.books.EUR/2", "1", "payments.approval.*.EUR/2", "3"));
    }

    @Test
    void placeholdersAreFilled() {
        assertThat(all(option("tallystick.screening.rules=${dir}/r", "dir=/etc")))
                .isEqualTo(Map.of("screening.rules", "/etc/r"));
        refused("${nowhere}", option("tallystick.screening.rules=${nowhere}"));
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearestRightOne() {
        refused("--tallystick.payments.step-within?", option("tallystick.payments.step-witin=PT1M"));
        refused("-Dtallystick.screening.rules?", property("tallystick.screning.rules", "f"));
        refused("TALLYSTICK_SCREENING_RULES?", variable("TALLYSTICK_SCREENING_RULE", "f"));
        refused("TALLYSTICK_PAYMENTS_APPROVAL?", variable("tallystick_payments_aproval", "f"));
        refused(" tallystick.rails.iso20022.folder?", yaml("tallystick.rails.iso2022.folder: f"));
        refused("settings.yaml] - 3:10", yaml("tallystick:\n  transfers:\n    xch: f"));
        refused("tallystick.payments.approval.books.EUR/2?", yaml("tallystick.payments.aproval.books.EUR/2: 1"));
        refused("tallystick.data?", yaml("TALLYSTICK_DATA: x"));
        refused("--tallystick.data?", option("tallystick-data=x"));
        refused("--tallystick.data?", option("tallystick.data.=x"));
        refused("--tallystick.data?", option("tallystick.data.dir=x"));
        refused("--tallystick.hosts?", option("tallystick.hosts.first=x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TALLYSTICK_TERMINAL", "TALLYSTICK_ROLES", "tallystick.nothing", "Tallystick_Nothing"})
    void whatIsNoSettingIsRefusedInTheEnvironment(String name) {
        refused("did you mean", variable(name, "true"));
    }

    @Test
    void whatOthersSetIsLeftAlone() {
        assertThat(all(
                        environment(Map.of(
                                "TALLYSTICK_JAVA_OPTS", "-Xmx2g",
                                "TALLYSTICK_JAVA_HOME", "/jdk",
                                "TALLYSTICK_SERVICE_HOST", "10.0.0.1",
                                "TALLYSTICK_SERVICE_PORT_HTTP", "80",
                                "TALLYSTICK_PORT", "tcp://10.0.0.1:80",
                                "TALLYSTICK_PORT_80_TCP_ADDR", "10.0.0.1",
                                "TALLYSTICKS", "3")),
                        property("tallystick.terminal", "true")))
                .isEmpty();
    }

    @Test
    void anEmptyValueIsRefusedAndAnEmptyBranchIsNone() {
        refused("TALLYSTICK_SCREENING_RULES", variable("TALLYSTICK_SCREENING_RULES", ""));
        refused("--tallystick.data", option("tallystick.data"));
        refused("tallystick.screening.rules", yaml("tallystick.screening.rules:"));
        refused("TALLYSTICK_PAYMENTS_APPROVAL", variable("TALLYSTICK_PAYMENTS_APPROVAL", " ; "));
        assertThat(all(yaml("tallystick:\n  payments:\n  #  step-within: PT1M")))
                .isEmpty();
    }

    @Test
    void aMapOutOfItsFormIsRefused() {
        refused("LEDGER.ASSET=VALUE", variable("TALLYSTICK_PAYMENTS_APPROVAL", "100"));
        refused("LEDGER.ASSET=VALUE", variable("TALLYSTICK_PAYMENTS_APPROVAL", "books.EUR/2="));
        refused("TALLYSTICK_PAYMENTS_APPROVAL='", variable("TALLYSTICK_PAYMENTS_APPROVAL_MY_BOOKS_EUR_2", "1"));
        refused("TALLYSTICK_TRANSFERS_EXCHANGE='", variable("TALLYSTICK_TRANSFERS_EXCHANGE_MY_BOOKS", "a"));
    }

    @Test
    void aSettingIsGivenOnceInOnePlace() {
        refused("twice", option("tallystick.payments.step-within=PT1M", "tallystick.payments.stepWithin=PT2M"));
        refused("twice", variable("TALLYSTICK_PAYMENTS_APPROVAL", "a.EUR/2=1;a.EUR/2=2"));
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("TALLYSTICK_PAYMENTS_STEPWITHIN", "PT1M");
        both.put("TALLYSTICK_PAYMENTS_STEP_WITHIN", "PT2M");
        refused("twice", environment(both));
        assertThatThrownBy(() -> SettingSources.requireOnce("--tallystick.data=a", "--tallystick.data=b"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--tallystick.data is given twice");
    }

    private static void refused(String message, PropertySource<?>... sources) {
        assertThatThrownBy(() -> gathered(sources))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message)
                .extracting(e -> e.getMessage().lines().count())
                .isEqualTo(1L);
    }

    /** So that the next setting is not forgotten: what the code names is on the list, and the list is in the manual. */
    @Test
    void theListIsWhatTheCodeReadsAndTheManualSays() throws IOException {
        String code = sources();
        Matcher literals = LITERAL.matcher(code);
        while (literals.find()) {
            String name = literals.group(1);
            boolean isPrefix = name.endsWith(".")
                    && KnownSettings.isFamily(name.substring(KnownSettings.PREFIX.length(), name.length() - 1));
            boolean isLaunchers = name.equals("tallystick.terminal");
            assertThat(isPrefix
                            || isLaunchers
                            || KnownSettings.named(name).isPresent()
                            || name.equals("tallystick.rails"))
                    .as(name)
                    .isTrue();
        }
        String manual = Files.readString(Path.of("../docs/operating.md"));
        for (KnownSetting setting : KnownSettings.ALL) {
            String last = setting.name().replaceFirst("^(payments|rails\\.[a-z0-9]+|screening|transfers)\\.", "");
            assertThat(manual.contains(last)).as(setting.name()).isTrue();
            assertThat(code.contains("\"" + last) || code.contains(KnownSettings.PREFIX + setting.name()))
                    .as(setting.name())
                    .isTrue();
        }
    }

    private static String sources() throws IOException {
        List<Path> modules;
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            modules = folders.map(each -> each.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
        }
        StringBuilder all = new StringBuilder();
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                        .filter(each -> !each.endsWith("KnownSettings.java"))
                        .collect(Collectors.toList())) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }
}
