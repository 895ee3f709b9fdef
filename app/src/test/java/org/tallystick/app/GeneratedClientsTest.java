package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Clients that are generated from the OpenAPI document run a wallet that was written from it. */
class GeneratedClientsTest extends ApiTest {
    private static final Path PROGRAMS = Path.of("src", "test", "clients").toAbsolutePath();

    private static Path document(Path folder) throws IOException {
        return Files.writeString(
                Files.createDirectories(folder).resolve("openapi.json"),
                api.get("/v3/api-docs").text());
    }

    private static void succeeds(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Tools.Said said = Tools.run(folder, environment, List.of(command));
        assertThat(said.code())
                .as(String.join(" ", command) + "\n" + said.text())
                .isZero();
    }

    @Test
    void aWalletInPython() throws IOException, InterruptedException {
        Path tools = Tools.python("python-client", "openapi-python-client==0.29.1");
        Assumptions.assumeTrue(tools != null, "openapi-python-client is not installed");
        Path folder = data.resolve("python");
        succeeds(
                folder,
                Map.of(),
                tools.resolve("openapi-python-client").toString(),
                "generate",
                "--path",
                document(folder).toString(),
                "--config",
                PROGRAMS.resolve("python/generator.yaml").toString(),
                "--meta",
                "none",
                "--output-path",
                folder.resolve("tallystick_client").toString());
        succeeds(
                folder,
                Map.of("PYTHONPATH", folder.toString(), "PYTHONDONTWRITEBYTECODE", "1"),
                tools.resolve("python").toString(),
                PROGRAMS.resolve("python/wallet.py").toString(),
                TallystickServer.url(server),
                "wallet-py");
    }

    @Test
    void aWalletInTypeScript() throws IOException, InterruptedException {
        Path tools = Tools.node(
                "node",
                "openapi-typescript@7.13.0",
                "openapi-fetch@0.17.0",
                "typescript@5.9.3",
                "@types/node@20.19.25");
        Assumptions.assumeTrue(tools != null, "openapi-typescript is not installed");
        Path programs = tools.resolve("node_modules/.bin");
        Path wallet = Files.copy(
                PROGRAMS.resolve("typescript/wallet.ts"),
                tools.resolve("wallet.ts"),
                StandardCopyOption.REPLACE_EXISTING);
        succeeds(
                tools,
                Map.of(),
                programs.resolve("openapi-typescript").toString(),
                document(tools).toString(),
                "--output",
                "tallystick.d.ts");
        succeeds(
                tools,
                Map.of(),
                programs.resolve("tsc").toString(),
                "--strict",
                "--module",
                "nodenext",
                "--target",
                "es2022",
                "--skipLibCheck",
                wallet.toString());
        succeeds(tools, Map.of(), "node", "wallet.js", TallystickServer.url(server), "wallet-ts");
    }
}
