package org.tallystick.answers;

import java.util.List;
import org.tallystick.values.PaymentId;
import org.tallystick.values.Position;

/**
 * What caused what in a payment, as a tree: from requests over commands, events and steps of the saga to the messages of the
 * rail, and to what these caused.
 *
 * @param position up to which it is told
 * @param chain the requests
 */
public record PaymentChain(PaymentId payment, Position position, List<ChainNode> chain) {}
