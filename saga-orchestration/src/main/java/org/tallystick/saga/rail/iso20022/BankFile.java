package org.tallystick.saga.rail.iso20022;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A message of the bank: {@code pain.002} (payment status report) or {@code camt.054} (debit credit notification) of ISO
 * 20022, in any version, since what is read of them is the same in all. Nothing is told before the whole was read.
 */
final class BankFile {
    private static final Pattern NAMESPACE =
            Pattern.compile("urn:iso:std:iso:20022:tech:xsd:(pain\\.002|camt\\.054)\\.001\\.[0-9]{2}");

    private BankFile() {}

    /**
     * @param paymentsIn tells the payments in a file of ours, and those of one currency unless it is null
     * @throws UnusableFileException with the reason for a person
     */
    static List<BankNotice> read(InputStream bytes, BiFunction<String, String, List<String>> paymentsIn) {
        List<BankNotice> notices = new ArrayList<>();
        try {
            XMLStreamReader xml = SafeXml.open(bytes);
            while (SafeXml.next(xml) != XMLStreamReader.START_ELEMENT) {
                // What may stand before the root: comments and processing instructions.
            }
            Matcher namespace = NAMESPACE.matcher(String.valueOf(xml.getNamespaceURI()));
            if (!xml.getLocalName().equals("Document") || !namespace.matches()) {
                throw new UnusableFileException(
                        "its root is " + xml.getName() + ", not that of a pain.002 or camt.054");
            }
            boolean report = namespace.group(1).equals("pain.002");
            SafeXml.children(
                    xml,
                    name -> notices.addAll(
                            report ? new StatusReport(paymentsIn).read(xml) : new BankNotification().read(xml)));
            while (xml.hasNext()) {
                SafeXml.next(xml);
            }
        } catch (XMLStreamException e) {
            throw new UnusableFileException(
                    "it is not well-formed: " + e.getMessage().replace('\n', ' '));
        }
        return notices;
    }
}
