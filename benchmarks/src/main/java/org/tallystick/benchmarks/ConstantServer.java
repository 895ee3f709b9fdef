package org.tallystick.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The same web server and framework, with a handler that returns a constant of the size of a balance. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class ConstantServer {
    private static final byte[] ANSWER = "x".repeat(250).getBytes(StandardCharsets.US_ASCII);

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(ConstantServer.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "spring.threads.virtual.enabled", "true",
                "spring.main.banner-mode", "off",
                "spring.autoconfigure.exclude",
                        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                                + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "logging.level.root", "ERROR"));
        ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) application.run(args);
        System.out.println("http://127.0.0.1:" + context.getWebServer().getPort());
    }

    @GetMapping("/v1/ledgers/{ledger}/accounts/{address}")
    ResponseEntity<byte[]> get(@PathVariable String ledger, @PathVariable String address) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Tallystick-Position", "1")
                .body(ANSWER);
    }
}
