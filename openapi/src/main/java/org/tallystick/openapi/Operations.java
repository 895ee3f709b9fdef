package org.tallystick.openapi;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The operations of the API: the mappings of all controllers below {@code /v1}. */
final class Operations {
    private static final String API = "/v1/";

    private Operations() {}

    record Operation(RequestMethod verb, String path, Method method) {
        Class<?> controller() {
            return method.getDeclaringClass();
        }
    }

    /** By path and verb. */
    static List<Operation> in(String packages) throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        List<Operation> found = new ArrayList<>();
        for (var candidate : scan.findCandidateComponents(packages)) {
            Class<?> controller = Class.forName(candidate.getBeanClassName(), false, Operations.class.getClassLoader());
            for (Method method : controller.getDeclaredMethods()) {
                add(method, found);
            }
        }
        found.sort(Comparator.comparing(Operation::path).thenComparing(Operation::verb));
        return found;
    }

    private static void add(Method method, List<Operation> found) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping != null) {
            for (String path : mapping.path()) {
                for (RequestMethod verb : mapping.method()) {
                    if (path.startsWith(API)) {
                        found.add(new Operation(verb, path, method));
                    }
                }
            }
        }
    }
}
