/** How a home is doing, found out by looking at it. */
package org.certdrop.status;
