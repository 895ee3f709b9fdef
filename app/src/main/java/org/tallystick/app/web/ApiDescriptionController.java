package org.tallystick.app.web;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the OpenAPI document, which was made when the program was built. */
@RestController
class ApiDescriptionController {
    private final ClassPathResource document = new ClassPathResource("openapi.json");

    @GetMapping("/v3/api-docs")
    ResponseEntity<byte[]> document() throws IOException {
        try (InputStream in = document.getInputStream()) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(in.readAllBytes());
        }
    }
}
