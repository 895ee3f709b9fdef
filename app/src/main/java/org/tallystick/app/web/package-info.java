/** What every HTTP answer has in common: identifiers, headers, and problems for what goes wrong outside of the sides. */
package org.tallystick.app.web;
