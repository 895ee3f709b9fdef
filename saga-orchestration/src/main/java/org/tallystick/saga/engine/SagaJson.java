package org.tallystick.saga.engine;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.tallystick.events.codec.ValuesModule;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** How sagas are stored: JSON of their fields, values as in events. */
final class SagaJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new ValuesModule())
            .changeDefaultVisibility(visible -> visible.with(JsonAutoDetect.Visibility.NONE)
                    .withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                    .withCreatorVisibility(JsonAutoDetect.Visibility.ANY))
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private SagaJson() {}

    static ObjectMapper mapper() {
        return MAPPER;
    }
}
