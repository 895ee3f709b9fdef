/** What the controllers of the query side share. */
package org.tallystick.query.http;
