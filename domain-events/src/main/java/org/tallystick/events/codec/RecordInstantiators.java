package org.tallystick.events.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;

/** Calls the constructors of public records by handles that are kept. Jackson 3.1 adapts one anew for every call. */
final class RecordInstantiators extends ValueInstantiators.Base {

    @Override
    public ValueInstantiator modifyValueInstantiator(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueInstantiator usual) {
        if (bean.getBeanClass().isRecord()
                && usual instanceof StdValueInstantiator standard
                && standard.getWithArgsCreator() != null
                && standard.getWithArgsCreator().getAnnotated() instanceof Constructor<?> constructor
                && Modifier.isPublic(constructor.getModifiers())
                && Modifier.isPublic(constructor.getDeclaringClass().getModifiers())) {
            return new Kept(standard, constructor);
        }
        return usual;
    }

    private static final class Kept extends StdValueInstantiator {
        private final MethodHandle create;

        Kept(StdValueInstantiator standard, Constructor<?> constructor) {
            super(standard);
            try {
                create = MethodHandles.publicLookup()
                        .unreflectConstructor(constructor)
                        .asFixedArity()
                        .asSpreader(Object[].class, constructor.getParameterCount())
                        .asType(MethodType.methodType(Object.class, Object[].class));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(constructor + " cannot be called", e);
            }
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, Object[] values) {
            try {
                return (Object) create.invokeExact(values);
            } catch (Error e) {
                throw e;
            } catch (Throwable e) {
                return context.handleInstantiationProblem(_valueClass, values, rewrapCtorProblem(context, e));
            }
        }
    }
}
