package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of metrics, the dashboard and the alert rules speak of what a process that has just started shows. */
class OperatingDocumentsTest extends ApiTest {
    private static final Path DOCS = Path.of("../docs").toAbsolutePath().normalize();
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| (`[a-z_`, ]+`) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");
    /** A name that is not a function, a label or the value of one. */
    private static final Pattern USED =
            Pattern.compile("\\b((?:tallystick|disk|http|jvm|process|hikaricp|logback)_[a-z_]+|up)\\b(?=[{\\[ )]|$)");

    /** Requests are there from the first one on, which is counted after it was answered. */
    private static String page() {
        api.get("/v1/ledgers");
        return Waiting.until(
                () -> api.get("/actuator/prometheus").text(),
                text -> text.contains("http_server_requests_seconds_count"));
    }

    /** A counter is shown with its ending, and listed with it. */
    private static Set<String> shown() {
        Set<String> names = new TreeSet<>();
        Matcher type = TYPE.matcher(page());
        while (type.find()) {
            names.add(type.group(1));
        }
        return names;
    }

    private static String metricsSection() throws IOException {
        String page = Files.readString(DOCS.resolve("operating.md"));
        return page.substring(page.indexOf("### Metrics"), page.indexOf("### Refusals"));
    }

    private static Set<String> listed() throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher row = LISTED.matcher(metricsSection());
        while (row.find()) {
            names.addAll(names(row.group(1)));
        }
        return names;
    }

    private static List<String> names(String text) {
        return NAME.matcher(text).results().map(name -> name.group(1)).toList();
    }

    /** The beginnings of the names of what libraries show. */
    private static List<String> families() throws IOException {
        String text = metricsSection();
        String sentence = text.substring(text.indexOf("Beside these"));
        return names(sentence.substring(0, sentence.indexOf('.')));
    }

    @Test
    void theListHasEveryMetricAndNoOther() throws IOException {
        Set<String> shown = shown();
        Set<String> listed = listed();
        List<String> families = families();
        assertThat(shown).containsAll(listed);
        assertThat(families).isNotEmpty().allMatch(family -> shown.stream().anyMatch(name -> name.startsWith(family)));
        shown.removeIf(name -> families.stream().anyMatch(name::startsWith));
        shown.removeIf(name -> name.endsWith("_max") && listed.contains(name.replaceFirst("_max$", "")));
        assertThat(listed).containsAll(shown);
    }

    @Test
    void theDashboardShowsOnlyMetricsThatThereAre() throws IOException {
        JsonNode dashboard =
                JsonMapper.builder().build().readTree(Files.readString(DOCS.resolve("operating/dashboard.json")));
        List<String> expressions =
                dashboard.findValues("expr").stream().map(JsonNode::asString).toList();
        assertThat(expressions).hasSizeGreaterThan(20);
        assertThatTheyName(metricsThatAreShown(), expressions);
    }

    @Test
    void alertsAreAboutMetricsThatThereAre() throws IOException {
        String rules = Files.readString(DOCS.resolve("operating/alerts.yaml"));
        List<String> expressions = Pattern.compile("(?m)^ {8}expr: (\\|\\n(?: {10}.*\\n)+|.*)")
                .matcher(rules)
                .results()
                .map(expression -> expression.group(1))
                .toList();
        assertThat(expressions).hasSize(rules.split("- alert: ").length - 1);
        Set<String> known = metricsThatAreShown();
        known.add("up");
        assertThatTheyName(known, expressions);
    }

    private static Set<String> metricsThatAreShown() {
        return Pattern.compile("(?m)^([a-z_0-9]+)[{ ]")
                .matcher(page())
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertThatTheyName(Set<String> known, List<String> expressions) {
        for (String expression : expressions) {
            List<String> used = USED.matcher(expression)
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            assertThat(used).as(expression).isNotEmpty().allMatch(known::contains);
        }
    }

    @Test
    void theAlertsFireWhenTheyShouldAndNotElse() throws Exception {
        Assumptions.assumeTrue(isInstalled(), "promtool is not installed");
        promtool("check", "rules", DOCS.resolve("operating/alerts.yaml").toString());
        promtool(
                "test",
                "rules",
                Path.of("src/test/resources/operating/alerts-test.yaml").toString());
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("promtool", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(20, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        }
    }

    private static void promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
