/**
 * The command bus of the writer: lanes that own ledgers, each with one thread that decides its commands one after the
 * other, and results that are released when what they are built on is durable. Repositories that are used
 * on lanes only keep what they have loaded.
 */
@NullMarked
package org.tallystick.eventstore.lane;

import org.jspecify.annotations.NullMarked;
