/** What an application gets of the read models without asking: its projections as event processors of Axon, and metrics. */
@NullMarked
package org.tallystick.readmodels.boot;

import org.jspecify.annotations.NullMarked;
