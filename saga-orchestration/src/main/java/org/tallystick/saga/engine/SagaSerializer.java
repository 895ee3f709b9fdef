package org.tallystick.saga.engine;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.tallystick.events.codec.ValuesModule;
import tools.jackson.databind.DeserializationFeature;

/** How sagas, their deadlines and their progress are stored: JSON of their fields, values as in events. */
final class SagaSerializer {
    private SagaSerializer() {}

    static Serializer create() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(mapper -> mapper.addModule(new ValuesModule())
                        .changeDefaultVisibility(visible -> visible.with(JsonAutoDetect.Visibility.NONE)
                                .withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                                .withCreatorVisibility(JsonAutoDetect.Visibility.ANY))
                        .changeDefaultPropertyInclusion(
                                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                .build();
    }
}
