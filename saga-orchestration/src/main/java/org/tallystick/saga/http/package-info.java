/** What talking to other services over HTTP has in common: signatures, and answers of bounded size. */
package org.tallystick.saga.http;
