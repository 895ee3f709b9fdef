/** How far the read models are, over HTTP, and how values of the ledger stand in their tables. */
package org.tallystick.query.projection;
