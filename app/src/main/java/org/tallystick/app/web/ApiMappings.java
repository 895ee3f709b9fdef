package org.tallystick.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds the method for a path among those whose paths have as many segments. The search of the framework, which tries all
 * of them, decides when there is not exactly one.
 */
final class ApiMappings extends RequestMappingHandlerMapping {
    private final Map<Shape, List<Mapped>> byShape = new HashMap<>();

    private record Shape(String method, int segments) {}

    private record Mapped(RequestMappingInfo mapping, HandlerMethod handler) {}

    /** Before the mappings of the framework's own endpoints, which are asked far less often. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    protected void handlerMethodsInitialized(Map<RequestMappingInfo, HandlerMethod> handlers) {
        super.handlerMethodsInitialized(handlers);
        handlers.forEach((mapping, handler) -> {
            for (String pattern : mapping.getPatternValues()) {
                for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                    byShape.computeIfAbsent(new Shape(method.name(), segments(pattern)), shape -> new ArrayList<>())
                            .add(new Mapped(mapping, handler));
                }
            }
        });
    }

    private static int segments(String path) {
        int segments = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            segments++;
        }
        return segments;
    }

    @Override
    protected HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        RequestMappingInfo match = null;
        HandlerMethod handler = null;
        for (Mapped candidate : byShape.getOrDefault(new Shape(request.getMethod(), segments(path)), List.of())) {
            RequestMappingInfo matching = getMatchingMapping(candidate.mapping(), request);
            if (matching != null && match != null) {
                return super.lookupHandlerMethod(path, request);
            }
            if (matching != null) {
                match = matching;
                handler = candidate.handler();
            }
        }
        if (match == null) {
            return super.lookupHandlerMethod(path, request);
        }
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, handler);
        handleMatch(match, path, request);
        return handler;
    }
}
