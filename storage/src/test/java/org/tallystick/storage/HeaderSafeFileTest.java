package org.tallystick.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which databases are opened through it. */
class HeaderSafeFileTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/data/books;WRITE_DELAY=0, jdbc:h2:mended:/data/books;WRITE_DELAY=0",
        "jdbc:h2:./books, jdbc:h2:mended:./books",
        "jdbc:h2:~/books, jdbc:h2:mended:~/books",
        "jdbc:h2:C:/data/books, jdbc:h2:mended:C:/data/books",
        "jdbc:h2:mended:/data/books, jdbc:h2:mended:/data/books",
        "jdbc:h2:mem:books, jdbc:h2:mem:books",
        "jdbc:h2:tcp://host/books, jdbc:h2:tcp://host/books",
        "jdbc:postgresql://host/books, jdbc:postgresql://host/books"
    })
    void filesOfTheEmbeddedDatabase(String configured, String opened) {
        assertThat(HeaderSafeFile.url(configured)).isEqualTo(opened);
    }
}
