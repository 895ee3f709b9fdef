/** Threads and timers that live as long as the process, none of which ends without a word. */
@NullMarked
package org.tallystick.storage.thread;

import org.jspecify.annotations.NullMarked;
