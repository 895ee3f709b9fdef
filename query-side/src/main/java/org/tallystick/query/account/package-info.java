/** Read models and questions about the noun of this package. */
package org.tallystick.query.account;
