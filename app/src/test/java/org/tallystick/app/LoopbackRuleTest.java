package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.app.settings.UsageException;

class LoopbackRuleTest {
    @TempDir
    Path folder;

    /** All of 127/8 reaches a Linux machine itself, so a second address of it tells who listens on every address. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPortForManagementListensWhereTheServerDoes() throws IOException {
        try (var server = TallystickServer.start(
                "--tallystick.data=" + folder, "--server.port=0", "--management.server.port=0")) {
            int port = server.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
            try (Socket own = new Socket("127.0.0.1", port)) {
                assertThat(own.isConnected()).isTrue();
            }
            assertThatThrownBy(() -> new Socket("127.0.0.2", port).close()).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void anAddressForManagementThatOthersReachIsRefused() {
        assertThatThrownBy(() -> TallystickServer.start(
                                "--tallystick.data=" + folder,
                                "--server.port=0",
                                "--management.server.port=0",
                                "--management.server.address=0.0.0.0")
                        .close())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("management.server.address=0.0.0.0");
    }

    @Test
    void thePortOfTheServerServesManagementToo() throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        try (var server = TallystickServer.start(
                "--tallystick.data=" + folder, "--server.port=" + free, "--management.server.port=" + free)) {
            assertThat(server.isRunning()).isTrue();
        }
    }
}
