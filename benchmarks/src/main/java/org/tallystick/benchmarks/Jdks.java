package org.tallystick.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JDKs of this machine. */
final class Jdks {
    private static final Path WHERE_DEBIAN_PUTS_THEM = Path.of("/usr/lib/jvm");

    private Jdks() {}

    static Path find(int version) throws IOException {
        try (Stream<Path> all = Files.list(WHERE_DEBIAN_PUTS_THEM)) {
            List<Path> found =
                    all.filter(home -> isVersion(home, version)).sorted().toList();
            if (found.isEmpty()) {
                throw new IOException("there is no JDK " + version + " in " + WHERE_DEBIAN_PUTS_THEM);
            }
            return found.get(0);
        }
    }

    private static boolean isVersion(Path home, int version) {
        try {
            return Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + version + ".");
        } catch (IOException e) {
            return false;
        }
    }
}
