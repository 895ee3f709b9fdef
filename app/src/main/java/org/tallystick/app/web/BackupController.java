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
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.command.journal.Database;
import org.tallystick.command.journal.Store;

/** Hands out a copy of the embedded journal while it is used; it holds everything that was acknowledged before. */
@RestController
@Tag(name = "Operation")
class BackupController {
    private final Store store;
    private final DataSource database;

    BackupController(Store store, DataSource database) {
        this.store = store;
        this.database = database;
    }

    @GetMapping("/v1/backup")
    @Operation(
            summary = "A copy of the embedded database as a zip file",
            description = "409 unsupported on PostgreSQL, which has tools of its own for it.")
    void backup(HttpServletRequest request, HttpServletResponse response) throws IOException, SQLException {
        Parameters.of(request.getParameterMap());
        if (Database.of(database) != Database.H2) {
            throw new ProblemException(
                    new Problem(409, "unsupported", "Back up this database with its own tools.", Map.of()));
        }
        Path copy = Files.createTempFile("tallystick-backup", ".zip");
        try {
            store.backup(copy);
            response.setContentType("application/zip");
            response.setContentLengthLong(Files.size(copy));
            try (OutputStream out = response.getOutputStream()) {
                Files.copy(copy, out);
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
