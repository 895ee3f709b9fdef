package org.tallystick.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of all rounds. A ratio is to pgbench in the same round; what is shown is the median of the ratios. */
final class Table {
    private final List<Double> pgBench = new ArrayList<>();
    private final Map<Measurement, List<Row>> rows = new LinkedHashMap<>();

    private record Row(Figure figure, double ratio) {}

    void pgBench(double perSecond) {
        pgBench.add(perSecond);
    }

    void add(Measurement measurement, Figure figure) {
        double ratio = pgBench.isEmpty() ? Double.NaN : figure.value() / pgBench.get(pgBench.size() - 1);
        rows.computeIfAbsent(measurement, ignored -> new ArrayList<>()).add(new Row(figure, ratio));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(line("scenario", "contestant", "median", "lowest", "highest", "unit", "to pgbench", ""));
        if (!pgBench.isEmpty()) {
            text.append(line("pgbench", "PostgreSQL TPC-B", pgBench, Measurement.TRANSFERS, "1.00", ""));
        }
        rows.forEach((measurement, all) -> text.append(line(
                measurement.scenario(),
                measurement.contestant(),
                all.stream().map(row -> row.figure().value()).toList(),
                measurement.unit(),
                ratio(measurement, all),
                all.get(all.size() - 1).figure().note())));
        return text.toString();
    }

    private String ratio(Measurement measurement, List<Row> all) {
        return measurement.comparesToPgBench() && !pgBench.isEmpty()
                ? String.format(
                        Locale.ROOT, "%.2f", median(all.stream().map(Row::ratio).toList()))
                : "";
    }

    private static String line(
            String scenario, String contestant, List<Double> values, String unit, String ratio, String note) {
        return line(
                scenario,
                contestant,
                shown(median(values)),
                shown(values.stream().mapToDouble(v -> v).min().orElseThrow()),
                shown(values.stream().mapToDouble(v -> v).max().orElseThrow()),
                unit,
                ratio,
                note);
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, "%-18s %-22s %10s %10s %10s %-12s %10s  %s%n", (Object[]) cells);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%,.2f" : "%,.0f", value);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
