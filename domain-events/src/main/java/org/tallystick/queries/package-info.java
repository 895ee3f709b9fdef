/** What a client may ask about, and the shapes of the answers. */
package org.tallystick.queries;
