/**
 * What is the same for all that stores: which databases there are and how a session with them begins, the files of H2 and how
 * they stay whole, one writer at a time, and the tables of each part of the program.
 */
@NullMarked
package org.tallystick.storage;

import org.jspecify.annotations.NullMarked;
