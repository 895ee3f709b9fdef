package org.tallystick.readmodels;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * New rows as PostgreSQL takes them fastest: by {@code COPY}, in its text format, which takes a value as any type that its
 * text can be read as (https://www.postgresql.org/docs/15/sql-copy.html, "Text Format").
 */
final class CopiedRows {
    /** Sent at once, in characters. */
    private static final int PIECE = 1 << 16;

    private CopiedRows() {}

    /** @param table with its version */
    static void insert(Connection connection, String table, List<String> columns, List<Object[]> rows)
            throws SQLException {
        int[] given = given(columns.size(), rows);
        String names = Arrays.stream(given).mapToObj(columns::get).collect(Collectors.joining(", "));
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        CopyIn target = copies.copyIn("COPY " + table + " (" + names + ") FROM STDIN");
        try {
            StringBuilder piece = new StringBuilder();
            for (Object[] row : rows) {
                addLine(row, given, piece);
                if (piece.length() >= PIECE) {
                    send(piece, target);
                }
            }
            send(piece, target);
            target.endCopy();
        } finally {
            if (target.isActive()) {
                target.cancelCopy();
            }
        }
    }

    /** The columns that have any value; the others need not be told. */
    private static int[] given(int columns, List<Object[]> rows) {
        return IntStream.range(0, columns)
                .filter(column -> rows.stream().anyMatch(row -> row[column] != null))
                .toArray();
    }

    private static void send(StringBuilder piece, CopyIn target) throws SQLException {
        byte[] bytes = piece.toString().getBytes(StandardCharsets.UTF_8);
        target.writeToCopy(bytes, 0, bytes.length);
        piece.setLength(0);
    }

    private static void addLine(Object[] row, int[] given, StringBuilder line) {
        for (int i = 0; i < given.length; i++) {
            if (i > 0) {
                line.append('\t');
            }
            add(row[given[i]], line);
        }
        line.append('\n');
    }

    private static void add(@Nullable Object value, StringBuilder line) {
        if (value == null) {
            line.append("\\N");
        } else if (value instanceof String text) {
            addEscaped(text, line);
        } else if (value instanceof byte[] bytes) {
            line.append("\\\\x").append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof BigDecimal number) {
            line.append(number.toPlainString());
        } else {
            line.append(value);
        }
    }

    private static void addEscaped(String text, StringBuilder line) {
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = escape(text.charAt(i));
            if (letter != 0) {
                line.append(text, begin, i).append('\\').append(letter);
                begin = i + 1;
            }
        }
        line.append(text, begin, text.length());
    }

    /** @return what stands for the character behind a backslash, or 0 for one that stands for itself */
    private static char escape(char character) {
        return switch (character) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }
}
