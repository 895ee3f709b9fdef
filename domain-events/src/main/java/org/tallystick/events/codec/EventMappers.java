package org.tallystick.events.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.smile.SmileFactory;
import tools.jackson.dataformat.smile.SmileMapper;
import tools.jackson.dataformat.smile.SmileWriteFeature;

/** The two written forms of an event. Both hold the same tree; nulls and empty collections are left out. */
public final class EventMappers {
    private static final ObjectMapper JSON = configured(JsonMapper.builder());
    private static final ObjectMapper SMILE = configured(SmileMapper.builder(SmileFactory.builder()
            .enable(SmileWriteFeature.CHECK_SHARED_NAMES)
            .enable(SmileWriteFeature.CHECK_SHARED_STRING_VALUES)
            .build()));

    private EventMappers() {}

    /** Text, for people and for the API. */
    public static ObjectMapper json() {
        return JSON;
    }

    /** <a href="https://github.com/FasterXML/smile-format-specification">Smile</a>, for the store. */
    public static ObjectMapper smile() {
        return SMILE;
    }

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> ObjectMapper configured(B builder) {
        return builder.addModule(new ValuesModule())
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }
}
