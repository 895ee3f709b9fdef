package org.tallystick.saga.rail.iso20022;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.tallystick.saga.rail.RailNews;

/**
 * Reads a {@code camt.054}. Of the entries that are booked, a debit settles the payment that it names, and a credit that
 * says why it was returned returns it. Other credits are other people's payments to us, and no news.
 */
final class BankNotification {
    private final List<BankNotice> notices = new ArrayList<>();

    List<BankNotice> read(XMLStreamReader xml) throws XMLStreamException {
        SafeXml.children(xml, name -> {
            if (name.equals("Ntfctn")) {
                SafeXml.children(xml, inner -> {
                    if (inner.equals("Ntry")) {
                        entry(xml);
                    } else {
                        XmlElement.read(xml);
                    }
                });
            } else {
                XmlElement.read(xml);
            }
        });
        return notices;
    }

    private void entry(XMLStreamReader xml) throws XMLStreamException {
        Map<String, XmlElement> entry = new HashMap<>();
        List<XmlElement> transactions = new ArrayList<>();
        SafeXml.children(xml, name -> {
            if (name.equals("NtryDtls")) {
                details(xml, transactions);
            } else {
                entry.putIfAbsent(name, XmlElement.read(xml));
            }
        });
        XmlElement whole = new XmlElement("Ntry", Map.of(), "", List.copyOf(entry.values()));
        if (isBooked(whole)) {
            if (transactions.isEmpty()) {
                transactions.add(whole);
            }
            transactions.forEach(transaction -> add(whole, transaction));
        }
    }

    private static void details(XMLStreamReader xml, List<XmlElement> transactions) throws XMLStreamException {
        SafeXml.children(xml, name -> {
            XmlElement element = XmlElement.read(xml);
            if (name.equals("TxDtls")) {
                transactions.add(element);
            }
        });
    }

    /** The status is a code of its own since the eighth version; before, it was the text. */
    private static boolean isBooked(XmlElement entry) {
        return "BOOK".equals(entry.text("Sts", "Cd")) || "BOOK".equals(entry.text("Sts"));
    }

    private void add(XmlElement entry, XmlElement transaction) {
        RailNews.Kind kind = kind(entry, transaction);
        if (kind == null) {
            return;
        }
        XmlElement amount = amount(entry, transaction);
        String code = transaction.text("RtrInf", "Rsn", "Cd");
        notices.add(new BankNotice(
                kind,
                transaction.text("Refs", "EndToEndId"),
                amount == null ? null : Decimals.parse(amount.text()),
                amount == null ? null : amount.attributes().get("Ccy"),
                reference(entry, transaction),
                code == null ? transaction.text("RtrInf", "Rsn", "Prtry") : code,
                transaction.text("RtrInf", "AddtlInf")));
    }

    private static RailNews.Kind kind(XmlElement entry, XmlElement transaction) {
        String side = transaction.text("CdtDbtInd");
        boolean reversal = entry.flag("RvslInd");
        if (isDebit(side == null ? entry.text("CdtDbtInd") : side)) {
            return reversal ? null : RailNews.Kind.SETTLED;
        }
        return reversal || transaction.at("RtrInf") != null ? RailNews.Kind.RETURNED : null;
    }

    private static boolean isDebit(String side) {
        if (!"DBIT".equals(side) && !"CRDT".equals(side)) {
            throw new UnusableFileException("there is an entry that is neither debit nor credit but " + side);
        }
        return side.equals("DBIT");
    }

    /** The bank's own, of the transaction or of the entry that it is in: it tells one booking from the next. */
    private static String reference(XmlElement entry, XmlElement transaction) {
        String own = transaction.text("Refs", "AcctSvcrRef");
        return own == null ? entry.text("AcctSvcrRef") : own;
    }

    /** What we ordered, where the bank repeats it; else what it booked. */
    private static XmlElement amount(XmlElement entry, XmlElement transaction) {
        XmlElement instructed = transaction.at("AmtDtls", "InstdAmt", "Amt");
        XmlElement booked = transaction.at("Amt");
        return instructed != null ? instructed : booked != null ? booked : entry.at("Amt");
    }
}
