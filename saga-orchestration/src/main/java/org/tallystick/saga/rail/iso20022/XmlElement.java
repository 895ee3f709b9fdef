package org.tallystick.saga.rail.iso20022;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One element of a message, read whole, with what is in it. Names are local ones. */
record XmlElement(String name, Map<String, String> attributes, String text, List<XmlElement> children) {
    private static final int MOST_ELEMENTS = 10_000;
    private static final int LONGEST_TEXT = 10_000;

    /** Reads the element at whose start tag the reader stands; ends at its end tag. */
    static XmlElement read(XMLStreamReader xml) throws XMLStreamException {
        return read(xml, new int[] {MOST_ELEMENTS});
    }

    private static XmlElement read(XMLStreamReader xml, int[] left) throws XMLStreamException {
        if (--left[0] < 0) {
            throw new UnusableFileException("one transaction has more than " + MOST_ELEMENTS + " elements");
        }
        String name = xml.getLocalName();
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        while (SafeXml.next(xml) != XMLStreamReader.END_ELEMENT) {
            if (xml.isStartElement()) {
                children.add(read(xml, left));
            } else if (xml.isCharacters() && text.append(xml.getText()).length() > LONGEST_TEXT) {
                throw new UnusableFileException("the text of " + name + " is longer than " + LONGEST_TEXT);
            }
        }
        return new XmlElement(name, attributes, text.toString().trim(), children);
    }

    List<XmlElement> all(String child) {
        return children.stream().filter(one -> one.name.equals(child)).toList();
    }

    /** The first element at a path below this one; null when there is none. */
    XmlElement at(String... path) {
        XmlElement at = this;
        for (String step : path) {
            at = at.all(step).stream().findFirst().orElse(null);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    /** The text at a path below this one; null when there is none or it is empty. */
    String text(String... path) {
        XmlElement found = at(path);
        return found == null || found.text.isEmpty() ? null : found.text;
    }

    /** An {@code xsd:boolean} in a child; false when there is none. Neither of both ways to write it is guessed. */
    boolean flag(String child) {
        String text = text(child);
        if (text == null || text.equals("false") || text.equals("0")) {
            return false;
        } else if (text.equals("true") || text.equals("1")) {
            return true;
        }
        throw new UnusableFileException(child + " is neither true nor false but " + text);
    }
}
