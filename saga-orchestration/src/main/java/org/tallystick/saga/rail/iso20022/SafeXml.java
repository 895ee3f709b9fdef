package org.tallystick.saga.rail.iso20022;

import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML from outside: no document type, no entity of any kind, nothing fetched, nesting limited. */
final class SafeXml {
    private static final int DEEPEST = 64;
    private static final XMLInputFactory FACTORY = factory();

    private SafeXml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty("jdk.xml.maxElementDepth", DEEPEST);
        return factory;
    }

    static XMLStreamReader open(InputStream bytes) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(bytes);
    }

    /** The next event. @throws UnusableFileException at a document type or an entity */
    static int next(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamReader.DTD) {
            throw new UnusableFileException("it has a document type, which no bank message has");
        } else if (event == XMLStreamReader.ENTITY_REFERENCE) {
            throw new UnusableFileException("it refers to an entity, which no bank message does");
        }
        return event;
    }

    /** Takes one child element; when it returns, the reader stands at the end tag of the child. */
    interface Child {
        void read(String name) throws XMLStreamException;
    }

    /** Goes through the children of the element at whose start tag the reader stands; ends at its end tag. */
    static void children(XMLStreamReader xml, Child child) throws XMLStreamException {
        while (next(xml) != XMLStreamReader.END_ELEMENT) {
            if (xml.isStartElement()) {
                child.read(xml.getLocalName());
            }
        }
    }
}
