/** How values and events look as JSON, and as Smile, its binary form. */
package org.tallystick.events.codec;
