/**
 * How values and events look as JSON, and as Smile, its binary form. Changing anything here changes the stored form: see
 * docs/internals/journal.md.
 */
package org.tallystick.events.codec;
