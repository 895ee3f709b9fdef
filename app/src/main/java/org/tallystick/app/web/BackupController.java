package org.tallystick.app.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Outcomes;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.storage.Database;

/** Hands out a copy of the embedded databases while they are used; it holds everything that was acknowledged before. */
@RestController
@Tag(name = "Operation")
class BackupController {
    private final List<BackupPart> parts;
    private final DataSource database;

    BackupController(List<BackupPart> parts, DataSource database) {
        this.parts = parts;
        this.database = database;
    }

    @GetMapping("/v1/backup")
    @Operation(
            operationId = "backup",
            summary = "A copy of the embedded database as a zip file",
            description = "409 unsupported on PostgreSQL, which has tools of its own for it.")
    @Outcomes(refused = "unsupported", file = "application/zip")
    void backup(HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException {
        Parameters.of(request.getParameterMap());
        if (Database.of(database) != Database.H2) {
            throw new ProblemException(
                    new Problem(409, "unsupported", "Back up this database with its own tools.", Map.of()));
        }
        Path copy = Files.createTempFile("tallystick-backup", ".zip");
        try {
            copyTo(copy);
            response.setContentType("application/zip");
            response.setContentLengthLong(Files.size(copy));
            try (OutputStream out = response.getOutputStream()) {
                Files.copy(copy, out);
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void copyTo(Path zip) throws IOException, SQLException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (BackupPart part : parts) {
                Path one = Files.createTempFile("tallystick-part", ".zip");
                try {
                    part.copyTo(one);
                    append(one, out);
                } finally {
                    Files.deleteIfExists(one);
                }
            }
        }
    }

    private static void append(Path zip, ZipOutputStream out) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(out);
                out.closeEntry();
            }
        }
    }
}
