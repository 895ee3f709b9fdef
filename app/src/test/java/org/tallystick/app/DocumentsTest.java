package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents are found from the front page, and lead nowhere that is not there. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void theFrontPageLeadsToEveryDocument() throws IOException {
        List<Path> linked = links(ROOT.resolve("README.md"));
        assertThat(documents())
                .filteredOn(each -> !each.getParent().endsWith("decisions"))
                .isNotEmpty()
                .allMatch(linked::contains);
        assertThat(linked).contains(ROOT.resolve("docs/decisions"));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>(documents());
        pages.add(ROOT.resolve("README.md"));
        for (Path page : pages) {
            assertThat(links(page)).as(page.toString()).allMatch(Files::exists);
        }
    }

    /** All but the front page: under {@code docs}, beside the front page, and at the top of a module. */
    private static List<Path> documents() throws IOException {
        try (Stream<Path> below = Files.walk(ROOT.resolve("docs"));
                Stream<Path> beside = Files.list(ROOT);
                Stream<Path> modules = Files.list(ROOT)) {
            return Stream.of(below, beside, modules.map(each -> each.resolve("README.md")))
                    .flatMap(each -> each)
                    .filter(each -> each.toString().endsWith(".md") && Files.isRegularFile(each))
                    .filter(each -> !each.equals(ROOT.resolve("README.md")))
                    .toList();
        }
    }

    private static List<Path> links(Path page) throws IOException {
        List<Path> found = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            found.add(page.resolveSibling(link.group(1)).normalize());
        }
        return found;
    }
}
