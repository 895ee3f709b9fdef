package org.tallystick.app.web;

import java.util.Set;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * What describes the API is made when somebody asks for the description: few do, and it takes long. But for what nobody asks
 * for, since it only teaches the rest something.
 */
final class LazyDescription implements BeanFactoryPostProcessor {
    private static final String DESCRIPTION = "org.springdoc.";
    private static final Set<String> TEACHING = Set.of("initExtraSchemas", "modelConverterRegistrar");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        for (String name : factory.getBeanDefinitionNames()) {
            BeanDefinition definition = factory.getBeanDefinition(name);
            if (declaredBy(definition).startsWith(DESCRIPTION) && !TEACHING.contains(name)) {
                definition.setLazyInit(true);
            }
        }
    }

    private static String declaredBy(BeanDefinition definition) {
        if (definition instanceof AnnotatedBeanDefinition annotated && annotated.getFactoryMethodMetadata() != null) {
            return annotated.getFactoryMethodMetadata().getDeclaringClassName();
        }
        return definition.getBeanClassName() == null ? "" : definition.getBeanClassName();
    }
}
