package org.tallystick.openapi;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the sources say of types in their Javadoc, which classes do not have any more. */
final class Javadocs {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private final List<Path> roots;
    private final Map<Class<?>, Map<String, Said>> files = new HashMap<>();

    /** @param roots of sources */
    Javadocs(List<Path> roots) {
        this.roots = roots;
    }

    /**
     * What is said of a type.
     *
     * @param text null where nothing is
     * @param members by their names, those of which something is said
     */
    record Said(String text, Map<String, String> members) {
        private static final Said NOTHING = new Said(null, Map.of());
    }

    Said of(Class<?> type) {
        Class<?> file = type;
        while (file.getEnclosingClass() != null) {
            file = file.getEnclosingClass();
        }
        return files.computeIfAbsent(file, this::read).getOrDefault(type.getSimpleName(), Said.NOTHING);
    }

    private Map<String, Said> read(Class<?> file) {
        String name = file.getName().replace('.', '/') + ".java";
        Map<String, Said> found = new HashMap<>();
        for (Path root : roots) {
            Path source = root.resolve(name);
            if (Files.exists(source)) {
                parse(source, found);
            }
        }
        return found;
    }

    private static void parse(Path source, Map<String, Said> found) {
        try (StandardJavaFileManager sources = COMPILER.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) COMPILER.getTask(
                    null, sources, null, List.of("-proc:none"), null, sources.getJavaFileObjects(source));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Types(comments, found).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Types extends TreePathScanner<Void, Void> {
        private final DocTrees comments;
        private final Map<String, Said> found;

        Types(DocTrees comments, Map<String, Said> found) {
            this.comments = comments;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            DocCommentTree comment = comments.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                found.put(type.getSimpleName().toString(), said(comment));
            }
            return super.visitClass(type, nothing);
        }

        private static Said said(DocCommentTree comment) {
            Map<String, String> members = new HashMap<>();
            for (DocTree tag : comment.getBlockTags()) {
                if (tag instanceof ParamTree param && !param.isTypeParameter()) {
                    members.put(param.getName().toString(), text(param.getDescription()));
                }
            }
            String text = text(comment.getFullBody());
            return new Said(text.isEmpty() ? null : text, members);
        }

        private static String words(List<? extends DocTree> parts) {
            return parts.stream()
                    .map(Types::text)
                    .collect(Collectors.joining())
                    .replaceAll("\\s+", " ")
                    .strip();
        }

        private static String text(List<? extends DocTree> parts) {
            String text = words(parts);
            return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        }

        private static String text(DocTree part) {
            if (part instanceof LiteralTree literal) {
                return literal.getBody().getBody();
            }
            if (part instanceof StartElementTree || part instanceof EndElementTree) {
                return "";
            }
            if (part instanceof LinkTree link) {
                return link.getLabel().isEmpty() ? link.getReference().getSignature() : words(link.getLabel());
            }
            return part.toString();
        }
    }
}
