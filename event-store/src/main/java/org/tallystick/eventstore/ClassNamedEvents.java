package org.tallystick.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.Optional;
import org.axonframework.serialization.Revision;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.smile.SmileMapper;

/** See {@link EventTypes#namedByClass}. Whoever wants to rename a class brings types of his own. */
final class ClassNamedEvents implements EventTypes {
    private static final ObjectMapper MAPPER = SmileMapper.builder()
            .changeDefaultVisibility(visible -> visible.withFieldVisibility(Visibility.ANY))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ClassLoader loader;
    private final ClassValue<StoredType> types = new ClassValue<>() {
        @Override
        protected StoredType computeValue(Class<?> type) {
            Revision revision = type.getAnnotation(Revision.class);
            return new StoredType(type.getName(), revision == null ? 1 : Integer.parseInt(revision.value()), type);
        }
    };

    ClassNamedEvents(ClassLoader loader) {
        this.loader = loader;
    }

    /** @throws NumberFormatException when its revision is not a whole number */
    @Override
    public StoredType of(Object payload) {
        return types.get(payload.getClass());
    }

    @Override
    public Optional<StoredType> named(String logicalName) {
        return ClassUtils.isPresent(logicalName, loader)
                ? Optional.of(types.get(ClassUtils.resolveClassName(logicalName, loader)))
                : Optional.empty();
    }

    @Override
    public ObjectMapper mapper() {
        return MAPPER;
    }
}
