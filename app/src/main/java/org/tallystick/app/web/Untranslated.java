package org.tallystick.app.web;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;

/** No message is translated. The framework's own source of none lists all locales of the JDK first, at each start. */
final class Untranslated implements MessageSource {

    @Override
    public String getMessage(String code, Object[] arguments, String otherwise, Locale locale) {
        return otherwise;
    }

    @Override
    public String getMessage(String code, Object[] arguments, Locale locale) {
        throw new NoSuchMessageException(code, locale);
    }

    @Override
    public String getMessage(MessageSourceResolvable message, Locale locale) {
        if (message.getDefaultMessage() == null) {
            throw new NoSuchMessageException(String.valueOf(message), locale);
        }
        return message.getDefaultMessage();
    }
}
