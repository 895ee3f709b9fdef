package org.tallystick.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.tallystick.answers.CommandAnswer;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Headers;
import org.tallystick.api.Preference;
import org.tallystick.values.Position;

/**
 * Calls the methods of the API that take parts of the path and the request, and answer with a status, headers and what is
 * written as JSON.
 * The adapter of the framework is for methods of any shape: what it looks up and builds for each request takes as long as
 * such a method itself. It still calls all others.
 */
final class ApiMethodAdapter implements HandlerAdapter, Ordered {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final Map<Method, Optional<Call>> calls = new ConcurrentHashMap<>();

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public boolean supports(Object handler) {
        return handler instanceof HandlerMethod method && call(method).isPresent();
    }

    @Override
    public ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        HandlerMethod method = (HandlerMethod) handler;
        ResponseEntity<?> answer = call(method).orElseThrow().on(method.getBean(), request, response);
        if (answer != null) {
            write(answer, request, response);
        }
        return null;
    }

    private Optional<Call> call(HandlerMethod method) {
        Optional<Call> known = calls.get(method.getMethod()); // takes no lock, as the other may
        return known == null ? calls.computeIfAbsent(method.getMethod(), Call::to) : known;
    }

    private static void write(ResponseEntity<?> answer, HttpServletRequest request, HttpServletResponse response)
            throws AsyncRequestNotUsableException {
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> {
            response.setHeader(name, values.get(0));
            values.subList(1, values.size()).forEach(value -> response.addHeader(name, value));
        });
        if (answer.getBody() != null) {
            if (response.getContentType() == null) {
                response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            }
            byte[] body = body(answer, request, response);
            response.setContentLength(body.length);
            try {
                response.getOutputStream().write(body);
            } catch (IOException e) {
                throw new AsyncRequestNotUsableException("The client went away", e);
            }
        }
    }

    private static byte[] body(ResponseEntity<?> answer, HttpServletRequest request, HttpServletResponse response) {
        Object whole = answer.getBody();
        if (whole instanceof byte[] written) {
            return written;
        }
        if (whole instanceof CommandAnswer command
                && !READS.contains(request.getMethod())
                && Preference.isMinimal(request.getHeaders(Headers.PREFER))) {
            response.setHeader(Headers.PREFERENCE_APPLIED, Preference.MINIMAL);
            return ApiJson.write(command.minimal(position(answer)));
        }
        return ApiJson.write(whole, RequestedForm.amounts(request));
    }

    private static Position position(ResponseEntity<?> answer) {
        return new Position(Long.parseLong(answer.getHeaders().getFirst(Headers.POSITION)));
    }

    private interface Argument {
        Object of(HttpServletRequest request, HttpServletResponse response);
    }

    /** @param arguments where the value of each parameter comes from */
    private record Call(Method method, List<Argument> arguments) {
        /** Of parameters that only the framework knows how to fill. */
        private static final Argument OTHER = (request, response) -> null;

        /** Empty when the method has another shape. */
        static Optional<Call> to(Method method) {
            List<Argument> arguments =
                    Arrays.stream(method.getParameters()).map(Call::argument).toList();
            if (arguments.contains(OTHER) || method.getReturnType() != ResponseEntity.class) {
                return Optional.empty();
            }
            method.setAccessible(true);
            return Optional.of(new Call(method, arguments));
        }

        private static Argument argument(Parameter parameter) {
            if (parameter.getType() == HttpServletRequest.class) {
                return (request, response) -> request;
            }
            if (parameter.getType() == HttpServletResponse.class) {
                return (request, response) -> response;
            }
            PathVariable inPath = parameter.getAnnotation(PathVariable.class);
            if (parameter.getType() != String.class
                    || inPath == null
                    || !inPath.value().isEmpty()) {
                return OTHER;
            }
            String name = parameter.getName();
            return (request, response) -> partsOfPath(request).get(name);
        }

        private static Map<?, ?> partsOfPath(HttpServletRequest request) {
            return (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        }

        ResponseEntity<?> on(Object controller, HttpServletRequest request, HttpServletResponse response)
                throws Exception {
            Object[] values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).of(request, response);
            }
            try {
                return (ResponseEntity<?>) method.invoke(controller, values);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof Exception thrown) {
                    throw thrown;
                }
                throw e;
            }
        }
    }
}
